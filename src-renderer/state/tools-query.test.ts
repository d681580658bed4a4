import { expect, test } from 'vitest';
import type { Tool } from '../../src-relay/control/contract.ts';
import { ALL_TOOLS, formatToolsQuery, parseToolsQuery, toolsMatching } from './tools-query.ts';

const tool = (over: Partial<Tool>): Tool => ({
  server: 'files',
  name: 'read',
  shown: null,
  title: null,
  description: null,
  state: 'enabled',
  reason: null,
  bypassed: false,
  flags: [],
  hash: '0',
  annotations: { readOnly: null, destructive: null, idempotent: null, openWorld: null },
  ...over,
});

test('a query survives the address', () => {
  const query = {
    states: ['disabled - security risk', 'disabled - changed'],
    servers: ['a b', 'ü?'],
    text: 'x&y',
  } as const;
  expect(parseToolsQuery(`#/tools${formatToolsQuery(query)}`)).toEqual(query);
  expect(formatToolsQuery(ALL_TOOLS)).toBe('');
});

test('what the address does not mean is left out', () => {
  expect(parseToolsQuery('#/tools')).toEqual(ALL_TOOLS);
  expect(parseToolsQuery('#/tools?state=nonsense&server=&other=1')).toEqual(ALL_TOOLS);
  expect(parseToolsQuery('#/tools?state=risk&state=risk').states).toEqual(['disabled - security risk']);
});

test('tools are found by state, server and text', () => {
  const tools = [
    tool({ name: 'read', shown: 'files__read' }),
    tool({ name: 'write', state: 'disabled - by user' }),
    tool({ name: 'search', server: 'github', description: 'Finds ISSUES.' }),
  ];
  const names = (query: Partial<typeof ALL_TOOLS>): string[] =>
    toolsMatching(tools, { ...ALL_TOOLS, ...query }).map((one) => one.name);
  expect(names({})).toEqual(['read', 'write', 'search']);
  expect(names({ states: ['disabled - by user'] })).toEqual(['write']);
  expect(names({ servers: ['github'] })).toEqual(['search']);
  expect(names({ text: ' issues' })).toEqual(['search']);
  expect(names({ text: 'files__' })).toEqual(['read']);
  expect(names({ text: 'git', states: ['enabled'], servers: ['files'] })).toEqual([]);
});
