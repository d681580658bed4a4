import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { luhn, mod11x10, mod97, verhoeff } from './check-digits.ts';
import { PERSONAL_DATA } from './family.ts';

function detectorsOf(text: string): string[] {
  const found: string[] = [];
  PERSONAL_DATA.find(text, ({ id }) => found.push(id), { direction: 'response', name: undefined });
  return found;
}

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: length, maxLength: length });

/** `head` with the last digits that make it valid; some heads have none. */
function completed(head: string, count: number, isValid: (number: string) => boolean): string | undefined {
  for (let tail = 0; tail < 10 ** count; tail++) {
    const number = head + String(tail).padStart(count, '0');
    if (isValid(number)) return number;
  }
  return undefined;
}

/** One digit, at `at`, is another one. */
function mistyped(number: string, at: number): string {
  const index = at % number.length;
  return number.slice(0, index) + String((Number(number[index]) + 1) % 10) + number.slice(index + 1);
}

interface Kind {
  readonly id: string;
  readonly head: fc.Arbitrary<string>;
  readonly missing: number;
  readonly valid: (number: string) => boolean;
  /** How it stands in a text. */
  readonly write: (number: string) => string;
}

const KINDS: readonly Kind[] = [
  {
    id: 'pii.credit-card',
    head: digits(14).map((rest) => `4${rest}`),
    missing: 1,
    valid: luhn,
    write: (number) => `paid with ${number.replaceAll(/(.{4})(?=.)/g, '$1 ')}.`,
  },
  {
    id: 'pii.iban',
    head: digits(18),
    missing: 2,
    // The check digits stand in front; the rest of the division does not mind the order of the search.
    valid: (number) => mod97(`${number.slice(0, 18)}1314${number.slice(18)}`),
    write: (number) => `to DE${number.slice(18)}${number.slice(0, 18)} today`,
  },
  {
    id: 'pii.in-aadhaar',
    head: digits(10).map((rest) => `5${rest}`),
    missing: 1,
    valid: verhoeff,
    write: (number) => `id ${number.replaceAll(/(.{4})(?=.)/g, '$1 ')} ok`,
  },
  {
    id: 'pii.hr-oib',
    head: digits(10),
    missing: 1,
    valid: mod11x10,
    write: (number) => `OIB je poznat kao broj ${number}`,
  },
];

describe.each(KINDS)('$id', ({ id, head, missing, valid, write }) => {
  it('is found where its check digits hold, and not with one digit changed', () => {
    fc.assert(
      fc.property(head, fc.nat(100), (start, at) => {
        const number = completed(start, missing, valid);
        fc.pre(number !== undefined && !/^(\d)\1+$/.test(number));
        expect(detectorsOf(write(number ?? ''))).toContain(id);
        const wrong = mistyped(number ?? '', at);
        fc.pre(!valid(wrong));
        expect(detectorsOf(write(wrong))).not.toContain(id);
      }),
      { numRuns: 200 },
    );
  });
});

describe('numbers of logs', () => {
  const word = fc.constantFrom('took', 'ms', 'bytes', 'rows', 'seq', 'id=', 'pid', 'ok', 'in', 'line', 'at', 'x');
  const number = fc.integer({ min: 1, max: 13 }).chain(digits);

  it('are hardly ever personal data', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(word, number), { minLength: 4, maxLength: 8 }), (line) => {
        found += detectorsOf(line.map((pair) => pair.join(' ')).join(' ')).length;
      }),
      { numRuns: 1000, seed: 7 },
    );
    // Of some 6,000 numbers; some eleven digits happen to hold two check digits.
    expect(found).toBeLessThan(30);
  });

  it('never grow or shrink what is found: a span is inside the text and not empty', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0123456789 -+().@:/aAzZ\n,')), maxLength: 200 }),
        (text) => {
          PERSONAL_DATA.find(
            text,
            (_definition, start, end) => {
              expect(start).toBeGreaterThanOrEqual(0);
              expect(end).toBeGreaterThan(start);
              expect(end).toBeLessThanOrEqual(text.length);
            },
            { direction: 'response', name: undefined },
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('phone numbers of the world', () => {
  const valuesOf = (text: string): string[] => {
    const found: string[] = [];
    PERSONAL_DATA.find(text, (_definition, start, end) => found.push(text.slice(start, end)), {
      direction: 'response',
      name: undefined,
    });
    return found;
  };
  const countries = getCountries().flatMap((country) => {
    const number = getExampleNumber(country, examples);
    // Islands with four or five digits are left out.
    return number && number.nationalNumber.length >= 6 ? [[country, number] as const] : [];
  });

  it.each(countries)('%s', (_country, number) => {
    const international = number.formatInternational();
    const national = number.formatNational();
    expect(valuesOf(`ring ${international} today`)).toEqual([international]);
    expect(valuesOf(`is it ${number.number}?`)).toEqual([number.number]);
    expect(valuesOf(`Phone: ${national}`)).toEqual([national]);
  });
});
