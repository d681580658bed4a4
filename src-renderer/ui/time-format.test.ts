import { expect, test } from 'vitest';
import { relativeTime, shortTime } from './time-format.ts';

const now = new Date(2026, 10, 20, 10, 42, 7).getTime();

test('today has seconds, other days their date', () => {
  expect(shortTime(now, now)).toBe('10:42:07');
  expect(shortTime(new Date(2026, 10, 19, 9, 5).getTime(), now)).toMatch(/^19 Nov, 09:05$/);
});

test('how long ago', () => {
  expect(relativeTime(now - 2000, now)).toBe('just now');
  expect(relativeTime(now - 45_000, now)).toBe('45 seconds ago');
  expect(relativeTime(now - 60_000, now)).toBe('1 minute ago');
  expect(relativeTime(now - 3 * 3_600_000, now)).toBe('3 hours ago');
  expect(relativeTime(now - 50 * 3_600_000, now)).toBe('2 days ago');
  expect(relativeTime(now + 300_000, now)).toBe('in 5 minutes');
});
