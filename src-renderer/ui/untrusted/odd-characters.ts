/** A piece of text: shown as it is, or one character that must be drawn as a labelled box. */
export interface Piece {
  readonly text: string;
  readonly label?: string;
}

/** Code points that would not be seen, or would change how their neighbours look: first and last of each range. */
const RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x08], // controls but for tab and line feed
  [0x0b, 0x0c],
  [0x0e, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad], // soft hyphen
  [0x34f, 0x34f], // combining grapheme joiner
  [0x61c, 0x61c], // Arabic letter mark
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200c], // odd spaces, zero width
  [0x200e, 0x200f], // bidi marks
  [0x2028, 0x202f], // separators, bidi embeddings and overrides
  [0x205f, 0x206f], // word joiner, invisible operators, bidi isolates
  [0x2800, 0x2800], // empty Braille pattern
  [0x3164, 0x3164],
  [0xe000, 0xf8ff], // private use
  [0xfe00, 0xfe0e], // variation selectors
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1d173, 0x1d17a],
  [0xd800, 0xdfff], // half of a pair alone
  [0xe0000, 0xe0fff], // tags and more variation selectors
  [0xf0000, 0x10ffff], // private use
];

const escape = (code: number): string => `\\u{${code.toString(16)}}`;
const ranges = RANGES.map(([first, last]) => `${escape(first)}-${escape(last)}`).join('');
const picture = '\\p{Extended_Pictographic}';

/** Carriage return, joiner and emoji selector are plain where they belong: in a line end, in an emoji. */
const ODD = new RegExp(
  [
    `[${ranges}]`,
    '\\r(?!\\n)',
    `(?<!${picture}[\\u{fe0f}\\u{1f3fb}-\\u{1f3ff}]?)\\u{200d}`,
    `\\u{200d}(?!${picture})`,
    `(?<![${picture}\\d#*])\\u{fe0f}`,
  ].join('|'),
  'gu',
);

/** `U+200B`. */
function codePointLabel(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Cuts a text into what can be shown as it is and what must be drawn as a box; the pieces' texts add up to it. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ODD)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: match[0], label: codePointLabel(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** The text with each such character spelled out, for where no box can be drawn: titles, names for screen readers. */
export function spelledOut(text: string): string {
  return text.replaceAll(ODD, (character) => `[${codePointLabel(character)}]`);
}
