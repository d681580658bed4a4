const ROUNDS = 24;
const RATE = 136;

const ROTATION = [0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14];
const MASK = (1n << 64n) - 1n;

/** Keccak-256 as Ethereum uses it (the padding before FIPS 202, so node:crypto has none of it), of a short ASCII text. */
export function keccak256(text: string): Uint8Array {
  const lanes: bigint[] = Array.from({ length: 25 }, () => 0n);
  const block = new Uint8Array(RATE);
  for (let i = 0; i < text.length; i++) block[i] = text.charCodeAt(i);
  block[text.length] = 0x01;
  block[RATE - 1] = (block[RATE - 1] ?? 0) | 0x80;
  const view = new DataView(block.buffer);
  for (let lane = 0; lane < RATE / 8; lane++) lanes[lane] = view.getBigUint64(lane * 8, true);
  permute(lanes);
  const out = new DataView(new ArrayBuffer(32));
  for (let lane = 0; lane < 4; lane++) out.setBigUint64(lane * 8, lanes[lane] ?? 0n, true);
  return new Uint8Array(out.buffer);
}

function permute(lanes: bigint[]): void {
  const at = (i: number): bigint => lanes[i] ?? 0n;
  let state = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const column = [0, 1, 2, 3, 4].map((x) => at(x) ^ at(x + 5) ^ at(x + 10) ^ at(x + 15) ^ at(x + 20));
    for (let i = 0; i < 25; i++) {
      const x = i % 5;
      lanes[i] = at(i) ^ (column[(x + 4) % 5] ?? 0n) ^ rotate(column[(x + 1) % 5] ?? 0n, 1);
    }
    const turned: bigint[] = Array.from({ length: 25 }, () => 0n);
    for (let i = 0; i < 25; i++) {
      const x = i % 5;
      const y = Math.floor(i / 5);
      turned[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(at(i), ROTATION[i] ?? 0);
    }
    for (let i = 0; i < 25; i++) {
      const row = i - (i % 5);
      lanes[i] =
        (turned[i] ?? 0n) ^ (~(turned[row + ((i + 1) % 5)] ?? 0n) & MASK & (turned[row + ((i + 2) % 5)] ?? 0n));
    }
    // The round constant comes from a shift register: bit 2^j - 1 is its output at step j.
    for (let j = 0; j < 7; j++) {
      if ((state & 1) !== 0) lanes[0] = at(0) ^ (1n << BigInt(2 ** j - 1));
      state = (state << 1) ^ ((state >> 7) * 0x171);
    }
  }
}

function rotate(lane: bigint, by: number): bigint {
  return ((lane << BigInt(by)) | (lane >> BigInt(64 - by))) & MASK;
}
