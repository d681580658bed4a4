import { expect, test } from 'vitest';
import { stopAfterKey, stopName } from './chart-stops.ts';
import type { Slot } from './day-slots.ts';

const slot = (counts: Slot['counts'], total: number): Slot => ({ since: 0, until: 0, counts, total });
const slots = [slot({}, 0), slot({ blocked: 1, allowed: 2 }, 3), slot({}, 0), slot({ masked: 4 }, 4)];
const go = (key: string, at: number, outcome?: 'blocked' | 'allowed' | 'masked'): string => {
  const stop = stopAfterKey(key, slots, { slot: at, outcome });
  return stop ? stopName(stop) : 'stays';
};

test('left and right move between hours that have calls', () => {
  expect(go('ArrowRight', 1)).toBe('3 all');
  expect(go('ArrowRight', 3)).toBe('stays');
  expect(go('ArrowLeft', 3, 'masked')).toBe('1 all');
  expect(go('ArrowLeft', 1)).toBe('stays');
  expect(go('Home', 3)).toBe('1 all');
  expect(go('End', 1)).toBe('3 all');
});

test('up and down move between the hour and its parts, from the foot', () => {
  expect(go('ArrowUp', 1)).toBe('1 blocked');
  expect(go('ArrowUp', 1, 'blocked')).toBe('1 allowed');
  expect(go('ArrowUp', 1, 'allowed')).toBe('stays');
  expect(go('ArrowDown', 1, 'blocked')).toBe('1 all');
  expect(go('ArrowDown', 1)).toBe('stays');
  expect(go('x', 1)).toBe('stays');
});
