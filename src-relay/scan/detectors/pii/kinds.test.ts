import { describe, expect, it } from 'vitest';
import type { NumberKind } from './kind.ts';
import { ASIAN_KINDS } from './kinds-asia.ts';
import { EASTERN_EUROPEAN_KINDS } from './kinds-eastern-europe.ts';
import { ENGLISH_KINDS } from './kinds-english.ts';
import { LATIN_AMERICAN_KINDS } from './kinds-latin-america.ts';
import { NORTHERN_EUROPEAN_KINDS } from './kinds-northern-europe.ts';
import { US_KINDS } from './kinds-us.ts';
import { WESTERN_EUROPEAN_KINDS } from './kinds-western-europe.ts';
import { ShapeIndex } from './shape.ts';

const KINDS = [
  ...US_KINDS,
  ...ENGLISH_KINDS,
  ...WESTERN_EUROPEAN_KINDS,
  ...NORTHERN_EUROPEAN_KINDS,
  ...EASTERN_EUROPEAN_KINDS,
  ...LATIN_AMERICAN_KINDS,
  ...ASIAN_KINDS,
];

/** A date, a range or letters are all that these have to check; the rest has check digits. */
const WITHOUT_CHECK_DIGITS = new Set([
  'pii.us-ssn',
  'pii.us-itin',
  'pii.us-mbi',
  'pii.uk-nino',
  'pii.in-pan',
  'pii.dk-cpr',
  'pii.kr-rrn',
  'pii.my-nric',
  'pii.mx-curp',
  'pii.mx-rfc',
  'pii.it-fiscal-code',
  // Some of these have check digits, others not.
  'pii.baltic-personal-code',
  'pii.ua-kz-number',
]);

/** Numbers in the examples that have one of the kind's shapes, without separators. */
function numbersOf(kind: NumberKind, text: string): string[] {
  const index = new ShapeIndex([kind]);
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (/[\dA-Za-z]/.test(text.charAt(at - 1))) continue;
    index.visit(text, at, (_kinds, end) => {
      const id = text.slice(at, end).replaceAll(/[^\dA-Za-z]/g, '');
      if (/\d/.test(id)) found.push(id.toUpperCase());
    });
  }
  return found;
}

const checked = KINDS.filter((kind) => kind.valid && kind.shapes.length > 0).map(
  (kind) => [kind.definition.id, kind] as const,
);

describe.each(checked)('%s', (id, kind) => {
  const valid = kind.definition.examples.match
    .flatMap((text) => numbersOf(kind, text))
    .filter((number) => kind.valid?.(number));

  it('has an example whose check holds', () => {
    expect(valid.length).toBeGreaterThan(0);
  });

  it.skipIf(WITHOUT_CHECK_DIGITS.has(id))('notices a wrong digit', () => {
    let tried = 0;
    let passed = 0;
    for (const number of valid) {
      for (let at = 0; at < number.length; at++) {
        for (const digit of '0123456789') {
          if (!/\d/.test(number.charAt(at)) || digit === number[at]) continue;
          tried++;
          if (kind.valid?.(number.slice(0, at) + digit + number.slice(at + 1)) === true) passed++;
        }
      }
    }
    expect(passed / tried).toBeLessThan(0.25);
  });
});

it('knows a vehicle by its check digit', () => {
  const vehicle = US_KINDS.find((kind) => kind.tags.includes('vehicle'));
  expect(vehicle?.valid?.('1M8GDM9AXKP042788')).toBe(true);
  expect(vehicle?.valid?.('1M8GDM9A1KP042788')).toBe(false);
});
