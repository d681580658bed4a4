import { MappedText } from './mapped-text.ts';
import { wholeView, type View } from './view.ts';

/** Ways to disguise letters that a person can still undo: each turns a range of a text into a readable view. */
export type Cipher = 'rot13' | 'reversed' | 'leet' | 'spaced' | 'hex-pairs' | 'char-codes';

const LEET: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** The range `[from, to)` of a view with the disguise undone, or `undefined` where there is nothing to read. */
export function undisguise(parent: View, cipher: Cipher, from: number, to: number): View | undefined {
  const source = parent.text.slice(from, to);
  switch (cipher) {
    case 'rot13':
      return wholeView(parent, source.replaceAll(/[a-z]/gi, rotate), from, to);
    case 'reversed':
      return wholeView(parent, source.split('').reverse().join(''), from, to);
    case 'leet':
      return wholeView(
        parent,
        source.replaceAll(/[013457@$!]/g, (char) => LEET[char] ?? char),
        from,
        to,
      );
    case 'spaced':
      return joinSpaced(parent, from, to);
    case 'hex-pairs':
      return readHexPairs(parent, source, from);
    case 'char-codes':
      return readCharCodes(parent, source, from);
    default:
      return undefined;
  }
}

function rotate(letter: string): string {
  const code = letter.charCodeAt(0);
  const base = code < 97 ? 65 : 97;
  return String.fromCharCode(((code - base + 13) % 26) + base);
}

/** `fromCharCode(73, 103, 110)` -> `Ign`: the first run of at least six numbers in the range. */
function readCharCodes(parent: View, source: string, from: number): View | undefined {
  const run = /\d{2,3}(?:[,\s]{1,4}\d{2,3}){5,2000}/.exec(source);
  if (!run) return undefined;
  const text = run[0].replaceAll(/(\d{2,3})[,\s]*/g, charOf);
  return wholeView(parent, text, from + run.index, from + run.index + run[0].length);
}

function charOf(_whole: string, digits: string): string {
  const code = Number(digits);
  return code < 128 ? String.fromCharCode(code) : ' ';
}

/** `I g n o r e   a l l` -> `Ignore all`: single separators go, wider gaps become one blank. */
function joinSpaced(parent: View, from: number, to: number): View {
  const { text } = parent;
  const out = new MappedText(to - from);
  for (let i = from; i < to; i++) {
    if (!isSeparator(text.charCodeAt(i))) {
      out.push(text.charCodeAt(i), i, i + 1);
      continue;
    }
    let end = i + 1;
    while (end < to && isSeparator(text.charCodeAt(end))) end++;
    if (end - i > 1) out.push(32, i, end);
    i = end - 1;
  }
  return out.toView(parent);
}

/** `73 65 6e 64 20` -> `send `: the first run of at least eight pairs in the range. */
function readHexPairs(parent: View, source: string, from: number): View | undefined {
  const run = /(?:[0-9a-f]{2}[\s,]{1,2}){8,2000}[0-9a-f]{0,2}/i.exec(source);
  if (!run) return undefined;
  const text = Buffer.from(run[0].replaceAll(/[^0-9a-f]/gi, ''), 'hex').toString('utf8');
  return wholeView(parent, text, from + run.index, from + run.index + run[0].length);
}

function isSeparator(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 0xa0;
}
