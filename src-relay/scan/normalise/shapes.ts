import { hexValue } from './unescape.ts';
import { isSeparator, type Cipher } from './ciphers.ts';

export interface Shape {
  readonly cipher: Cipher;
  readonly start: number;
  readonly end: number;
}

const MIN_SHORT_WORDS = 10;
const MIN_LEET_WORDS = 3;
const LETTER = 1;
const DIGIT = 2;
const OTHER = 4;
const MIXED = LETTER | DIGIT;

const CLASS = new Uint8Array(128).fill(OTHER);
for (let code = 48; code < 58; code++) CLASS[code] = DIGIT;
for (const letter of '@$') CLASS[letter.charCodeAt(0)] = DIGIT;
for (let code = 97; code < 123; code++) CLASS[code] = CLASS[code - 32] = LETTER;

const none: readonly Shape[] = [];

/**
 * Disguises that show in the shape of words and not in any keyword: letters with gaps between them, bytes as pairs of
 * hex digits, digits in place of letters. One cheap loop; allocates only when a shape is there.
 */
export function findShapes(text: string): readonly Shape[] {
  let found: Shape[] | undefined;
  let wordStart = 0;
  let classes = 0;
  let shortStart = 0;
  let shortWords = 0;
  let pairs = 0;
  let leetWords = 0;
  let leetStart = 0;
  let leetEnd = 0;
  for (let i = 0; i <= text.length; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 10;
    if (unit > 32 && unit !== 0xa0) {
      classes |= unit < 128 ? (CLASS[unit] ?? OTHER) : OTHER;
      continue;
    }
    const length = i - wordStart;
    if (length > 3 && (classes & MIXED) === MIXED) {
      if (leetWords === 0) leetStart = wordStart;
      if (isLeetWord(text, wordStart, i)) {
        leetWords++;
        leetEnd = i;
      }
    }
    if (length > 2 || i === text.length || (length > 0 && !isSeparator(unit))) {
      if (length > 0 && length <= 2) shortWords++;
      if (shortWords >= MIN_SHORT_WORDS)
        (found ??= []).push(shortShape(pairs, shortWords, shortStart, length <= 2 ? i : wordStart));
      shortWords = pairs = 0;
    } else if (length > 0) {
      if (shortWords === 0) shortStart = wordStart;
      shortWords++;
      if (length === 2 && hexValue(text.charCodeAt(wordStart)) >= 0 && hexValue(text.charCodeAt(i - 1)) >= 0) pairs++;
    }
    wordStart = i + 1;
    classes = 0;
  }
  if (leetWords >= MIN_LEET_WORDS) (found ??= []).push({ cipher: 'leet', start: leetStart, end: leetEnd });
  return found ?? none;
}

function shortShape(pairs: number, words: number, start: number, end: number): Shape {
  return { cipher: pairs * 5 >= words * 4 ? 'hex-pairs' : 'spaced', start, end };
}

/** Letters with a digit between or before them: `pr3v10u5`, `1gn0r3`; not `utf8`, `v2`, hashes or identifiers. */
function isLeetWord(text: string, from: number, to: number): boolean {
  if (to - from > 16) return false;
  let changes = 0;
  let previous = LETTER;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    const kind = unit < 128 ? (CLASS[unit] ?? OTHER) : OTHER;
    if (kind === OTHER) continue;
    if (kind === DIGIT && (unit === 50 || unit === 54 || unit === 56 || unit === 57)) return false;
    if (kind !== previous) changes++;
    previous = kind;
  }
  return changes >= 2;
}
