import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HitBuffer } from './hit-buffer.ts';
import {
  Prefilter,
  SEEN_AMPERSAND,
  SEEN_BACKSLASH,
  SEEN_CONTROL,
  SEEN_LONG_RUN,
  SEEN_NON_ASCII,
  SEEN_PERCENT,
} from './prefilter.ts';

const build = (keywords: readonly string[]): Prefilter =>
  new Prefilter(keywords.map((text) => ({ text, atWordStart: false })));

function hitsOf(prefilter: Prefilter, keywords: readonly string[], text: string): string[] {
  const hits = new HitBuffer();
  prefilter.run(text, hits);
  return Array.from({ length: hits.count }, (_, i) => `${keywords[hits.keyword[i] ?? 0]}@${hits.start[i]}`).sort();
}

const isOneCharacter = (keyword: string): boolean => keyword.length > 3 && new Set(keyword).size === 1;

function naive(keywords: readonly string[], text: string): string[] {
  const folded = text.replaceAll(/[A-Z]/g, (char) => char.toLowerCase()).replaceAll(/[\t\r\n]/g, ' ');
  const found: string[] = [];
  for (const keyword of keywords) {
    for (let at = folded.indexOf(keyword); at >= 0; at = folded.indexOf(keyword, at + 1))
      if (!isOneCharacter(keyword) || folded[at - 1] !== keyword[0]) found.push(`${keyword}@${at}`);
  }
  return found.sort();
}

describe('Prefilter', () => {
  it('finds what a search for each keyword finds', () => {
    const keyword = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '_', '<'), minLength: 1, maxLength: 5 });
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', ' ', '\n', '_', '<', 'é', '😀'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.uniqueArray(keyword, { minLength: 1, maxLength: 12 }), text, (keywords, sample) => {
        expect(hitsOf(build(keywords), keywords, sample)).toEqual(naive(keywords, sample));
      }),
    );
  });

  it('finds the same in long texts, wherever they are cut and whatever stands beside', () => {
    const keywords = ['needle', 'eedl', 'le in'];
    const prefilter = build(keywords);
    const offset = fc.integer({ min: 16 * 1024 - 12, max: 16 * 1024 + 3 });
    const filler = fc.constantFrom('x', 'é', '😀', ' ');
    fc.assert(
      fc.property(offset, filler, filler, (at, before, after) => {
        const text = `${before.repeat(at).slice(0, at)}Needle IN${after.repeat(40_000)}needle`;
        expect(hitsOf(prefilter, keywords, text)).toEqual(naive(keywords, text));
      }),
      { numRuns: 60 },
    );
  });

  it('counts a long run across the cut', () => {
    const text = `${' '.repeat(16 * 1024 - 12)}${'a'.repeat(24)} `;
    expect(build(['xyz']).run(text, new HitBuffer())).toBe(SEEN_LONG_RUN);
  });

  it('gives what counts at the beginning of words there only', () => {
    const prefilter = new Prefilter([
      { text: 'send', atWordStart: true },
      { text: 'you', atWordStart: true },
      { text: 'end', atWordStart: false },
    ]);
    const hits = new HitBuffer();
    const starts = (text: string): number[] => {
      prefilter.run(text, hits);
      return [...hits.start.subarray(0, hits.count)];
    };
    expect(starts('Send resend, _send; send you')).toEqual([0, 1, 8, 15, 20, 21, 25]);
    for (const before of ['é', '-', '\u2028']) expect(starts(`${before}you`)).toEqual([1]);
    for (const before of ['a', '_', '7', 'Z']) expect(starts(`${before}you`)).toEqual([]);
  });

  it('gathers the traits', () => {
    const prefilter = build(['xyz']);
    const traits = (text: string): number => prefilter.run(text, new HitBuffer());
    expect(traits('plain text, with\ttabs\r\nand lines')).toBe(0);
    expect(traits('é')).toBe(SEEN_NON_ASCII);
    expect(traits('\u001b')).toBe(SEEN_CONTROL);
    expect(traits('%')).toBe(SEEN_PERCENT);
    expect(traits('&')).toBe(SEEN_AMPERSAND);
    expect(traits('\\')).toBe(SEEN_BACKSLASH);
    expect(traits(`x ${'a'.repeat(23)} y`)).toBe(0);
    expect(traits(`x ${'a'.repeat(24)} y`)).toBe(SEEN_LONG_RUN);
    expect(traits('a'.repeat(100_000))).toBe(SEEN_LONG_RUN);
  });

  it('refuses keywords that could never or always be found', () => {
    expect(() => build(['Upper'])).toThrow('lower-case');
    expect(() => build([''])).toThrow('empty');
  });

  it('keeps many hits', () => {
    const hits = new HitBuffer();
    build(['ab']).run('ab'.repeat(5000), hits);
    expect(hits.count).toBe(5000);
    expect(hits.start[4999]).toBe(9998);
  });
});
