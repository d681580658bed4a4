import type { Grams } from './grams.ts';
import { MemoryBudget } from '../memory-budget.ts';

/** Bits of a filter, doubled from the first to the last of a generation. */
const FIRST_BITS = 1 << 14;
const MAX_BITS = 1 << 20;
/** A filter is full when it has taken a hash for each so many bits: then one in a hundred strangers seems known. */
const BITS_A_HASH = 16;
/** Filters of all sessions, in bytes. */
const ALL_SESSIONS = new MemoryBudget(64 * 1024 * 1024);

/**
 * What the client itself has written, as hashes in Bloom filters: it forgets nothing for a lifetime, and may, rarely, take
 * a stranger for known. Two generations: the older one is dropped when the younger one has served its time.
 */
export class OwnWords {
  readonly #lifetimeMs: number;
  #young: Filter[] = [];
  #old: Filter[] = [];
  #since = 0;

  /** @param lifetimeMs how long a word is remembered at least, in milliseconds */
  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  /** Remembers all runs of a text of the client. */
  addAll({ hashes, count }: Grams, now: number): void {
    if (now - this.#since > this.#lifetimeMs) this.#turn(now);
    for (let i = 0; i < count; i++) {
      const hash = hashes[i] ?? 0;
      // Texts of one client repeat themselves: what is young already is remembered for as long as if it were added again.
      if (!isIn(this.#young, hash)) this.#add(hash, now);
    }
  }

  /** Whether the client has written all of these. */
  hasAll({ hashes, count }: Grams): boolean {
    for (let i = 0; i < count; i++) if (!this.has(hashes[i] ?? 0)) return false;
    return true;
  }

  #add(hash: number, now: number): void {
    const last = this.#young[this.#young.length - 1];
    if (last && last.left > 0) return last.add(hash);
    const bits = last ? Math.min(MAX_BITS, last.bits * 2) : FIRST_BITS;
    if (this.#young.length > 0 && bits === last?.bits) this.#turn(now);
    if (!ALL_SESSIONS.take(bits / 8)) return undefined;
    const filter = new Filter(bits);
    this.#young.push(filter);
    return filter.add(hash);
  }

  has(hash: number): boolean {
    return isIn(this.#young, hash) || isIn(this.#old, hash);
  }

  clear(): void {
    for (const { bits } of [...this.#young, ...this.#old]) ALL_SESSIONS.give(bits / 8);
    this.#young = [];
    this.#old = [];
  }

  #turn(now: number): void {
    for (const { bits } of this.#old) ALL_SESSIONS.give(bits / 8);
    // What nobody has added to for two lifetimes is too old as a whole.
    if (now - this.#since > 2 * this.#lifetimeMs) {
      for (const { bits } of this.#young) ALL_SESSIONS.give(bits / 8);
      this.#young = [];
    }
    this.#old = this.#young;
    this.#young = [];
    this.#since = now;
  }
}

/** The oldest first: it is the smallest, and has what is said most often. */
function isIn(filters: readonly Filter[], hash: number): boolean {
  for (let i = 0; i < filters.length; i++) if (filters[i]?.has(hash) === true) return true;
  return false;
}

/** A Bloom filter whose bits of one hash stand in one word: each look is one place in memory. */
class Filter {
  readonly bits: number;
  left: number;
  readonly #words: Int32Array;

  constructor(bits: number) {
    this.bits = bits;
    this.left = bits / BITS_A_HASH;
    this.#words = new Int32Array(bits / 32);
  }

  add(hash: number): void {
    this.left -= 1;
    const place = this.#place(hash);
    this.#words[place] = (this.#words[place] ?? 0) | maskOf(hash);
  }

  has(hash: number): boolean {
    const mask = maskOf(hash);
    return ((this.#words[this.#place(hash)] ?? 0) & mask) === mask;
  }

  #place(hash: number): number {
    return (hash ^ (hash >>> 17)) & (this.#words.length - 1);
  }
}

/** Three bits of a word, some of which may be the same. */
function maskOf(hash: number): number {
  const spread = Math.imul(hash, 0x27d4eb2d);
  return (1 << (spread >>> 27)) | (1 << ((spread >>> 22) & 31)) | (1 << ((spread >>> 17) & 31));
}
