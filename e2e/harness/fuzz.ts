import fc from 'fast-check';

/** What one property may take, in milliseconds: on a slow machine it ends with fewer runs. */
const LIMIT_MS = 18_000;

/**
 * Runs a property against a live relay. Says its seed, so that `FUZZ_SEED=… vitest run …` repeats it.
 * @param runs how many inputs are tried
 */
export async function fuzz<T>(
  name: string,
  runs: number,
  input: fc.Arbitrary<T>,
  holds: (input: T) => Promise<void>,
): Promise<void> {
  const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`${name}: FUZZ_SEED=${seed}\n`);
  await fc.assert(fc.asyncProperty(input, holds), { seed, numRuns: runs, interruptAfterTimeLimit: LIMIT_MS });
}

/** What breaks readers of JSON, of lines and of events. */
const ODD_TEXTS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ',',
  ':',
  'null',
  'true',
  '1e400',
  '-0',
  '1.0',
  '99999999999999999999',
  '\\u0000',
  '\\ud800',
  '\\udc00x',
  '\\u0022',
  '\u2028',
  '\ufeff',
  '\u202e',
  '\0',
  '\r',
  '\n',
  '\r\n\r\n',
  'data: ',
  'event: message\n',
  ': ',
  '"id":1,',
  '"id":null,',
  '"method":"tools/call",',
  '"result":{},',
  '"error":{"code":1,"message":"x"},',
  '"params":{},',
  '"Params":{},',
  '"__proto__":{},',
  '"jsonrpc":"1.0",',
  '['.repeat(300),
  '{"a":'.repeat(300),
  ']}'.repeat(300),
  '9'.repeat(3000),
  ' '.repeat(5000),
  'x'.repeat(70_000),
] as const;

type Change =
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'delete' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('insert' as const),
      at: place,
      bytes: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...ODD_TEXTS).map((text) => Buffer.from(text)) },
        { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from(bytes)) },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('delete' as const, 'repeat' as const),
      at: place,
      length: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  },
);

function changed(bytes: Buffer, made: Change): Buffer {
  const at = Math.min(bytes.length, Math.floor(made.at * (bytes.length + 1)));
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (made.kind) {
    case 'insert':
      return Buffer.concat([head, made.bytes, tail]);
    case 'delete':
      return Buffer.concat([head, tail.subarray(made.length)]);
    case 'repeat':
      return Buffer.concat([head, tail.subarray(0, made.length), tail]);
    case 'flip': {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << made.bit);
      return copy;
    }
  }
}

/** One of these texts with some changes: valid enough to get far, and wrong somewhere. */
export function mutated(texts: readonly string[]): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { maxLength: 4 }))
    .map(([text, changes]) => changes.reduce(changed, Buffer.from(text)));
}

/** Bytes in parts, cut anywhere: in the middle of a line end, of a character, of a word. */
export function inParts(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = cuts.map((cut) => Math.floor(cut * bytes.length)).toSorted((a, b) => a - b);
  return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}

/** Where to cut, as shares of the whole. */
export const cuts: fc.Arbitrary<readonly number[]> = fc.array(place, { maxLength: 12 });

/** The lines in which a secret stands, without it. */
export function linesShowing(text: string, secret: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => showsSecret(line, secret))
    .map((line) => line.replaceAll(secret, '***'));
}

/** Whether a secret stands in a text: as it is, or in a string of JSON however that is written. */
export function showsSecret(text: string, secret: string): boolean {
  if (text.includes(secret)) return true;
  // What a reader of the JSON would see: escapes resolved.
  const plain = text.replaceAll(/\\u([0-9a-f]{4})/giu, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return plain.replaceAll(/\\(?=[\w/"\\])/gu, '').includes(secret);
}
