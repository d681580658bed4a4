import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Automaton,
  HitBuffer,
  SEEN_AMPERSAND,
  SEEN_BACKSLASH,
  SEEN_CONTROL,
  SEEN_LONG_RUN,
  SEEN_NON_ASCII,
  SEEN_PERCENT,
} from './automaton.ts';

function hitsOf(automaton: Automaton, keywords: readonly string[], text: string): string[] {
  const hits = new HitBuffer();
  automaton.run(text, hits);
  return Array.from({ length: hits.count }, (_, i) => `${keywords[hits.keyword[i] ?? 0]}@${hits.start[i]}`).sort();
}

function naive(keywords: readonly string[], text: string): string[] {
  const folded = text.replaceAll(/[A-Z]/g, (char) => char.toLowerCase()).replaceAll(/[\t\r\n]/g, ' ');
  const found: string[] = [];
  for (const keyword of keywords) {
    for (let at = folded.indexOf(keyword); at >= 0; at = folded.indexOf(keyword, at + 1))
      found.push(`${keyword}@${at}`);
  }
  return found.sort();
}

describe('Automaton', () => {
  it('finds what a search for each keyword finds', () => {
    const keyword = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '_', '<'), minLength: 1, maxLength: 5 });
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', ' ', '\n', '_', '<', 'é', '😀'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.uniqueArray(keyword, { minLength: 1, maxLength: 12 }), text, (keywords, sample) => {
        expect(hitsOf(new Automaton(keywords), keywords, sample)).toEqual(naive(keywords, sample));
      }),
    );
  });

  it('finds the same in long texts, wherever they are cut and whatever stands beside', () => {
    const keywords = ['needle', 'eedl', 'le in'];
    const automaton = new Automaton(keywords);
    const offset = fc.integer({ min: 16 * 1024 - 12, max: 16 * 1024 + 3 });
    const filler = fc.constantFrom('x', 'é', '😀', ' ');
    fc.assert(
      fc.property(offset, filler, filler, (at, before, after) => {
        const text = `${before.repeat(at).slice(0, at)}Needle IN${after.repeat(40_000)}needle`;
        expect(hitsOf(automaton, keywords, text)).toEqual(naive(keywords, text));
      }),
      { numRuns: 60 },
    );
  });

  it('counts a long run across the cut', () => {
    const text = `${' '.repeat(16 * 1024 - 12)}${'a'.repeat(24)} `;
    expect(new Automaton(['xyz']).run(text, new HitBuffer())).toBe(SEEN_LONG_RUN);
  });

  it('gathers the traits', () => {
    const automaton = new Automaton(['xyz']);
    const traits = (text: string): number => automaton.run(text, new HitBuffer());
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
    expect(() => new Automaton(['Upper'])).toThrow('lower-case');
    expect(() => new Automaton([''])).toThrow('empty');
  });

  it('keeps many hits', () => {
    const hits = new HitBuffer();
    new Automaton(['ab']).run('ab'.repeat(5000), hits);
    expect(hits.count).toBe(5000);
    expect(hits.start[4999]).toBe(9998);
  });
});
