import { HOMOGLYPHS } from './homoglyphs.ts';
import { isInvisible, selectorToByte, tagToAscii } from './invisible.ts';
import { MappedText } from './mapped-text.ts';
import type { View } from './view.ts';

/** What a code point folds to, where NFKD had to be asked; bounded because only the ranges below ever get here. */
const memo = new Map<number, string>();
const MAX_EXPANSION = 8;

export interface Folded {
  readonly view: View;
  /** Characters inside English words that only look like, or only hide between, ASCII letters. */
  readonly disguised: number;
}

/**
 * The view in which keywords are looked for: compatibility forms folded (NFKD by code point, marks dropped), look-alike
 * letters as ASCII, invisible characters gone, tag characters and variation selectors as the ASCII they smuggle.
 * `undefined` when nothing changes.
 */
export function foldView(parent: View): Folded | undefined {
  const { text } = parent;
  if (!needsFolding(text)) return undefined;
  const out = new MappedText(text.length);
  let changed = false;
  let disguised = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 128) {
      out.push(unit, i, i + 1);
      continue;
    }
    const code = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(i) ?? unit) : unit;
    const end = code > 0xffff ? i + 2 : i + 1;
    const folded = foldCodePoint(code);
    if (folded === undefined) {
      out.push(unit, i, i + 1);
      if (code > 0xffff) out.push(text.charCodeAt(i + 1), i + 1, i + 2);
    } else {
      changed = true;
      if (isDisguise(text, i, end, code, folded)) disguised++;
      out.pushText(folded, i, end);
    }
    i = end - 1;
  }
  if (changed) return { view: out.toView(parent), disguised };
  out.release();
  return undefined;
}

/** The folded form, empty for what disappears, `undefined` for what stays as it is. */
function foldCodePoint(code: number): string | undefined {
  const alike = HOMOGLYPHS.get(code);
  if (alike !== undefined) return alike;
  if (isInvisible(code)) {
    const carried = tagToAscii(code) || Math.max(selectorToByte(code), 0);
    return carried >= 32 && carried < 127 ? String.fromCharCode(carried) : '';
  }
  if (isCombiningMark(code)) return '';
  // Scripts without compatibility forms of ASCII: nothing to fold, and the memo stays small.
  if (code === 0x3000) return ' ';
  if ((code >= 0x400 && code <= 0x1cff) || (code >= 0x2e80 && code <= 0xfaff) || code > 0x1fbff) return undefined;
  let folded = memo.get(code);
  if (folded === undefined) {
    const char = String.fromCodePoint(code);
    const plain = punctuation(code) ?? char.normalize('NFKD').replaceAll(/\p{M}/gu, '');
    folded = plain.length > MAX_EXPANSION ? char : plain;
    memo.set(code, folded);
  }
  return folded.codePointAt(0) === code ? undefined : folded;
}

function needsFolding(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 128) continue;
    const code = text.codePointAt(i) ?? 0;
    if (foldCodePoint(code) !== undefined) return true;
    if (code > 0xffff) i++;
  }
  return false;
}

/** Accents, curly quotes and whole words of another script are ordinary; these are not. */
function isDisguise(text: string, start: number, end: number, code: number, folded: string): boolean {
  if (code >= 0xe0000) return folded !== '';
  const carriesLetter = folded !== '' && isAsciiLetter(folded.charCodeAt(0));
  // Full-width, mathematical, circled and small-capital letters: English text has no use for them.
  if (carriesLetter && code >= 0x1d00 && !(code >= 0x1e00 && code <= 0x1fff)) return true;
  const between = isAsciiLetter(text.charCodeAt(start - 1)) || isAsciiLetter(text.charCodeAt(end));
  return between && ((carriesLetter && code >= 0x370) || isInvisible(code));
}

function isAsciiLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122 && unit < 128;
}

function isCombiningMark(code: number): boolean {
  return (
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x1ab0 && code <= 0x1aff) ||
    (code >= 0x1dc0 && code <= 0x1dff) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    (code >= 0xfe20 && code <= 0xfe2f)
  );
}

function punctuation(code: number): string | undefined {
  if (code === 0x2018 || code === 0x2019 || code === 0x2bc) return "'";
  if (code === 0x201c || code === 0x201d) return '"';
  if (code >= 0x2010 && code <= 0x2015) return '-';
  return undefined;
}
