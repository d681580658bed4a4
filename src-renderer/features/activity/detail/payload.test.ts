import { expect, test } from 'vitest';
import {
  hasPlace,
  highlightsByPlace,
  isWithin,
  named,
  payloadOf,
  placeKey,
  rawHighlights,
  valueAt,
  wasCut,
} from './payload.ts';

const finding = {
  detector: 'secret.token',
  kind: 'secret',
  severity: 'high' as const,
  verdict: 'mask' as const,
  direction: 'response' as const,
  path: ['content', 0, 'text'],
  inKey: false,
  start: 2,
  end: 9,
  evidence: '',
  reason: '',
};

test('a payload that was cut is no JSON and shows as it is', () => {
  expect(wasCut(payloadOf('{"a":1}'))).toBe(false);
  expect(payloadOf('{"a":').value).toBeUndefined();
  expect(wasCut(payloadOf('{"a":'))).toBe(true);
  expect(payloadOf('null').value).toBeNull();
});

test('findings stand at their place, in values and in keys, on their own side only', () => {
  const findings = named([finding, { ...finding, inKey: true }, { ...finding, direction: 'request' }]);
  const response = highlightsByPlace(findings, 'response');
  expect(response.get(placeKey(['content', 0, 'text'], false))?.map((one) => one.id)).toEqual(['finding-0']);
  expect(response.get(placeKey(['content', 0, 'text'], true))?.map((one) => one.id)).toEqual(['finding-1']);
  expect(highlightsByPlace(findings, 'request').size).toBe(1);
});

test('what a result says twice is marked in both places', () => {
  const copy = { path: ['structuredContent', 'a'], inKey: false, start: 0, end: 7, at: [50, 57] as [number, number] };
  const findings = named([{ ...finding, at: [30, 37], copies: [copy] }]);
  const byPlace = highlightsByPlace(findings, 'response');
  expect(byPlace.get(placeKey(['structuredContent', 'a'], false))?.map((one) => one.id)).toEqual(['finding-0']);
  expect(rawHighlights(findings, 'response').map(({ start }) => start)).toEqual([30, 50]);
});

test('in the JSON text only findings that know their place there', () => {
  const findings = named([finding, { ...finding, at: [30, 37] }]);
  expect(rawHighlights(findings, 'response')).toEqual([
    { id: 'finding-1', start: 30, end: 37, verdict: 'mask', label: 'secret.token' },
  ]);
});

test('paths', () => {
  const value = { content: [{ text: 'x' }] };
  expect(valueAt(value, ['content', 0, 'text'])).toBe('x');
  expect(valueAt(value, ['content', 'length'])).toBeUndefined();
  expect(valueAt(value, ['constructor'])).toBeUndefined();
  expect(isWithin(['content', 0, 'text'], ['content'])).toBe(true);
  expect(isWithin(['content'], ['content', 0])).toBe(false);
});

test('a finding has a place where its text was kept', () => {
  const [one, inKey, later, unplaced] = named([
    { ...finding, path: ['a'], start: 1, end: 2, at: [5, 6] },
    { ...finding, path: ['a'], inKey: true, start: 0, end: 1, at: [2, 3] },
    { ...finding, path: ['a'], start: 9, end: 12, at: [14, 17] },
    { ...finding, path: ['b'] },
  ]);
  if (!one || !inKey || !later || !unplaced) throw new Error('Four were given');
  const whole = payloadOf('{"a":"xyz"}');
  expect([one, inKey, later, unplaced].map((each) => hasPlace(each, whole))).toEqual([true, true, false, false]);
  const cut = payloadOf('{"a":"xyz');
  expect([one, later, unplaced].map((each) => hasPlace(each, cut))).toEqual([true, false, false]);
  expect(hasPlace(one, undefined)).toBe(false);
});
