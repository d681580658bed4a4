/**
 * One automaton over all keywords of a rule set (Aho-Corasick with its failure links resolved to a complete table).
 *
 * The loop that runs it also gathers the traits of the text, because a second pass over every text would cost as much
 * again. Per character there is one load from a 128-entry table that packs the character's class, its trait bits and
 * (in the sign bit) whether it belongs to base64 or hex; one load from the transition table; and one compare, because
 * a step that completes a keyword is stored inverted.
 */

export const SEEN_NON_ASCII = 1 << 8;
export const SEEN_CONTROL = 1 << 9;
export const SEEN_PERCENT = 1 << 10;
export const SEEN_AMPERSAND = 1 << 11;
export const SEEN_BACKSLASH = 1 << 12;
/** At least 24 base64, base64url or hex characters in a row. */
export const SEEN_LONG_RUN = 1 << 13;

const TRAIT_BITS = 0x3f00;
const CLASS_BITS = 0xff;
// A run's counter starts at 8, so that 24 characters in a row bring it to 32.
const RUN_BASE = 8;
const RUN_LIMIT = 32;

/** Texts up to this length are read as they are: the copy has a price of its own. */
const SHORT = 128;
/** Bytes copied at a time: they stay in the processor's cache. */
const CHUNK = 16 * 1024;
const encoder = new TextEncoder();

/** Keywords found in one text, in order of their ends; reused from text to text so that a scan allocates nothing. */
export class HitBuffer {
  keyword: Int32Array = new Int32Array(256);
  start: Int32Array = new Int32Array(256);
  count = 0;

  add(keyword: number, start: number): void {
    if (this.count === this.keyword.length) this.grow();
    this.keyword[this.count] = keyword;
    this.start[this.count] = start;
    this.count++;
  }

  private grow(): void {
    const keyword = new Int32Array(this.count * 2);
    const start = new Int32Array(this.count * 2);
    keyword.set(this.keyword);
    start.set(this.start);
    this.keyword = keyword;
    this.start = start;
  }
}

export class Automaton {
  private readonly info: Int32Array;
  private readonly next: Int32Array;
  private readonly outputStart: Int32Array;
  private readonly outputs: Int32Array;
  private readonly lengths: Int32Array;
  private readonly shift: number;
  private readonly bytes = new Uint8Array(CHUNK);
  /** State and place of each keyword's end in one chunk. */
  private readonly accepted = new Int32Array(2 * CHUNK);
  // Where the loop stands between two chunks of a text.
  private state = 0;
  private seen = 0;
  private runs = 0;
  private runLength = RUN_BASE;

  constructor(keywords: readonly string[]) {
    const tables = buildTables(keywords);
    this.info = tables.info;
    this.next = tables.next;
    this.outputStart = tables.outputStart;
    this.outputs = tables.outputs;
    this.lengths = Int32Array.from(keywords, (keyword) => keyword.length);
    this.shift = tables.shift;
  }

  /** Bytes of the transition table: what has to stay in the processor's cache. */
  get tableBytes(): number {
    return this.next.byteLength;
  }

  /** Fills `hits` with every keyword in `text` (any case; all blank characters count as one) and returns the traits. */
  run(text: string, hits: HitBuffer): number {
    hits.count = 0;
    this.state = this.seen = this.runs = 0;
    this.runLength = RUN_BASE;
    const { length } = text;
    if (length <= SHORT) {
      this.runUnits(text, 0, length, hits);
    } else {
      for (let from = 0; from < length; from += CHUNK) this.runChunk(text, from, Math.min(length, from + CHUNK), hits);
    }
    return (this.seen & TRAIT_BITS) | (this.runs >= RUN_LIMIT ? SEEN_LONG_RUN : 0);
  }

  /** Reading bytes is three times as fast as charCodeAt, and copying ASCII to bytes costs next to nothing. */
  private runChunk(text: string, from: number, to: number, hits: HitBuffer): void {
    const chunk = from === 0 && to === text.length ? text : text.slice(from, to);
    const { read, written } = encoder.encodeInto(chunk, this.bytes);
    // As many bytes as units, all of them read: then it is ASCII, and offsets are the same.
    if (read === chunk.length && written === chunk.length) this.runBytes(from, chunk.length, hits);
    else this.runUnits(text, from, to, hits);
  }

  private runBytes(offset: number, length: number, hits: HitBuffer): void {
    const { info, next, bytes, accepted } = this;
    let { state, seen, runs, runLength } = this;
    let count = 0;
    for (let i = 0; i < length; i++) {
      const character = info[bytes[i] ?? 0] ?? 0;
      seen |= character;
      // The OR of all counts reaches 32 exactly when one of them did: no branch in the loop.
      runLength = ((runLength - RUN_BASE + 1) & (character >> 31)) + RUN_BASE;
      runs |= runLength;
      state = next[state + (character & CLASS_BITS)] ?? 0;
      // Noted now and looked up after the loop: a call in it would cost half its speed.
      if (state < 0) {
        state = ~state;
        accepted[count++] = state;
        accepted[count++] = i;
      }
    }
    for (let i = 0; i < count; i += 2) this.collect(accepted[i] ?? 0, offset + (accepted[i + 1] ?? 0) + 1, hits);
    this.keep(state, seen, runs, runLength);
  }

  /** The same loop over UTF-16 units. */
  private runUnits(text: string, from: number, to: number, hits: HitBuffer): void {
    const { info, next } = this;
    let { state, seen, runs, runLength } = this;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      const character = code < 128 ? (info[code] ?? 0) : SEEN_NON_ASCII;
      seen |= character;
      runLength = ((runLength - RUN_BASE + 1) & (character >> 31)) + RUN_BASE;
      runs |= runLength;
      state = next[state + (character & CLASS_BITS)] ?? 0;
      if (state < 0) {
        state = ~state;
        this.collect(state, i + 1, hits);
      }
    }
    this.keep(state, seen, runs, runLength);
  }

  private keep(state: number, seen: number, runs: number, runLength: number): void {
    this.state = state;
    this.seen = seen;
    this.runs = runs;
    this.runLength = runLength;
  }

  private collect(state: number, end: number, hits: HitBuffer): void {
    const index = state >> this.shift;
    const to = this.outputStart[index + 1] ?? 0;
    for (let i = this.outputStart[index] ?? 0; i < to; i++) {
      const keyword = this.outputs[i] ?? 0;
      hits.add(keyword, end - (this.lengths[keyword] ?? 0));
    }
  }
}

function buildTables(keywords: readonly string[]) {
  const { classOf, classes } = buildClasses(keywords);
  // Rows are a power of two wide and states are stored premultiplied, so the loop adds instead of multiplying.
  const shift = Math.ceil(Math.log2(classes));
  const trie = new Trie(keywords, classOf);
  return { ...completeTable(trie, shift), info: buildInfo(classOf), shift };
}

/** The keywords as a tree; a state's children hang in a list, since most states have one. */
class Trie {
  readonly symbol: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** Keywords that end in a state. */
  readonly outputsOf = new Map<number, number[]>();
  states = 1;

  constructor(keywords: readonly string[], classOf: Int32Array) {
    const most = keywords.reduce((sum, keyword) => sum + keyword.length, 1);
    this.symbol = new Int32Array(most);
    this.firstChild = new Int32Array(most);
    this.nextSibling = new Int32Array(most);
    for (const [index, keyword] of keywords.entries()) {
      let state = 0;
      for (let i = 0; i < keyword.length; i++) state = this.child(state, classOf[keyword.charCodeAt(i)] ?? 0);
      this.addOutputs(state, [index]);
    }
  }

  addOutputs(state: number, keywords: readonly number[]): void {
    const list = this.outputsOf.get(state);
    if (list) list.push(...keywords);
    else this.outputsOf.set(state, [...keywords]);
  }

  private child(state: number, symbol: number): number {
    const first = this.firstChild[state] ?? 0;
    for (let child = first; child !== 0; child = this.nextSibling[child] ?? 0) {
      if (this.symbol[child] === symbol) return child;
    }
    const child = this.states++;
    this.symbol[child] = symbol;
    this.nextSibling[child] = first;
    this.firstChild[state] = child;
    return child;
  }
}

function buildClasses(keywords: readonly string[]): { classOf: Int32Array; classes: number } {
  const classOf = new Int32Array(128);
  let classes = 1;
  for (const keyword of keywords) {
    if (keyword === '') throw new Error('an empty keyword would stand everywhere');
    for (let i = 0; i < keyword.length; i++) {
      const code = keyword.charCodeAt(i);
      if (code > 127 || (code >= 65 && code <= 90)) throw new Error(`keyword not in lower-case ASCII: ${keyword}`);
      if (classOf[code] === 0) classOf[code] = classes++;
    }
  }
  for (let code = 65; code <= 90; code++) classOf[code] = classOf[code + 32] ?? 0;
  for (const blank of [9, 10, 13]) classOf[blank] = classOf[32] ?? 0;
  return { classOf, classes };
}

/**
 * The complete transition table (Aho and Corasick, 1975): a state's row is the row of its longest proper suffix that is a
 * prefix too, with its own children put over it. Rows are copied whole: this runs once in each process, in code that is
 * still cold. A cell is the next state, premultiplied, and inverted where that state completes a keyword.
 */
function completeTable(trie: Trie, shift: number) {
  const { states, symbol, firstChild, nextSibling, outputsOf } = trie;
  const width = 1 << shift;
  const next = new Int32Array(states << shift);
  const fail = new Int32Array(states);
  const queue = new Int32Array(states);
  let tail = 1;
  for (let head = 0; head < tail; head++) {
    const state = queue[head] ?? 0;
    const row = state << shift;
    const failed = (fail[state] ?? 0) << shift;
    if (state !== 0) next.copyWithin(row, failed, failed + width);
    for (let child = firstChild[state] ?? 0; child !== 0; child = nextSibling[child] ?? 0) {
      const cell = row + (symbol[child] ?? 0);
      const suffix = state === 0 ? 0 : (next[cell] ?? 0);
      fail[child] = (suffix < 0 ? ~suffix : suffix) >> shift;
      const inherited = outputsOf.get(fail[child] ?? 0);
      if (inherited) trie.addOutputs(child, inherited);
      next[cell] = outputsOf.has(child) ? ~(child << shift) : child << shift;
      queue[tail++] = child;
    }
  }
  const outputStart = new Int32Array(states + 1);
  const outputs: number[] = [];
  for (let state = 0; state < states; state++) {
    outputs.push(...(outputsOf.get(state) ?? []));
    outputStart[state + 1] = outputs.length;
  }
  return { next, outputStart, outputs: Int32Array.from(outputs) };
}

function buildInfo(classOf: Int32Array): Int32Array {
  const info = new Int32Array(128);
  for (let code = 0; code < 128; code++) {
    let bits = classOf[code] ?? 0;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) bits |= SEEN_CONTROL;
    if (code === 37) bits |= SEEN_PERCENT;
    if (code === 38) bits |= SEEN_AMPERSAND;
    if (code === 92) bits |= SEEN_BACKSLASH;
    if (/[A-Za-z0-9+/_=-]/.test(String.fromCharCode(code))) bits |= 1 << 31;
    info[code] = bits;
  }
  return info;
}
