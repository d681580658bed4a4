import { expect, test } from 'vitest';
import type { Server } from '../../../src-relay/control/contract.ts';
import { conditionOf } from './condition.ts';

const server = (over: Partial<Server> = {}): Server => ({
  name: 'a',
  kind: 'stdio',
  startedAs: 'a',
  runs: null,
  description: null,
  status: 'ready',
  statusSince: 0,
  reason: null,
  enabled: true,
  hidden: false,
  internal: false,
  toolsOn: 0,
  toolsTotal: 0,
  signIn: null,
  risk: null,
  held: false,
  allowed: false,
  package: null,
  claims: null,
  ...over,
});

test('a relay that scans all says so, one that does not says that', () => {
  expect(conditionOf('live', null, [server()])).toEqual({ condition: 'on', words: 'Scanning every call' });
  expect(conditionOf('live', null, [server({ hidden: true }), server()]).words).toBe('Scanning all but 1 server');
  expect(conditionOf('live', null, [server({ hidden: true, enabled: false })]).condition).toBe('on');
  expect(conditionOf('live', null, [server({ hidden: true, internal: true })]).condition).toBe('on');
});

test('a pause and a lost connection come before all else', () => {
  const until = new Date(2026, 10, 20, 10, 45).getTime();
  expect(conditionOf('live', until, [server({ hidden: true })])).toEqual({
    condition: 'paused',
    words: 'Scanning is paused until 10:45',
  });
  expect(conditionOf('lost', until, []).condition).toBe('gone');
  expect(conditionOf('signed-out', null, []).condition).toBe('gone');
});

test('before servers are known nothing is said of them', () => {
  expect(conditionOf('live', null, undefined).words).toBe('On');
});

test('without servers it is on, and has nothing to do', () => {
  expect(conditionOf('live', null, []).words).toBe('On, with no server behind it yet');
});
