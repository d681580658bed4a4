import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, spelledOut } from './odd-characters.ts';
import { cutAt } from './show-cap.ts';

const labels = (text: string) => piecesOf(text).flatMap((piece) => piece.label ?? []);

test('what is not seen becomes a box: zero width, bidi, controls, tags, halves of pairs', () => {
  expect(labels('a\u200Bb\u202Ec\u2066d')).toEqual(['U+200B', 'U+202E', 'U+2066']);
  expect(labels('\u0000\u001B[31m\u007F')).toEqual(['U+0000', 'U+001B', 'U+007F']);
  expect(labels('\u{E0048}\u{E0069}\u{E0101}')).toEqual(['U+E0048', 'U+E0069', 'U+E0101']);
  expect(labels('\uD800x\uDC00')).toEqual(['U+D800', 'U+DC00']);
  expect(labels('\uFEFF\u00AD\u3164')).toEqual(['U+FEFF', 'U+00AD', 'U+3164']);
});

test('what is seen stays: letters of all scripts, tabs, line ends, emoji', () => {
  for (const text of ['שלום עולם', 'مرحبا', '日本語　全角', 'a\tb\r\nc', '👩‍💻', '⚠️ ok', '1️⃣', '👍🏽']) {
    expect(labels(text)).toEqual([]);
  }
});

test('joiners, selectors and carriage returns out of their place are boxes', () => {
  expect(labels('a\u200Db')).toEqual(['U+200D']);
  expect(labels('a\uFE0F')).toEqual(['U+FE0F']);
  expect(labels('a\rb')).toEqual(['U+000D']);
});

test('pieces add up to the text', () => {
  const text = fc.string({ unit: fc.oneof(fc.constantFrom('\u200B', '\u{E0041}', '\uD800', '👩‍💻'), fc.string()) });
  fc.assert(
    fc.property(text, (value) => {
      const pieces = piecesOf(value).map((piece) => piece.text);
      expect(pieces.join('')).toBe(value);
    }),
  );
});

test('spelled out, nothing hides', () => {
  expect(spelledOut('re\u202Edad')).toBe('re[U+202E]dad');
});

test('a cut does not part a pair', () => {
  expect(cutAt('ab', 5)).toBe(2);
  expect(cutAt('a😀b', 2)).toBe(1);
  expect(cutAt('a😀b', 3)).toBe(3);
});
