import { type Labels, mayEndPhrase, tagsOfPhrase } from './labels.ts';
import { isLetter } from './units.ts';
import { isWordPart, joinHash, wordEnd, wordHash } from './words.ts';

const MAX_WORDS = 12;
/** A word with digits between label and number counts as much: lists are labelled once, other numbers end a label. */
const DIGITS_COST = 3;

/** The words of one line so far: hashes for phrases, and which word carries which tag. */
export class Line {
  readonly hashes: number[] = [];
  /** 1 where the word has a digit. */
  readonly numbers: number[] = [];
  /** Word and tag, in turn. */
  readonly tagged: number[] = [];

  clear(): void {
    this.hashes.length = this.numbers.length = this.tagged.length = 0;
  }
}

/** Adds the tags of the phrases that end with the last word. */
export function tagLast(line: Line, index: number): void {
  const { hashes, tagged } = line;
  const word = hashes[index] ?? 0;
  if (!mayEndPhrase(word)) return;
  for (const tag of tagsOfPhrase(word)) tagged.push(index, tag);
  if (index < 1) return;
  const second = hashes[index - 1] ?? 0;
  for (const tag of tagsOfPhrase(joinHash(second, word))) tagged.push(index, tag);
  if (index < 2) return;
  const three = joinHash(joinHash(hashes[index - 2] ?? 0, second), word);
  for (const tag of tagsOfPhrase(three)) tagged.push(index, tag);
}

/** Adds a line's labels with their distances from its end. */
export function addLine(labels: Labels, { hashes, numbers, tagged }: Line): void {
  const last = hashes.length - 1;
  let distance = 1;
  let index = last;
  for (let i = tagged.length - 2; i >= 0; i -= 2) {
    const at = tagged[i] ?? 0;
    if (last - at >= MAX_WORDS) return;
    for (; index > at; index--) distance += numbers[index] === 1 ? DIGITS_COST : 1;
    if (distance > MAX_WORDS) return;
    labels.add(tagged[i + 1] ?? 0, distance);
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
    line.hashes.push(wordHash(text, at, end));
    line.numbers.push(isLetter(text.charCodeAt(at)) ? 0 : 1);
    tagLast(line, line.hashes.length - 1);
    at = end;
  }
  const labels: number[] = [];
  for (let i = 0; i < line.tagged.length; i += 2)
    labels.push(line.tagged[i + 1] ?? 0, line.hashes.length - (line.tagged[i] ?? 0));
  return labels;
}

/** Adds what `tagsOf` gave. */
export function addAll(labels: Labels, tags: readonly number[]): void {
  for (let i = 0; i < tags.length; i += 2) labels.add(tags[i] ?? 0, tags[i + 1] ?? 1);
}
