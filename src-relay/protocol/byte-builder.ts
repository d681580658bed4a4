const NOTHING = Buffer.alloc(0);
const LEAST_CAPACITY = 4096;

/**
 * Puts together bytes that come in pieces: in linear time and in at most twice their size, however small the pieces are.
 * A list of pieces would cost a hundred bytes for each, which a peer that sends single bytes turns into gigabytes.
 */
export class ByteBuilder {
  #buffer: Buffer = NOTHING;
  #length = 0;

  /** Bytes put together so far. */
  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(LEAST_CAPACITY, length, this.#buffer.length * 2));
      this.#buffer.copy(grown, 0, 0, this.#length);
      this.#buffer = grown;
    }
    this.#buffer.set(piece, this.#length);
    this.#length = length;
  }

  /** Gives the bytes away and starts anew. */
  take(): Buffer {
    const bytes = this.#buffer.subarray(0, this.#length);
    this.#buffer = NOTHING;
    this.#length = 0;
    return bytes;
  }
}
