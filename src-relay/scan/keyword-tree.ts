import type { HitBuffer } from './hit-buffer.ts';

/**
 * One keyword: lower-case ASCII; a blank stands for any blank character. One of four and more times the same character is
 * found at the beginning of a run of it only: else a long run would be all keywords.
 */
export interface Keyword {
  readonly text: string;
  /** Whether it counts only where no letter, digit or underscore stands before it. */
  readonly atWordStart: boolean;
}

/** Characters at the beginning of a keyword by which it is found. */
export const GRAM = 4;
const NOWHERE = 0;

/**
 * All keywords as a tree that is entered behind their first four characters, seven bits each in one number (a gram).
 * Keywords of three letters stand under every gram that begins with them; those of one or two under their first letter.
 */
export class KeywordTree {
  private readonly folded: Uint8Array;
  // Entries by gram, in an open hash table. A gram may have two entries: one for keywords anywhere, one at word starts.
  private readonly keys: Int32Array;
  private readonly anywhere: Int32Array;
  private readonly wordStart: Int32Array;
  private readonly runStart: Int32Array;
  private readonly mask: number;
  /** Entries of the keywords of one or two letters, by their first. */
  private readonly shorts = new Int32Array(128);
  // A node's children hang in a list, since most have one.
  private symbol = new Uint8Array(1024);
  private firstChild = new Int32Array(1024);
  private nextSibling = new Int32Array(1024);
  private nodes = 1;
  /** Keywords that end in node n: `outputs[outputStart[n] .. outputStart[n + 1])`. */
  private readonly outputStart: Int32Array;
  private readonly outputs: Int32Array;

  /**
   * `folded` maps each ASCII code to its form in keywords, 0 for what none has. Throws where a keyword is empty or not in
   * lower-case ASCII.
   */
  constructor(keywords: readonly Keyword[], folded: Uint8Array) {
    this.folded = folded;
    const forms = [...new Set(folded)];
    const threes = keywords.reduce((sum, { text }) => sum + (text.length === GRAM - 1 ? 1 : 0), 0);
    const capacity = 1 << Math.ceil(Math.log2(2 * (keywords.length + threes * forms.length) + 2));
    this.mask = capacity - 1;
    this.keys = new Int32Array(capacity).fill(-1);
    this.anywhere = new Int32Array(capacity);
    this.wordStart = new Int32Array(capacity);
    this.runStart = new Int32Array(capacity);
    const ends: [node: number, keyword: number][] = [];
    for (const [index, { text, atWordStart }] of keywords.entries()) {
      check(text, folded);
      const table = isOneCharacter(text) ? this.runStart : atWordStart ? this.wordStart : this.anywhere;
      if (text.length >= GRAM) ends.push([this.insert(this.enter(gramOf(text), table), text, GRAM), index]);
      else if (text.length === GRAM - 1) {
        for (const next of forms) ends.push([this.enter((gramOf(text) << 7) | next, table), index]);
      } else {
        const first = text.charCodeAt(0);
        if (this.shorts[first] === NOWHERE) this.shorts[first] = this.newNode();
        ends.push([this.insert(this.shorts[first] ?? 0, text, 1), index]);
      }
    }
    this.outputStart = new Int32Array(this.nodes + 1);
    for (const [node] of ends) this.outputStart[node + 1] = (this.outputStart[node + 1] ?? 0) + 1;
    for (let node = 0; node < this.nodes; node++)
      this.outputStart[node + 1] = (this.outputStart[node + 1] ?? 0) + (this.outputStart[node] ?? 0);
    this.outputs = new Int32Array(ends.length);
    const next = this.outputStart.slice();
    for (const [node, keyword] of ends) {
      const at = next[node] ?? 0;
      this.outputs[at] = keyword;
      next[node] = at + 1;
    }
  }

  /** Whether a keyword of one or two letters begins with this one. */
  beginsShort(code: number): boolean {
    return (this.shorts[code] ?? NOWHERE) !== NOWHERE;
  }

  /** Calls back with every gram that leads into the tree. */
  forEachGram(visit: (gram: number, anywhere: boolean, atWordStart: boolean) => void): void {
    for (let slot = 0; slot < this.keys.length; slot++) {
      const key = this.keys[slot] ?? -1;
      if (key < 0) continue;
      const anywhere = this.anywhere[slot] !== NOWHERE || this.runStart[slot] !== NOWHERE;
      visit(key, anywhere, this.wordStart[slot] !== NOWHERE);
    }
  }

  /** Adds the keywords whose first four characters, `gram`, end at `at` of the text. */
  collect(gram: number, text: string, at: number, isWordStart: boolean, hits: HitBuffer): void {
    const slot = this.slotOf(gram);
    if (this.keys[slot] !== gram) return;
    this.walk(this.anywhere[slot] ?? NOWHERE, text, at, at - GRAM, hits);
    if (isWordStart) this.walk(this.wordStart[slot] ?? NOWHERE, text, at, at - GRAM, hits);
    const run = this.runStart[slot] ?? NOWHERE;
    if (run !== NOWHERE && this.symbolAt(text, at - GRAM - 1) !== (gram & 0x7f))
      this.walk(run, text, at, at - GRAM, hits);
  }

  /** Adds the keywords of one or two letters whose first, `letter`, ends at `at`. */
  collectShort(letter: number, text: string, at: number, hits: HitBuffer): void {
    this.walk(this.shorts[letter] ?? NOWHERE, text, at, at - 1, hits);
  }

  private walk(from: number, text: string, at: number, start: number, hits: HitBuffer): void {
    let node = from;
    for (let i = at; node !== NOWHERE; i++) {
      const to = this.outputStart[node + 1] ?? 0;
      for (let o = this.outputStart[node] ?? 0; o < to; o++) hits.add(this.outputs[o] ?? 0, start);
      node = this.firstChild[node] ?? NOWHERE;
      if (node === NOWHERE || i >= text.length) return;
      const symbol = this.symbolAt(text, i);
      while (node !== NOWHERE && this.symbol[node] !== symbol) node = this.nextSibling[node] ?? NOWHERE;
    }
  }

  /** The folded form of the character at a place, 0 where there is none that keywords have. */
  private symbolAt(text: string, at: number): number {
    const code = text.charCodeAt(at);
    return code < 128 ? (this.folded[code] ?? 0) : 0;
  }

  private slotOf(gram: number): number {
    let slot = (Math.imul(gram, 0x9e3779b1) >>> 7) & this.mask;
    while (this.keys[slot] !== gram && this.keys[slot] !== -1) slot = (slot + 1) & this.mask;
    return slot;
  }

  private enter(gram: number, table: Int32Array): number {
    const slot = this.slotOf(gram);
    this.keys[slot] = gram;
    if (table[slot] === NOWHERE) table[slot] = this.newNode();
    return table[slot] ?? NOWHERE;
  }

  /** The node at the end of a keyword, of which `at` characters lead to `from`. */
  private insert(from: number, keyword: string, at: number): number {
    let node = from;
    for (let i = at; i < keyword.length; i++) {
      const symbol = keyword.charCodeAt(i);
      let child = this.firstChild[node] ?? NOWHERE;
      while (child !== NOWHERE && this.symbol[child] !== symbol) child = this.nextSibling[child] ?? NOWHERE;
      if (child === NOWHERE) {
        child = this.newNode();
        this.symbol[child] = symbol;
        this.nextSibling[child] = this.firstChild[node] ?? NOWHERE;
        this.firstChild[node] = child;
      }
      node = child;
    }
    return node;
  }

  private newNode(): number {
    if (this.nodes === this.symbol.length) {
      const symbol = new Uint8Array(this.nodes * 2);
      const firstChild = new Int32Array(this.nodes * 2);
      const nextSibling = new Int32Array(this.nodes * 2);
      symbol.set(this.symbol);
      firstChild.set(this.firstChild);
      nextSibling.set(this.nextSibling);
      this.symbol = symbol;
      this.firstChild = firstChild;
      this.nextSibling = nextSibling;
    }
    return this.nodes++;
  }
}

function gramOf(keyword: string): number {
  let gram = 0;
  for (let i = 0; i < Math.min(GRAM, keyword.length); i++) gram = (gram << 7) | keyword.charCodeAt(i);
  return gram;
}

function isOneCharacter(text: string): boolean {
  return text.length >= GRAM && text === text.charAt(0).repeat(text.length);
}

function check(keyword: string, folded: Uint8Array): void {
  if (keyword === '') throw new Error('an empty keyword would stand everywhere');
  for (let i = 0; i < keyword.length; i++) {
    const code = keyword.charCodeAt(i);
    if (code > 127 || folded[code] !== code) throw new Error(`keyword not in lower-case ASCII: ${keyword}`);
  }
}
