import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredWords } from './required-words.ts';

/** A part of a pattern and a text that it matches. */
interface Sample {
  readonly source: string;
  readonly text: string;
}

const literal = fc
  .stringMatching(/^[a-zA-Z0-9 _/:=-]{1,6}$/)
  .map((text): Sample => ({ source: text.replaceAll(/[/-]/g, String.raw`\$&`), text }));
const sign = fc.constantFrom<Sample>(
  { source: String.raw`\.`, text: '.' },
  { source: String.raw`\$\(`, text: '$(' },
  { source: String.raw`\x60`, text: '`' },
  { source: '[bd]', text: 'd' },
  { source: '[^\\n]', text: 'q' },
  { source: '[\\]x-]', text: ']' },
  { source: '.', text: 'Z' },
  { source: String.raw`\d{2,4}`, text: '123' },
  { source: String.raw`\s{0,3}`, text: '' },
  { source: String.raw`(?!zzzzz)`, text: '' },
  { source: 'ab*', text: 'a' },
  { source: 'ab?c', text: 'ac' },
  { source: 'xy+', text: 'xyy' },
  { source: 'é', text: 'é' },
);
const { part } = fc.letrec<{ part: Sample }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4 },
    literal,
    sign,
    fc
      .array(tie('part'), { minLength: 1, maxLength: 4 })
      .map((parts) => ({ source: parts.map((p) => p.source).join(''), text: parts.map((p) => p.text).join('') })),
    fc.tuple(fc.array(tie('part'), { minLength: 1, maxLength: 3 }), fc.nat()).map(([parts, at]) => ({
      source: `(?:${parts.map((p) => p.source).join('|')})`,
      text: parts[at % parts.length]?.text ?? '',
    })),
    tie('part').map(({ source }) => ({ source: `(?:${source})?`, text: '' })),
    tie('part').map(({ source, text }) => ({ source: `(${source}){1,2}?`, text: text + text })),
  ),
}));

describe('words that a pattern needs', () => {
  it('stand in whatever the pattern matches', () => {
    fc.assert(
      fc.property(part, fc.string(), ({ source, text }, around) => {
        const pattern = new RegExp(source, 'i');
        const whole = around + text.toUpperCase() + around;
        fc.pre(pattern.test(whole));
        const matched = pattern.exec(whole)?.[0].toLowerCase() ?? '';
        const words = requiredWords(pattern);
        return words === undefined || words.some((word) => matched.includes(word));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [/\b(?:curl|wget)\s-o/i, ['curl', 'wget']],
    [/(?:ba|z)?sh\b/, ['sh', 'bash', 'zsh']],
    [/[^\n]{0,80}?\/dev\/(?:tcp|udp)\//, ['/dev/tcp/', '/dev/udp/']],
    [/(?<!no)eval\s?\((?=x)/, ['eval']],
  ])('are found in %s', (pattern, words) => {
    expect(requiredWords(pattern)?.toSorted()).toEqual(words.toSorted());
  });

  it.each([/\d{3}/, /(?:password)?\s/, /(?:token|\w)=/, /a/u])('are none in %s', (pattern) => {
    expect(requiredWords(pattern)?.every((word) => word === '=') ?? true).toBe(true);
  });
});
