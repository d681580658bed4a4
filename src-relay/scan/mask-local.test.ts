import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../protocol/scan-types.ts';
import { ItemScanner } from './item-scan.ts';
import { keepingJson } from './json-safe.ts';
import { maskReplacements } from './mask.ts';
import { PLACEHOLDER_SOURCE, PlaceholderSession } from './placeholders.ts';
import { definitionsOf, LOCAL_RULES } from './registry.ts';

const scanner = new ItemScanner(LOCAL_RULES);
const samples = definitionsOf(LOCAL_RULES).flatMap(({ placeholder, examples }) =>
  placeholder === undefined ? [] : examples.match,
);
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...samples).map((sample) => ` ${sample} `) },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('\n', '"', '\\', '{', '},', ': ', '😀', '\u200b', '&amp;', '%20') },
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

function findingsIn(sample: string): readonly Finding[] {
  return scanner.scanText(sample, 'response').filter(({ placeholder }) => placeholder !== undefined);
}

/** Masks as the relay does: one session, and a text that is JSON stays JSON. */
function masked(sample: string, session: PlaceholderSession): string {
  const replacements = maskReplacements(sample, findingsIn(sample), (kind, value) => session.placeholder(kind, value));
  let out = '';
  let from = 0;
  for (const { start, end, text: placeholder } of keepingJson(sample, replacements)) {
    out += sample.slice(from, start) + placeholder;
    from = end;
  }
  return out + sample.slice(from);
}

/** Detectors look at neighbours, so what they say of the rest may change; a placeholder stays what it is. */
test('with all detectors, no placeholder is masked again', () => {
  fc.assert(
    fc.property(text, (sample) => {
      const once = masked(sample, new PlaceholderSession());
      const again = findingsIn(once);
      for (const { index, 0: placeholder } of once.matchAll(new RegExp(PLACEHOLDER_SOURCE, 'gu'))) {
        const inside = again.filter(({ start, end }) => start >= index && end <= index + placeholder.length);
        expect(inside).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});

test('with all detectors, no value is left where it was found', () => {
  fc.assert(
    fc.property(text, (sample) => {
      const out = masked(sample, new PlaceholderSession());
      const replaced = maskReplacements(sample, findingsIn(sample), (kind) => kind);
      const rest = sample.length - replaced.reduce((sum, { start, end }) => sum + end - start, 0);
      for (const { start, end } of findingsIn(sample)) {
        const isCovered = replaced.some((one) => one.start < end && start < one.end);
        expect(isCovered).toBe(true);
      }
      expect(out.length).toBeGreaterThanOrEqual(rest);
    }),
    { numRuns: 300 },
  );
});

test('with all detectors, JSON in a text stays JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ maxLength: 8 }), fc.oneof(text, fc.integer()), { maxKeys: 4 }), (value) => {
      for (const json of [JSON.stringify(value), JSON.stringify([value], null, 2)]) {
        expect(() => void JSON.parse(masked(json, new PlaceholderSession()))).not.toThrow();
      }
    }),
    { numRuns: 300 },
  );
});
