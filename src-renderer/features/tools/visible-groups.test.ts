import { expect, test } from 'vitest';
import type { Tool } from '../../../src-relay/control/contract.ts';
import { linesOf } from './group-tools.ts';
import { visibleGroups } from './visible-groups.ts';

const tool = (server: string, name: string): Tool => ({
  server,
  name,
  shown: null,
  title: null,
  description: null,
  state: 'enabled',
  reason: null,
  bypassed: false,
  flags: [],
  hash: '0',
  annotations: { readOnly: null, destructive: null, idempotent: null, openWorld: null },
});
const ROW = 10;
// Lines: 0 a, 1 to 3 its tools; 4 b, 5 and 6 its tools; 7 c, 8 its tool.
const lines = linesOf([
  ...['1', '2', '3'].map((name) => tool('a', name)),
  tool('b', '1'),
  tool('b', '2'),
  tool('c', '1'),
]);
const groups = (from: number, to: number) =>
  visibleGroups(
    lines,
    Array.from({ length: to - from + 1 }, (_, at) => ({
      index: from + at,
      start: (from + at) * ROW,
      end: (from + at + 1) * ROW,
    })),
    (index) => index * ROW,
    lines.length * ROW,
  ).map(({ head, start, height, rows }) => [head.server, start, height, rows.map((row) => row.index)]);

test('servers are drawn as long as any of their tools is, with their whole height', () => {
  expect(groups(0, 8)).toEqual([
    ['a', 0, 40, [1, 2, 3]],
    ['b', 40, 30, [5, 6]],
    ['c', 70, 20, [8]],
  ]);
  expect(groups(2, 5)).toEqual([
    ['a', 0, 40, [2, 3]],
    ['b', 40, 30, [5]],
  ]);
});

test('servers out of sight are not drawn', () => {
  expect(groups(4, 6)).toEqual([['b', 40, 30, [5, 6]]]);
  expect(visibleGroups(lines, [], () => 0, 0)).toEqual([]);
});
