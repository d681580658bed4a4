import { isBidiControl, isInvisible, selectorToByte } from '../normalise/invisible.ts';

// How the Unicode detectors look at a text: runs of characters and the classes of characters they ask for.

/** Calls `visit` for each run of characters beyond ASCII that belong together, with the number of characters in it. */
export function forEachRun(
  text: string,
  belongs: (code: number) => boolean,
  visit: (start: number, end: number, count: number) => void,
): void {
  let start = -1;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const code = unit < 0x80 ? unit : (text.codePointAt(i) ?? unit);
    if (code > 0x7f && belongs(code)) {
      if (start < 0) start = i;
      count++;
    } else if (start >= 0) {
      visit(start, i, count);
      start = -1;
      count = 0;
    }
    if (code > 0xffff) i++;
  }
  if (start >= 0) visit(start, text.length, count);
}

/** End of the run of astral characters that begins at `from`. */
export function runEnd(text: string, from: number, belongs: (code: number) => boolean): number {
  let end = from;
  while (end < text.length && belongs(text.codePointAt(end) ?? 0)) end += 2;
  return end;
}

/** End of the passage that a bidirectional control opens: behind its closing control, or at the line's end. */
export function bidiEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && !isClosing(text.charCodeAt(end))) end++;
  return Math.min(text.length, end + 1);
}

function isClosing(unit: number): boolean {
  return unit === 0x202c || unit === 0x2069 || unit === 10;
}

/** Number of ASCII letters in a range. */
export function countLatin(text: string, from: number, to: number): number {
  let letters = 0;
  for (let i = from; i < to; i++) if (isAsciiLetter(text.charCodeAt(i))) letters++;
  return letters;
}

/** Zero-width and filler characters, and the soft hyphen: invisible wherever they stand. */
export function isHider(code: number): boolean {
  return isInvisible(code) && !isBidiControl(code) && selectorToByte(code) < 0 && code < 0xe0000;
}

/** Full-width, mathematical and circled letters. */
export function isStyledLetter(code: number): boolean {
  return (
    (code >= 0xff21 && code <= 0xff5a) || (code >= 0x1d400 && code <= 0x1d7ff) || (code >= 0x24b6 && code <= 0x24e9)
  );
}

/** A to Z in either case. */
export function isAsciiLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122 && unit < 128;
}

/** Any visible ASCII character. */
export function isAsciiWord(unit: number): boolean {
  return unit > 32 && unit < 127;
}
