import { LEXICON, type Tag } from './lexicon.ts';
import { joinHash, plainWord, wordHash } from './words.ts';

const NO_TAGS: readonly number[] = [];

function isTag(key: string): key is Tag {
  return Object.hasOwn(LEXICON, key);
}

const TAGS = Object.keys(LEXICON).filter(isTag);
const TAG_NUMBERS = new Map(TAGS.map((tag, index) => [tag, index]));
const LAST_WORD_BITS = 0xffff;
/** 1 for the low bits of each hash of a word that ends a phrase: most words of a text end none. */
const LAST_WORDS = new Uint8Array(LAST_WORD_BITS + 1);
const PHRASES = buildPhrases();

/** False where no phrase ends with a word of this hash. */
export const mayEndPhrase = (hash: number): boolean => LAST_WORDS[hash & LAST_WORD_BITS] === 1;

/** Numbers of the tags of a phrase, by its hash. */
export const tagsOfPhrase = (hash: number): readonly number[] => PHRASES.get(hash) ?? NO_TAGS;

/** The number of a tag. */
export const tagNumber = (tag: Tag): number => TAG_NUMBERS.get(tag) ?? 0;
/** Labels around one number: how many words away each stands. Valid until the reader reads the next. */
export class Labels {
  private readonly distances = new Uint8Array(TAGS.length);
  private readonly present = new Uint8Array(TAGS.length);
  private count = 0;

  /** Distance in words, `undefined` where the label is not there. */
  get(tag: Tag): number | undefined {
    return this.distances[tagNumber(tag)] || undefined;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  add(tag: number, distance: number): void {
    const known = this.distances[tag] ?? 0;
    if (known === 0) this.present[this.count++] = tag;
    if (known === 0 || distance < known) this.distances[tag] = Math.min(distance, 255);
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.distances[this.present[i] ?? 0] = 0;
    this.count = 0;
  }
}

/**
 * The distance of the nearest of some tags, `undefined` where none stands within `reach` words or where a word for
 * another kind of number stands nearer.
 */
export function distanceOf(labels: Labels, tags: readonly Tag[], reach: number): number | undefined {
  if (labels.isEmpty) return undefined;
  let nearest: number | undefined;
  for (const tag of tags) {
    const distance = labels.get(tag);
    if (distance !== undefined && distance <= reach && (nearest === undefined || distance < nearest))
      nearest = distance;
  }
  const other = labels.get('reference');
  return nearest !== undefined && other !== undefined && other < nearest ? undefined : nearest;
}

function buildPhrases(): ReadonlyMap<number, readonly number[]> {
  const phrases = new Map<number, number[]>();
  for (const [number, tag] of TAGS.entries()) {
    for (const phrase of LEXICON[tag].split('|')) {
      const words = phrase.split(' ').map((word) => plainWord(word));
      const hashes = words.map((word) => wordHash(word, 0, word.length));
      const hash = hashes.reduce((before, word) => joinHash(before, word));
      LAST_WORDS[(hashes.at(-1) ?? 0) & LAST_WORD_BITS] = 1;
      const numbers = phrases.get(hash);
      if (numbers) numbers.push(number);
      else phrases.set(hash, [number]);
    }
  }
  return phrases;
}
