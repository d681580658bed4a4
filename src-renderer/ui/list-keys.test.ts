import { expect, test } from 'vitest';
import { rowAfterKey } from './list-keys.ts';

test('arrows, pages and ends stay within the list', () => {
  expect(rowAfterKey('ArrowDown', -1, 5, 2)).toBe(0);
  expect(rowAfterKey('ArrowDown', 4, 5, 2)).toBe(4);
  expect(rowAfterKey('ArrowUp', -1, 5, 2)).toBe(0);
  expect(rowAfterKey('ArrowUp', 0, 5, 2)).toBe(0);
  expect(rowAfterKey('PageDown', 1, 5, 2)).toBe(3);
  expect(rowAfterKey('PageUp', 1, 5, 2)).toBe(0);
  expect(rowAfterKey('End', 1, 5, 2)).toBe(4);
  expect(rowAfterKey('x', 1, 5, 2)).toBeUndefined();
  expect(rowAfterKey('Home', 0, 0, 2)).toBeUndefined();
});
