import { createHmac, randomBytes } from 'node:crypto';
import type { FlowSource } from '../../protocol/scan-types.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { foreignSource, LIFETIME_MS, VALUE_GRAM, withSource, type Trace, type ValueKind } from './source.ts';
import type { Grams } from './grams.ts';
import type { Squeezed } from './squeeze.ts';

/** Values of one session that are followed; the oldest make room. */
const MAX_VALUES = 2000;
/** Values that begin alike: more of them are not told apart. */
const MAX_ALIKE = 32;
/** What one takes, about, and what those of all sessions may. */
const PRINT_BYTES = 400;
const ALL_SESSIONS = new MemoryBudget(32 * 1024 * 1024);

interface ValuePrint extends ValueKind {
  readonly gram: number;
  readonly length: number;
  readonly digest: string;
  sources: readonly FlowSource[];
  expiresAt: number;
}

/** Secrets and personal data that servers have returned in one session: keyed hashes, never the text. */
export class ValuePrints {
  readonly #key = randomBytes(32);
  readonly #byGram = new Map<number, ValuePrint[]>();
  readonly #byDigest = new Map<string, ValuePrint>();
  readonly #lifetimeMs: number;

  /** @param lifetimeMs how long a value is remembered after it was seen last, in milliseconds */
  constructor(lifetimeMs = LIFETIME_MS) {
    this.#lifetimeMs = lifetimeMs;
  }

  get size(): number {
    return this.#byDigest.size;
  }

  /**
   * Remembers a value.
   * @param isOwn whether the client had written it before: asked only for a value that is new
   */
  add(value: Squeezed, gram: number, what: ValueKind, source: FlowSource, now: number, isOwn: () => boolean): void {
    if (value.length < VALUE_GRAM) return;
    const digest = this.#digest(value, 0, value.length);
    const known = this.#byDigest.get(digest);
    if (known) {
      known.sources = withSource(known.sources, source);
      known.expiresAt = now + this.#lifetimeMs;
      this.#byDigest.delete(digest);
      this.#byDigest.set(digest, known);
      return;
    }
    const alike = this.#byGram.get(gram) ?? [];
    if (alike.length >= MAX_ALIKE || isOwn()) return;
    this.expire(now);
    if (this.#byDigest.size >= MAX_VALUES) this.#dropOldest();
    while (!ALL_SESSIONS.take(PRINT_BYTES)) if (!this.#dropOldest()) return;
    const { length } = value;
    const print = { ...what, gram, length, digest, sources: [source], expiresAt: now + this.#lifetimeMs };
    this.#byDigest.set(digest, print);
    this.#byGram.set(gram, [...alike, print]);
  }

  /** Values in a text of a client that goes to `sink`. `grams` are the hashes of its runs; places are of the squeezed text. */
  traces(text: Squeezed, grams: Grams, sink: string, now: number, source: string): Trace[] {
    const traces: Trace[] = [];
    for (let at = 0; at < grams.count; at++) {
      const alike = this.#byGram.get(grams.hashes[at] ?? 0);
      if (!alike) continue;
      for (const { length, digest, kind, name, sources, expiresAt } of alike) {
        const from = foreignSource(sources, sink);
        if (!from || expiresAt <= now || at + length > text.length) continue;
        if (kind === 'pii' && !isApart(source, text, at, at + length)) continue;
        if (this.#digest(text, at, at + length) !== digest) continue;
        const start = text.at[at] ?? 0;
        traces.push({ kind, name, source: from, start, end: (text.at[at + length - 1] ?? start) + 1, length });
      }
    }
    return traces;
  }

  /** Forgets what is too old. */
  expire(now: number): void {
    for (const print of this.#byDigest.values()) {
      if (print.expiresAt > now) return;
      this.#drop(print);
    }
  }

  clear(): void {
    ALL_SESSIONS.give(this.#byDigest.size * PRINT_BYTES);
    this.#byDigest.clear();
    this.#byGram.clear();
  }

  #dropOldest(): boolean {
    for (const print of this.#byDigest.values()) {
      this.#drop(print);
      return true;
    }
    return false;
  }

  #drop(print: ValuePrint): void {
    this.#byDigest.delete(print.digest);
    const left = (this.#byGram.get(print.gram) ?? []).filter((one) => one !== print);
    if (left.length === 0) this.#byGram.delete(print.gram);
    else this.#byGram.set(print.gram, left);
    ALL_SESSIONS.give(PRINT_BYTES);
  }

  #digest({ codes }: Squeezed, from: number, to: number): string {
    return createHmac('sha256', this.#key).update(codes.subarray(from, to)).digest('base64url').slice(0, 22);
  }
}

/** A number in a longer number, or a name in a longer word, is another one. */
function isApart(text: string, { at }: Squeezed, from: number, to: number): boolean {
  const [before, after] = [(at[from] ?? 0) - 1, (at[to - 1] ?? 0) + 1];
  return !/[A-Za-z0-9]/u.test(text.charAt(before)) && !/[A-Za-z0-9]/u.test(text.charAt(after));
}
