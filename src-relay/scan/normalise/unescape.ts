import { MappedText } from './mapped-text.ts';
import type { View } from './view.ts';

export interface Unescaped {
  readonly view: View;
  /** Escapes that stood for a plain ASCII letter or digit: nothing needs those, except somebody who hides words. */
  readonly needless: number;
}

const NAMED_ENTITIES: ReadonlyMap<string, number> = new Map([
  ['amp', 38],
  ['lt', 60],
  ['gt', 62],
  ['quot', 34],
  ['apos', 39],
  ['nbsp', 32],
]);
const ESCAPE_LETTERS: ReadonlyMap<number, number> = new Map([
  [110, 10],
  [114, 13],
  [116, 9],
  [34, 34],
  [39, 39],
  [47, 47],
  [92, 92],
]);

/**
 * Takes one level of escaping away in one pass: `\n`, `\"`, `\u0041`, `\x41`, `\u{41}` (JSON inside a string, source
 * code), `%41`, and HTML entities. `undefined` when there was none.
 */
export function unescapeView(parent: View): Unescaped | undefined {
  const { text } = parent;
  const out = new MappedText(text.length);
  let found = false;
  let needless = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const end = unit === 92 ? backslash(text, i) : unit === 37 ? percent(text, i) : unit === 38 ? entity(text, i) : i;
    if (end === i) {
      out.push(unit, i, i + 1);
      continue;
    }
    found = true;
    if (isPlain(decodedCode)) needless++;
    if (decodedCode > 0xffff) out.pushText(String.fromCodePoint(decodedCode), i, end);
    else out.push(decodedCode, i, end);
    i = end - 1;
  }
  if (found) return { view: out.toView(parent), needless };
  out.release();
  return undefined;
}

// The parsers below return the escape's end (or its start when there is none) and leave its character here: returning
// both in an object would allocate once per escape.
let decodedCode = 0;

function backslash(text: string, at: number): number {
  const letter = text.charCodeAt(at + 1);
  const simple = ESCAPE_LETTERS.get(letter);
  if (simple !== undefined) {
    decodedCode = simple;
    return at + 2;
  }
  if (letter === 120) return hexDigits(text, at, at + 2, 2);
  if (letter !== 117) return at;
  if (text.charCodeAt(at + 2) !== 123) return hexDigits(text, at, at + 2, 4);
  const close = boundedIndexOf(text, 125, at + 4, at + 10);
  return close > 0 && hexDigits(text, at, at + 3, close - at - 3) > at ? close + 1 : at;
}

/** Decodes `%41`; bytes of multi-byte UTF-8 become one character each, which is enough to find ASCII keywords. */
function percent(text: string, at: number): number {
  return hexDigits(text, at, at + 1, 2);
}

function entity(text: string, at: number): number {
  const close = boundedIndexOf(text, 59, at + 2, at + 11);
  if (close < 0) return at;
  if (text.charCodeAt(at + 1) !== 35) {
    const named = NAMED_ENTITIES.get(text.slice(at + 1, close));
    if (named === undefined) return at;
    decodedCode = named;
    return close + 1;
  }
  const hex = (text.charCodeAt(at + 2) | 32) === 120;
  const digits = text.slice(at + (hex ? 3 : 2), close);
  if (!(hex ? /^[0-9a-f]{1,6}$/i : /^[0-9]{1,7}$/).test(digits)) return at;
  const code = Number.parseInt(digits, hex ? 16 : 10);
  if (code > 0x10ffff) return at;
  decodedCode = code;
  return close + 1;
}

function boundedIndexOf(text: string, unit: number, from: number, to: number): number {
  for (let i = from; i < to && i < text.length; i++) if (text.charCodeAt(i) === unit) return i;
  return -1;
}

function hexDigits(text: string, at: number, from: number, count: number): number {
  let code = 0;
  for (let i = from; i < from + count; i++) {
    const digit = hexValue(text.charCodeAt(i));
    if (digit < 0) return at;
    code = code * 16 + digit;
  }
  if (code > 0x10ffff) return at;
  decodedCode = code;
  return from + count;
}

/** The value of a hex digit's character code, or -1. */
export function hexValue(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower = unit | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function isPlain(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122 && code < 128);
}
