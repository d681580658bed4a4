import type { HitBuffer } from './hit-buffer.ts';
import { GRAM, KeywordTree, type Keyword } from './keyword-tree.ts';

/**
 * Finds all keywords of a rule set in one pass, whatever their number (in the way of Wu and Manber, 1994): the last four
 * characters, folded, are hashed into a table of bits that stays in the processor's first cache, and only where a bit is
 * set the tree of keywords is asked. A state machine over thousands of keywords has a table of megabytes and waits for
 * memory at every character; here no step waits for the one before.
 *
 * The same loop gathers the traits of the text, because a second pass over every text would cost as much again: one load
 * from a 128-entry table gives a character's folded form, its trait bits and (in the sign bit) whether it belongs to
 * base64 or hex.
 */

export const SEEN_NON_ASCII = 1 << 8;
export const SEEN_CONTROL = 1 << 9;
export const SEEN_PERCENT = 1 << 10;
export const SEEN_AMPERSAND = 1 << 11;
export const SEEN_BACKSLASH = 1 << 12;
/** At least LONG_RUN base64, base64url or hex characters in a row. */
export const SEEN_LONG_RUN = 1 << 13;
// Bits 14 and 15 are the scanner's own: see text-scan.ts.
export const SEEN_DIGIT = 1 << 16;
export const SEEN_AT_SIGN = 1 << 17;
const TRAIT_BITS = 0x33f00;

/** Begins a keyword that is too short to be hashed. */
const BEGINS_SHORT = 1 << 18;
/** A letter, a digit or an underscore. */
const IN_WORD = 1 << 19;
const IN_WORD_AT = 19;

/** Length from which on a run of base64 or hex characters may carry a text, in UTF-16 units. */
export const LONG_RUN = 24;

const FOLDED_BITS = 0x7f;
const GRAM_BITS = 0xfffffff;
const HASH = 0x9e3779b1;
/** Leaves 17 bits of a hash; with two bits for each the table takes 32 KB. */
const HASH_SHIFT = 15;
const HASHES = 1 << (32 - HASH_SHIFT);
/** A keyword that counts anywhere begins with a gram of this hash. */
const ANYWHERE = 1;
/** A keyword that counts at the beginning of a word does. */
const WORD_START = 2;

/** Texts up to this length are read as they are: the copy has a price of its own. */
const SHORT = 48;
/** Bytes copied at a time: they stay in the processor's cache. */
const CHUNK = 8 * 1024;
const encoder = new TextEncoder();

export class Prefilter {
  private readonly info: Int32Array;
  private readonly tree: KeywordTree;
  /** Two bits for each hash. */
  private readonly table = new Int32Array(HASHES / 16);
  private readonly bytes = new Uint8Array(CHUNK);
  /** Gram, place and flags wherever in one chunk the tree has to be asked. */
  private readonly noted = new Int32Array(4 * CHUNK);
  private readonly becameLong = new Int32Array(CHUNK / LONG_RUN + 1);
  // Where the loop stands between two chunks of a text.
  private seen = 0;
  private runLength = 0;
  private gram = 0;
  /** For each of the last characters, the latest in bit 0, whether it is part of a word. */
  private words = 0;

  /** Throws where a keyword is empty or not in lower-case ASCII. */
  constructor(keywords: readonly Keyword[]) {
    this.tree = new KeywordTree(keywords, FOLDED);
    this.info = buildInfo(this.tree);
    this.tree.forEachGram((gram, anywhere, atWordStart) => {
      const hash = Math.imul(gram, HASH) >>> HASH_SHIFT;
      const bits = (anywhere ? ANYWHERE : 0) | (atWordStart ? WORD_START : 0);
      this.table[hash >> 4] = (this.table[hash >> 4] ?? 0) | (bits << ((hash & 15) << 1));
    });
  }

  /** Fills `hits` with every keyword in `text` (any case; all blank characters count as one) and returns the traits. */
  run(text: string, hits: HitBuffer): number {
    const { length } = text;
    hits.clear();
    this.seen = this.runLength = this.gram = this.words = 0;
    if (length <= SHORT) this.runUnits(text, 0, length, hits);
    else
      for (let from = 0; from < length; from += CHUNK) this.runChunk(text, from, Math.min(length, from + CHUNK), hits);
    // A keyword of three letters is hashed with whatever follows it, be it the end.
    const isWordStart = ((this.words >> (GRAM - 1)) & 1) === 0;
    this.tree.collect((this.gram << 7) & GRAM_BITS, text, length + 1, isWordStart, hits);
    return (this.seen & TRAIT_BITS) | (hits.runCount > 0 ? SEEN_LONG_RUN : 0);
  }

  /** Reading bytes is three times as fast as charCodeAt, and copying ASCII to bytes costs next to nothing. */
  private runChunk(text: string, from: number, to: number, hits: HitBuffer): void {
    const chunk = from === 0 && to === text.length ? text : text.slice(from, to);
    const { read, written } = encoder.encodeInto(chunk, this.bytes);
    // As many bytes as units, all of them read: then it is ASCII, and offsets are the same.
    if (read === chunk.length && written === chunk.length) this.runBytes(text, from, chunk.length, hits);
    else this.runUnits(text, from, to, hits);
  }

  private runBytes(text: string, offset: number, length: number, hits: HitBuffer): void {
    const { info, bytes, table, noted, becameLong } = this;
    let { seen, runLength, gram, words } = this;
    let count = 0;
    let runCount = 0;
    for (let i = 0; i < length; i++) {
      const character = info[bytes[i] ?? 0] ?? 0;
      seen |= character;
      runLength = (runLength + 1) & (character >> 31);
      if (runLength === LONG_RUN) becameLong[runCount++] = i;
      gram = ((gram << 7) | (character & FOLDED_BITS)) & GRAM_BITS;
      words = (words << 1) | ((character >> IN_WORD_AT) & 1);
      const hash = Math.imul(gram, HASH) >>> HASH_SHIFT;
      const wanted = ANYWHERE | ((~words >> (GRAM - 1)) & WORD_START);
      // Noted now and looked up after the loop: a call in it would cost half its speed.
      if ((((table[hash >> 4] ?? 0) >> ((hash & 15) << 1)) & wanted) !== 0) {
        noted[count++] = gram;
        noted[count++] = (i << 2) | wanted;
      }
      if ((character & BEGINS_SHORT) !== 0) {
        noted[count++] = ~(character & FOLDED_BITS);
        noted[count++] = i << 2;
      }
    }
    this.keep(seen, runLength, gram, words);
    for (let i = 0; i < runCount; i++) hits.addRun(offset + (becameLong[i] ?? 0));
    for (let i = 0; i < count; i += 2) {
      const key = noted[i] ?? 0;
      const place = noted[i + 1] ?? 0;
      const at = offset + (place >> 2) + 1;
      if (key < 0) this.tree.collectShort(~key, text, at, hits);
      else this.tree.collect(key, text, at, (place & WORD_START) !== 0, hits);
    }
  }

  /** The same loop over UTF-16 units. */
  private runUnits(text: string, from: number, to: number, hits: HitBuffer): void {
    const { info, table } = this;
    let { seen, runLength, gram, words } = this;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      const character = code < 128 ? (info[code] ?? 0) : SEEN_NON_ASCII;
      seen |= character;
      runLength = (runLength + 1) & (character >> 31);
      if (runLength === LONG_RUN) hits.addRun(i);
      gram = ((gram << 7) | (character & FOLDED_BITS)) & GRAM_BITS;
      words = (words << 1) | ((character >> IN_WORD_AT) & 1);
      const hash = Math.imul(gram, HASH) >>> HASH_SHIFT;
      const wanted = ANYWHERE | ((~words >> (GRAM - 1)) & WORD_START);
      if ((((table[hash >> 4] ?? 0) >> ((hash & 15) << 1)) & wanted) !== 0)
        this.tree.collect(gram, text, i + 1, (wanted & WORD_START) !== 0, hits);
      if ((character & BEGINS_SHORT) !== 0) this.tree.collectShort(character & FOLDED_BITS, text, i + 1, hits);
    }
    this.keep(seen, runLength, gram, words);
  }

  private keep(seen: number, runLength: number, gram: number, words: number): void {
    this.seen = seen;
    this.runLength = runLength;
    this.gram = gram;
    this.words = words;
  }
}

/** Letters in lower case, blanks as a space, 0 for what no keyword has. */
const FOLDED = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 65 && code <= 90) return code + 32;
  if (code === 9 || code === 10 || code === 13) return 32;
  return code < 32 || code === 127 ? 0 : code;
});

function buildInfo(tree: KeywordTree): Int32Array {
  const info = new Int32Array(128);
  for (let code = 0; code < 128; code++) {
    const folded = FOLDED[code] ?? 0;
    const char = String.fromCharCode(code);
    let bits = folded;
    if (tree.beginsShort(folded)) bits |= BEGINS_SHORT;
    if (/\w/.test(char)) bits |= IN_WORD;
    if (folded === 0) bits |= SEEN_CONTROL;
    if (code === 37) bits |= SEEN_PERCENT;
    if (code === 38) bits |= SEEN_AMPERSAND;
    if (code === 92) bits |= SEEN_BACKSLASH;
    if (code >= 48 && code <= 57) bits |= SEEN_DIGIT;
    if (code === 64) bits |= SEEN_AT_SIGN;
    if (/[A-Za-z0-9+/_=-]/.test(char)) bits |= 1 << 31;
    info[code] = bits;
  }
  return info;
}
