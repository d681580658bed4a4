import { expect, test } from 'vitest';
import { moment } from './moment.ts';

test('a moment of another day names the day', () => {
  const now = new Date(2026, 10, 20, 12).getTime();
  expect(moment(new Date(2026, 10, 20, 9, 5, 59).getTime(), now)).toBe('09:05');
  expect(moment(new Date(2026, 10, 19, 9, 5).getTime(), now)).toBe('19 Nov, 09:05');
});
