// Pieces for the examples of secret detectors. Examples are put together at run time, because a complete token in the
// source would trip the push protection of code hosts, and drawn from a fixed sequence, so that they never change.

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

function drawn(alphabet: string, length: number, seed: number): string {
  let state = (seed * 2654435761 + length * 40503 + 12345) >>> 0;
  let out = '';
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out += alphabet[(state >>> 8) % alphabet.length] ?? '';
  }
  return out;
}

/** Letters of both cases and digits. */
export const alnum = (length: number, seed = 1): string => drawn(DIGITS + LOWER + UPPER, length, seed);
/** Lower-case letters and digits. */
export const lower = (length: number, seed = 2): string => drawn(DIGITS + LOWER, length, seed);
/** Upper-case letters and digits. */
export const upper = (length: number, seed = 3): string => drawn(DIGITS + UPPER, length, seed);
/** Hexadecimal digits in lower case. */
export const hex = (length: number, seed = 4): string => drawn('0123456789abcdef', length, seed);
/** Decimal digits, the first of them not 0. */
export const digits = (length: number, seed = 5): string => `7${drawn(DIGITS, length - 1, seed)}`;
/** Letters only. */
export const letters = (length: number, seed = 6): string => drawn(LOWER + UPPER, length, seed);
/** Base64 without padding. */
export const base64 = (length: number, seed = 7): string => drawn(`${DIGITS}${LOWER}${UPPER}+/`, length, seed);
/** Base64url without padding. */
export const urlSafe = (length: number, seed = 8): string => drawn(`${DIGITS}${LOWER}${UPPER}-_`, length, seed);
/** Base32 as in RFC 4648, upper case. */
export const base32 = (length: number, seed = 9): string => drawn(`${UPPER}234567`, length, seed);
/** A UUID in lower case. */
export const uuid = (seed = 10): string =>
  [hex(8, seed), hex(4, seed + 1), `4${hex(3, seed + 2)}`, `a${hex(3, seed + 3)}`, hex(12, seed + 4)].join('-');
/** Base64url of a text, without padding. */
export const encoded = (text: string): string => Buffer.from(text).toString('base64url');
