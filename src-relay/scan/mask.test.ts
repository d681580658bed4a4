import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Severity } from '../protocol/scan-types.ts';
import { BASIC_TOKENS } from './detectors/basic-tokens.ts';
import { ItemScanner } from './item-scan.ts';
import { maskSpans } from './mask.ts';
import { PlaceholderSession } from './placeholders.ts';
import { BASIC_RULES } from './registry.ts';

const finding = (start: number, end: number, placeholder: string, severity: Severity = 'high'): Finding => ({
  detector: `test.${placeholder}`,
  kind: 'secret',
  severity,
  path: [],
  inKey: false,
  start,
  end,
  placeholder,
  evidence: '',
  reason: '',
});
const mask = (text: string, findings: readonly Finding[]): string => maskSpans(text, findings, (kind) => `<${kind}>`);

describe('maskSpans', () => {
  it('replaces spans in any order', () => {
    expect(mask('a SECRET b KEY', [finding(11, 14, 'B'), finding(2, 8, 'A')])).toBe('a <A> b <B>');
    expect(mask('nothing', [])).toBe('nothing');
  });

  it('lets the more severe, then the longer finding name an overlap', () => {
    expect(mask('0123456789', [finding(2, 8, 'LONG'), finding(3, 5, 'SHORT')])).toBe('01<LONG>89');
    expect(mask('0123456789', [finding(2, 8, 'LONG'), finding(3, 5, 'SHORT', 'critical')])).toBe('012<SHORT>56789');
    expect(mask('0123456789', [finding(2, 6, 'A'), finding(4, 9, 'B')])).toBe('01<B>9');
    expect(mask('0123456789', [finding(2, 6, 'A'), finding(2, 6, 'B')])).toBe('01<A>6789');
    expect(mask('0123456789', [finding(2, 6, 'SECRET', 'critical'), finding(2, 6, 'B')])).toBe('01<B>6789');
  });

  const scanner = new ItemScanner(BASIC_RULES);
  const scan = (text: string): readonly Finding[] => scanner.scanText(text, 'response');
  const tokens = BASIC_TOKENS.flatMap(({ definition }) => definition.examples.match);
  const piece = fc.oneof(
    // Apart from each other: a token inside a longer word is none, and then its text rightly stays.
    fc.constantFrom(...tokens).map((token) => ` ${token} `),
    fc.string({ maxLength: 12 }),
    fc.constantFrom(' ', '\n', '"', '\\', '{', '},', '<', '%20', 'é', '😀', '\u200b', '&amp;', 'eyJ', 'AKIA'),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('leaves no finding behind, and is idempotent', () => {
    fc.assert(
      fc.property(text, (sample) => {
        const findings = scan(sample);
        const masked = mask(sample, findings);
        for (const { start, end } of findings) expect(masked).not.toContain(sample.slice(start, end));
        expect(mask(masked, scan(masked))).toBe(masked);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps JSON inside a text valid', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 8 }), text, { maxKeys: 4 }), (value) => {
        for (const json of [
          JSON.stringify(value),
          JSON.stringify(value, null, 2),
          JSON.stringify(JSON.stringify(value)),
        ]) {
          const masked: unknown = JSON.parse(mask(json, scan(json)));
          expect(typeof masked).toBe(json.startsWith('{') ? 'object' : 'string');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('PlaceholderSession', () => {
  it('numbers distinct values per kind and keeps names', () => {
    const session = new PlaceholderSession();
    expect(session.placeholder('EMAIL', 'a')).toBe('<EMAIL>');
    expect(session.placeholder('EMAIL', 'b')).toBe('<EMAIL_2>');
    expect(session.placeholder('KEY', 'a')).toBe('<KEY>');
    expect(session.placeholder('EMAIL', 'a')).toBe('<EMAIL>');
    expect(new PlaceholderSession().placeholder('EMAIL', 'b')).toBe('<EMAIL>');
  });

  it('forgets the value not seen longest and never gives its number again', () => {
    const session = new PlaceholderSession(2);
    session.placeholder('K', 'a');
    session.placeholder('K', 'b');
    session.placeholder('K', 'a');
    expect(session.placeholder('K', 'c')).toBe('<K_3>');
    expect(session.size).toBe(2);
    expect(session.placeholder('K', 'a')).toBe('<K>');
    expect(session.placeholder('K', 'b')).toBe('<K_4>');
  });

  it('does not hold the values', () => {
    const session = new PlaceholderSession();
    session.placeholder('K', 'very-secret-value');
    const fields: unknown[] = Object.values(session);
    expect(
      JSON.stringify(fields.map((field) => (field instanceof Map ? Array.from(field, String) : field))),
    ).not.toContain('very-secret');
  });
});
