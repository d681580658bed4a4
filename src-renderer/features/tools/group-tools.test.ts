import { expect, test } from 'vitest';
import type { Tool } from '../../../src-relay/control/contract.ts';
import { countStates, linesOf } from './group-tools.ts';

const tool = (server: string, name: string, state: Tool['state'] = 'enabled'): Tool => ({
  server,
  name,
  shown: null,
  title: null,
  description: null,
  state,
  reason: null,
  bypassed: false,
  flags: [],
  hash: '0',
  annotations: { readOnly: null, destructive: null, idempotent: null, openWorld: null },
});

test('tools stand under their servers, in the order they came', () => {
  const lines = linesOf([tool('b', '1'), tool('a', '2', 'disabled - changed'), tool('b', '3')]);
  expect(
    lines.map((line) => (line.kind === 'server' ? `${line.server} ${line.on}/${line.total}` : line.tool.name)),
  ).toEqual(['b 2/2', '1', '3', 'a 0/1', '2']);
});

test('heads count all tools of their server, also where only some are shown', () => {
  const off = tool('a', '2', 'disabled - changed');
  expect(linesOf([off], [tool('a', '1'), off])[0]).toMatchObject({ server: 'a', on: 1, total: 2 });
});

test('keys of lines are all different', () => {
  const keys = linesOf([tool('a', 'b'), tool('a', 'c'), tool('server a', 'b')]).map((line) => line.key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('states that occur are counted', () => {
  expect(countStates([tool('a', '1', 'disabled - by user'), tool('a', '2'), tool('a', '3')])).toEqual([
    ['enabled', 2],
    ['disabled - by user', 1],
  ]);
  expect(countStates([])).toEqual([]);
});
