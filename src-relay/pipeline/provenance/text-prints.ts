import type { FlowSource } from '../../protocol/scan-types.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { foreignSource, LIFETIME_MS, TEXT_GRAM, VALUE_GRAM, withSource, type Trace } from './source.ts';
import type { Grams } from './grams.ts';
import type { Squeezed } from './squeeze.ts';

/** Runs that are kept of one result, of one server and of a session; of a long result they stand further apart. */
const MAX_OF_RESULT = 1024;
const MAX_OF_SERVER = 8192;
const MAX_OF_SESSION = 24_576;
/** What one takes, about, and what those of all sessions may. */
const PRINT_BYTES = 120;
const ALL_SESSIONS = new MemoryBudget(64 * 1024 * 1024);
/** Of each so many runs in a row one is kept at least. */
const MIN_WINDOW = 64;
/** A run with fewer different letters is a ruler, or zeros. */
const MIN_LETTERS = 10;

interface TextPrint {
  readonly check: number;
  sources: readonly FlowSource[];
  /** The latest result that it was in: it goes when that one goes. */
  kept: Kept;
}

/** What was kept of one result. */
interface Kept {
  readonly server: string;
  readonly keys: number[];
  readonly expiresAt: number;
}

/** The hashes of a text: those of its long runs find, two of the short ones inside make sure. */
export interface TextGrams {
  readonly long: Grams;
  readonly short: Grams;
}

/**
 * Long passages that servers have returned in one session: hashes of runs of 48 letters and digits, of which a few are
 * kept by winnowing (the smallest of each window), so that a passage is found wherever it is cut.
 */
export class TextPrints {
  readonly #prints = new Map<number, TextPrint>();
  readonly #kept: Kept[] = [];

  get size(): number {
    return this.#prints.size;
  }

  /**
   * Remembers a passage; a run that the client wrote before is its own.
   * @param isOwn whether the client had written the run that begins at a place of the squeezed text
   */
  add(text: Squeezed, grams: TextGrams, source: FlowSource, now: number, isOwn: (at: number) => boolean): void {
    const kept: Kept = { server: source.server, keys: [], expiresAt: now + LIFETIME_MS };
    const { long } = grams;
    for (const at of winnowed(long)) {
      const key = long.hashes[at] ?? 0;
      const known = this.#prints.get(key);
      if (known) {
        known.sources = withSource(known.sources, source);
        known.kept = kept;
        kept.keys.push(key);
        continue;
      }
      if (!isDistinctive(text, at) || isOwn(at) || !ALL_SESSIONS.take(PRINT_BYTES)) continue;
      this.#prints.set(key, { check: checkOf(grams.short, at), sources: [source], kept });
      kept.keys.push(key);
    }
    if (kept.keys.length === 0) return;
    this.#kept.push(kept);
    this.#makeRoom(source.server, now);
  }

  /** The longest passage of each source in a client's text that goes to `sink`; places are of the text itself. */
  traces(text: Squeezed, grams: TextGrams, sink: string): Trace[] {
    const spans = new Map<string, { source: FlowSource; from: number; to: number }>();
    const { long, short } = grams;
    for (let at = 0; at < long.count; at++) {
      const print = this.#prints.get(long.hashes[at] ?? 0);
      if (!print || print.check !== checkOf(short, at)) continue;
      const source = foreignSource(print.sources, sink);
      if (!source) continue;
      const span = spans.get(source.server);
      if (span) span.to = at;
      else spans.set(source.server, { source, from: at, to: at });
    }
    return Array.from(spans.values(), ({ source, from, to }): Trace => {
      const last = to + TEXT_GRAM - 1;
      const start = text.at[from] ?? 0;
      const end = (text.at[last] ?? start) + 1;
      return { kind: 'text', name: undefined, source, start, end, length: last - from + 1 };
    });
  }

  /** Forgets what is too old. */
  expire(now: number): void {
    while ((this.#kept[0]?.expiresAt ?? Number.POSITIVE_INFINITY) <= now) this.#drop(0);
  }

  clear(): void {
    ALL_SESSIONS.give(this.#prints.size * PRINT_BYTES);
    this.#prints.clear();
    this.#kept.length = 0;
  }

  #makeRoom(server: string, now: number): void {
    this.expire(now);
    const ofServer = (): number =>
      this.#kept.reduce((sum, kept) => sum + (kept.server === server ? kept.keys.length : 0), 0);
    while (ofServer() > MAX_OF_SERVER) this.#drop(this.#kept.findIndex((kept) => kept.server === server));
    while (this.#prints.size > MAX_OF_SESSION) this.#drop(0);
  }

  #drop(index: number): void {
    const [kept] = this.#kept.splice(index, 1);
    for (const key of kept?.keys ?? []) {
      if (this.#prints.get(key)?.kept !== kept) continue;
      this.#prints.delete(key);
      ALL_SESSIONS.give(PRINT_BYTES);
    }
  }
}

/**
 * Places of the smallest hash of each window, each once (robust winnowing, Schleimer, Wilkerson and Aiken 2003): two texts
 * that share a window and a run share a place.
 */
function winnowed({ hashes, count }: Grams): number[] {
  const window = Math.max(MIN_WINDOW, Math.ceil((2 * count) / MAX_OF_RESULT));
  const places: number[] = [];
  let smallest = -1;
  for (let end = 0; end < count; end++) {
    const start = end - window + 1;
    if (smallest < Math.max(0, start)) {
      smallest = Math.max(0, start);
      for (let at = smallest + 1; at <= end; at++) if ((hashes[at] ?? 0) <= (hashes[smallest] ?? 0)) smallest = at;
    } else if ((hashes[end] ?? 0) <= (hashes[smallest] ?? 0)) smallest = end;
    const isFull = start >= 0 || end === count - 1;
    if (isFull && places.at(-1) !== smallest) places.push(smallest);
  }
  return places;
}

/** The first and the last short run of a long one. */
function checkOf({ hashes }: Grams, at: number): number {
  return ((hashes[at] ?? 0) + Math.imul(hashes[at + TEXT_GRAM - VALUE_GRAM] ?? 0, 0x9e3779b1)) | 0;
}

function isDistinctive({ codes }: Squeezed, at: number): boolean {
  let seen = 0;
  for (let i = at; i < at + TEXT_GRAM; i++) seen |= 1 << ((codes[i] ?? 0) & 31);
  let letters = 0;
  for (; seen !== 0; seen &= seen - 1) letters += 1;
  return letters >= MIN_LETTERS;
}
