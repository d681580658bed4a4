import { expect, test } from 'vitest';
import { linesInSight } from './sticky-lines.ts';

const range = (startIndex: number, endIndex: number) => ({ startIndex, endIndex, overscan: 2, count: 20 });

test('the head of the first line in sight is drawn first', () => {
  expect(linesInSight(range(5, 8), [0, 12])).toEqual([0, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('heads before it are not drawn, those after it are', () => {
  expect(linesInSight(range(6, 8), [0, 4, 9])).toEqual([4, 5, 6, 7, 8, 9, 10]);
  expect(linesInSight(range(4, 6), [0, 3, 4, 9])).toEqual([4, 2, 5, 6, 7, 8]);
});

test('without heads all lines in sight are drawn', () => {
  expect(linesInSight(range(0, 1), [])).toEqual([0, 1, 2, 3]);
});
