import { randomInt } from 'node:crypto';
import type { Squeezed } from './squeeze.ts';

/** Keys of this process: what a hash stands for cannot be told, or brought about, from outside. */
const SEED = randomInt(2 ** 32) | 0;
const STEPS = [oddNumber(), oddNumber()] as const;

/** Two independent hashes; each has a buffer of its own, which its next use overwrites. */
type HashChoice = 0 | 1;

/** Hashes of the runs of a text: entry `i` is of the run that begins at code `i`; what stands behind `count` means nothing. */
export interface Grams {
  readonly hashes: Int32Array;
  readonly count: number;
}

/** Buffers of this length are kept; longer ones are made for one text. */
const KEPT = 64 * 1024;
const buffers = [new Int32Array(1024), new Int32Array(1024)];

/** Keyed hashes of all runs of `size` codes of a text, in one pass: a rolling polynomial hash modulo 2^32, mixed. */
export function gramHashes({ codes, length }: Squeezed, size: number, choice: HashChoice): Grams {
  const count = length - size + 1;
  if (count <= 0) return NONE;
  const step = STEPS[choice];
  let power = 1;
  for (let i = 0; i < size; i++) power = Math.imul(power, step);
  const hashes = bufferFor(count, choice);
  let hash = 0;
  for (let i = 0; i < length; i++) {
    hash = (Math.imul(hash, step) + valueOf(codes[i] ?? 0)) | 0;
    if (i >= size) hash = (hash - Math.imul(power, valueOf(codes[i - size] ?? 0))) | 0;
    if (i >= size - 1) hashes[i - size + 1] = mixed(hash);
  }
  return { hashes, count };
}

const NONE: Grams = { hashes: new Int32Array(0), count: 0 };

function bufferFor(count: number, choice: HashChoice): Int32Array {
  if (count > KEPT) return new Int32Array(count);
  let buffer = buffers[choice];
  if (!buffer || buffer.length < count) buffer = buffers[choice] = new Int32Array(Math.min(KEPT, count * 2));
  return buffer;
}

function oddNumber(): number {
  return randomInt(2 ** 31) * 2 + 1;
}

function valueOf(code: number): number {
  const value = Math.imul(code ^ SEED, 0x9e3779b1);
  return value ^ (value >>> 15);
}

/** Spreads what is in the upper bits over all (the finaliser of MurmurHash3). */
function mixed(hash: number): number {
  let value = hash;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
