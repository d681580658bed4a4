import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatCounted, formatDuration } from './number-format.ts';

test('counts', () => {
  expect(formatCount(1204)).toBe('1,204');
  expect(formatCounted(1, 'call')).toBe('1 call');
  expect(formatCounted(0, 'call')).toBe('0 calls');
});

test('durations change their unit where the figures would get long', () => {
  expect([0, 640, 999, 1000, 11_640, 999_400, 1_000_000, 2_400_000, 59_900_000].map(formatDuration)).toEqual([
    '0 µs',
    '640 µs',
    '999 µs',
    '1 ms',
    '11.6 ms',
    '999 ms',
    '1 s',
    '2.4 s',
    '59.9 s',
  ]);
  expect(formatDuration(60_000_000)).toBe('1 min');
  expect(formatDuration(200_000_000)).toBe('3 min 20 s');
});

test('sizes', () => {
  expect([0, 640, 1024, 65_536, 14_680_064].map(formatBytes)).toEqual(['0 B', '640 B', '1 KB', '64 KB', '14 MB']);
});
