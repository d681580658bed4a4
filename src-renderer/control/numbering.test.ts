import { expect, test } from 'vitest';
import { step, waitBefore } from './numbering.ts';

test('the first batch of a subscription sets the number, whatever it is', () => {
  expect(step(undefined, 0)).toBe('first');
  expect(step(undefined, 40)).toBe('first');
});

test('a number that follows is the next, every other one a gap', () => {
  expect(step(40, 41)).toBe('next');
  expect(step(40, 40)).toBe('gap');
  expect(step(40, 42)).toBe('gap');
  expect(step(40, 1)).toBe('gap');
});

test('waits grow to ten seconds and no further', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(waitBefore)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});
