import { type Labels, mayEndPhrase, tagsOfPhrase } from './labels.ts';
import { isLetter } from './units.ts';
import { isWordPart, joinHash, wordEnd, wordHash } from './words.ts';

const MAX_WORDS = 12;
/** A word with digits between label and number counts as much: lists are labelled once, other numbers end a label. */
const DIGITS_COST = 3;

/**
 * The words of one line so far: hashes for phrases, and which word carries which tag. Arrays keep their length, because
 * giving memory back at every line and taking it again costs more than reading the words.
 */
export class Line {
  /** Words of the line. */
  length = 0;
  /** True where one of the words has a digit. */
  hasNumber = false;
  private readonly hashes: number[] = [];
  /** 1 where the word has a digit. */
  private readonly numbers: number[] = [];
  /** Word and tag, in turn. */
  private readonly tagged: number[] = [];
  private taggedLength = 0;

  clear(): void {
    this.length = this.taggedLength = 0;
    this.hasNumber = false;
  }

  /** Adds a word by its hash. */
  add(hash: number, hasDigit: boolean): void {
    this.hashes[this.length] = hash;
    this.numbers[this.length++] = hasDigit ? 1 : 0;
    this.hasNumber ||= hasDigit;
  }

  /** Gives the last word a tag. */
  tag(tag: number): void {
    this.tagged[this.taggedLength++] = this.length - 1;
    this.tagged[this.taggedLength++] = tag;
  }

  /** Gives the last word the tags of the phrases that end with it. */
  tagLast(): void {
    const { hashes, length } = this;
    const word = hashes[length - 1] ?? 0;
    if (!mayEndPhrase(word)) return;
    this.tagAll(tagsOfPhrase(word));
    if (length < 2) return;
    const second = hashes[length - 2] ?? 0;
    this.tagAll(tagsOfPhrase(joinHash(second, word)));
    if (length < 3) return;
    this.tagAll(tagsOfPhrase(joinHash(joinHash(hashes[length - 3] ?? 0, second), word)));
  }

  /** Adds the labels with their distances from the end of the line. */
  addTo(labels: Labels): void {
    const { numbers, tagged } = this;
    const last = this.length - 1;
    let distance = 1;
    let index = last;
    for (let i = this.taggedLength - 2; i >= 0; i -= 2) {
      const at = tagged[i] ?? 0;
      if (last - at >= MAX_WORDS) return;
      for (; index > at; index--) distance += numbers[index] === 1 ? DIGITS_COST : 1;
      if (distance > MAX_WORDS) return;
      labels.add(tagged[i + 1] ?? 0, distance);
    }
  }

  /** Tags and their distances behind the end, in turn. */
  ends(): readonly number[] {
    const ends: number[] = [];
    for (let i = 0; i < this.taggedLength; i += 2)
      ends.push(this.tagged[i + 1] ?? 0, this.length - (this.tagged[i] ?? 0));
    return ends;
  }

  private tagAll(tags: readonly number[]): void {
    for (const tag of tags) this.tag(tag);
  }
}

/** Tags and distances, in turn, of a name or a heading; the last word is the nearest. */
export function tagsOf(name: string): readonly number[] {
  // `phone2` is a phone.
  const text = name.replaceAll(/\d+/g, ' ');
  const line = new Line();
  for (let at = 0; at < text.length;) {
    if (!isWordPart(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = wordEnd(text, at);
    line.add(wordHash(text, at, end), !isLetter(text.charCodeAt(at)));
    line.tagLast();
    at = end;
  }
  return line.ends();
}

/** Adds what `tagsOf` gave. */
export function addAll(labels: Labels, tags: readonly number[]): void {
  for (let i = 0; i < tags.length; i += 2) labels.add(tags[i] ?? 0, tags[i + 1] ?? 1);
}
