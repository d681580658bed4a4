import { expect, test } from 'vitest';
import { segmentsOf, ticksOf } from './bar-geometry.ts';
import { occurring, slotsOf } from './day-slots.ts';
import { timeScale } from './time-scale.ts';

const day = new Date(2026, 10, 20).getTime();
const HOUR = 3_600_000;

test('half hours add up to hours, and every hour of the day is there', () => {
  const slots = slotsOf(
    [
      { start: day + 9 * HOUR, counts: { allowed: 3, blocked: 1 } },
      { start: day + 9.5 * HOUR, counts: { allowed: 2 } },
      { start: day + 40 * HOUR, counts: { allowed: 100 } },
    ],
    day,
  );
  expect(slots).toHaveLength(24);
  expect(slots[9]).toEqual({
    since: day + 9 * HOUR,
    until: day + 10 * HOUR,
    counts: { allowed: 5, blocked: 1 },
    total: 6,
  });
  expect(slots.reduce((sum, slot) => sum + slot.total, 0)).toBe(6);
});

test('outcomes that occur come worst first', () => {
  expect(occurring({ allowed: 2, masked: 0, blocked: 1 })).toEqual([
    ['blocked', 1],
    ['allowed', 2],
  ]);
});

test('parts stand on each other from the foot, the worst lowest', () => {
  expect(segmentsOf({ allowed: 6, blocked: 2 }, 10, 100)).toEqual([
    { outcome: 'blocked', count: 2, y: 80, height: 20 },
    { outcome: 'allowed', count: 6, y: 20, height: 60 },
  ]);
  expect(segmentsOf({}, 10, 100)).toEqual([]);
});

test('one call among thousands is seen, and the bar stays within the plot', () => {
  const parts = segmentsOf({ allowed: 9998, blocked: 1, masked: 1 }, 10_000, 120);
  expect(parts.map((part) => part.height >= 3)).toEqual([true, true, true]);
  expect(parts.at(-1)?.y).toBeGreaterThanOrEqual(0);
  expect(parts.reduce((sum, part) => sum + part.height, 0)).toBeCloseTo(120);
});

test('the scale has few full numbers and reaches over the highest bar', () => {
  expect(ticksOf(0)).toEqual([]);
  expect(ticksOf(1)).toEqual([1]);
  expect(ticksOf(4)).toEqual([2, 4]);
  expect(ticksOf(17)).toEqual([10, 20]);
  expect(ticksOf(1204)).toEqual([500, 1000, 1500]);
  for (let most = 1; most < 3000; most += 7) {
    const ticks = ticksOf(most);
    expect(ticks.length).toBeLessThanOrEqual(4);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    expect(ticks.every((tick) => Number.isInteger(tick))).toBe(true);
  }
});

test('times are placed by their order of magnitude', () => {
  const { at, ticks } = timeScale([500, 20_000, 3_000_000]);
  expect(ticks).toEqual([100, 1000, 10_000, 100_000, 1_000_000, 10_000_000]);
  expect(at(100)).toBeCloseTo(0);
  expect(at(10_000_000)).toBeCloseTo(100);
  expect(at(1000)).toBeCloseTo(20);
});

test('a scale of nothing, or of one time, is still a scale', () => {
  for (const times of [[], [0], [1000]]) {
    const { at, ticks } = timeScale(times);
    expect(ticks.length).toBeGreaterThan(1);
    for (const time of times) expect(at(time)).toBeGreaterThanOrEqual(0);
  }
});
