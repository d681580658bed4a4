import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OUTCOMES } from '../../../src-relay/control/contract.ts';
import { boundsOf, type CallQuery, filterOf, formatQuery, isEmptyQuery, parseQuery, SPANS } from './query.ts';

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }), {
  minLength: 1,
  maxLength: 4,
});
const moment = fc.integer({ min: 0, max: 4_000_000_000_000 });
const queries: fc.Arbitrary<CallQuery> = fc.record(
  {
    outcomes: fc.uniqueArray(fc.constantFrom(...OUTCOMES), { minLength: 1 }),
    clients: names,
    servers: names,
    tools: names,
    detectors: names,
    text: fc.string({ minLength: 1, maxLength: 50, unit: 'binary' }),
    time: fc.oneof(
      fc.constantFrom(...SPANS),
      fc.record({ since: moment }),
      fc.record({ until: moment }),
      fc.record({ since: moment, until: moment }),
    ),
  },
  { requiredKeys: [] },
);

test('a query survives the address', () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(parseQuery(formatQuery(query))).toEqual(query);
    }),
  );
});

test('what an address cannot mean is left out', () => {
  expect(parseQuery('?outcome=nice&range=ever&since=-1&until=soon&server=')).toEqual({});
  expect(isEmptyQuery(parseQuery(''))).toBe(true);
});

test('a span ends now, bounds stay', () => {
  const now = new Date(2026, 10, 20, 10, 42).getTime();
  expect(boundsOf('15m', now)).toEqual({ since: now - 900_000 });
  expect(boundsOf('today', now)).toEqual({ since: new Date(2026, 10, 20).getTime() });
  expect(filterOf({ time: { since: 1, until: 2 }, servers: ['a'], outcomes: [] }, now)).toEqual({
    since: 1,
    until: 2,
    servers: ['a'],
  });
});
