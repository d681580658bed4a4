import { WORDS_OF_LANGUAGES } from './lexicon-languages.ts';
import { WORD_CLASSES } from './lexicon.ts';

/** How many classes a word can have at most. */
const MAX_CLASSES = 2;
const SIZE = 1 << 14;
const NO_CLASS = 0;
/** Words shorter than this are not inflected: too many others would be hit. */
const MIN_INFLECTED = 4;

/** The hash that words are looked up by: FNV-1a over UTF-16 units in lower case. */
export const HASH_SEED = 0x811c9dc5;
/** One more unit of a word. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Hash of a whole word. */
export function hashOf(word: string): number {
  let hash = HASH_SEED;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
  return hash;
}

/** Classes of words by their hash, in open addressing: one look at memory for most words. */
export class WordTable {
  private readonly keys = new Int32Array(SIZE);
  private readonly values = new Uint16Array(SIZE);
  /** Names of the classes; their numbers start at 1. */
  readonly names: readonly string[];

  constructor() {
    this.names = Object.keys(WORD_CLASSES);
    for (const [place, name] of this.names.entries()) {
      for (const words of [WORD_CLASSES[name], WORDS_OF_LANGUAGES[name]])
        for (const word of words?.split(/ +/) ?? []) if (word !== '') this.add(word, place + 1);
    }
    for (const [place, name] of this.names.entries()) {
      for (const word of (WORD_CLASSES[name] ?? '').split(' ')) this.inflect(word, place + 1);
    }
  }

  /** Up to two class numbers of a word, the second eight bits up; 0 for none. */
  get(hash: number): number {
    let slot = (hash ^ (hash >>> 15)) & (SIZE - 1);
    while (this.values[slot] !== NO_CLASS) {
      if (this.keys[slot] === hash) return this.values[slot] ?? NO_CLASS;
      slot = (slot + 1) & (SIZE - 1);
    }
    return NO_CLASS;
  }

  private add(word: string, number: number): void {
    const hash = hashOf(word);
    let slot = (hash ^ (hash >>> 15)) & (SIZE - 1);
    while (this.values[slot] !== NO_CLASS && this.keys[slot] !== hash) slot = (slot + 1) & (SIZE - 1);
    const value = this.values[slot] ?? NO_CLASS;
    this.keys[slot] = hash;
    if (value === NO_CLASS) this.values[slot] = number;
    else if ((value & 255) !== number && value >> (8 * (MAX_CLASSES - 1)) === 0)
      this.values[slot] = value | (number << 8);
  }

  /** English forms that the list leaves out; a form that is a word of its own there keeps its classes. */
  private inflect(word: string, number: number): void {
    if (word.length < MIN_INFLECTED || !/^[a-z]+$/.test(word)) return;
    const stem = word.endsWith('e') ? word.slice(0, -1) : word;
    for (const form of [`${word}s`, `${word}'s`, `${stem}ed`, `${stem}ing`]) {
      if (this.get(hashOf(form)) === NO_CLASS) this.add(form, number);
    }
  }
}
