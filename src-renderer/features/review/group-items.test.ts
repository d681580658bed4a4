import { expect, test } from 'vitest';
import type { ReviewItem } from '../../../src-relay/control/contract.ts';
import { groupsOf } from './group-items.ts';

const item = (server: string, tool: string, more: Partial<ReviewItem> = {}): ReviewItem => ({
  id: `${server} ${tool}`,
  kind: 'tool',
  server,
  tool,
  hash: 'h',
  isNew: false,
  isAcceptable: true,
  isKeptOff: false,
  reason: '',
  changes: [],
  flags: [],
  risk: null,
  ...more,
});
const namesOf = (items: readonly ReviewItem[], showsKept = false): string[] =>
  groupsOf(items, showsKept).map(({ server, items: own }) => `${server}: ${own.map(({ tool }) => tool).join(' ')}`);
const riskier = { changes: [{ class: 'permissions', isRiskier: true, text: '' }] } as const;

test('the worst comes first, among the items of a server and among servers', () => {
  const items = [
    item('a', 'plain'),
    item('a', 'flagged', { flags: ['It looks like another.'] }),
    item('b', 'flag', { kind: 'flag' }),
    item('b', 'unsafe', { isAcceptable: false }),
    item('b', 'riskier', { changes: [...riskier.changes] }),
  ];
  expect(namesOf(items)).toEqual(['b: unsafe riskier flag', 'a: flagged plain']);
});

test('what was left as it is stays out, or comes last', () => {
  const items = [
    item('a', 'kept', { isKeptOff: true, isAcceptable: false }),
    item('a', 'waits'),
    item('b', 'kept', { isKeptOff: true }),
  ];
  expect(namesOf(items)).toEqual(['a: waits']);
  expect(namesOf(items, true)).toEqual(['a: waits kept', 'b: kept']);
});
