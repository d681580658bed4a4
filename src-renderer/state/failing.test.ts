import { expect, test } from 'vitest';
import type { Server } from '../../src-relay/control/contract.ts';
import { failingAfter } from './failing.ts';

const server = (over: Partial<Server>): Server => ({
  name: 'files',
  kind: 'stdio',
  startedAs: 'files',
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

test('a server that waits for its next try is down, for the reason it gave', () => {
  expect(failingAfter({}, [server({ status: 'waiting', reason: 'it ended' }), server({ name: 'ok' })])).toEqual({
    files: 'it ended',
  });
});

test('the reason stays while it is tried again, and goes when it is ready or off', () => {
  const before = { files: 'it ended' };
  expect(failingAfter(before, [server({ status: 'connecting', reason: 'it is being connected' })])).toBe(before);
  expect(failingAfter(before, [server({})])).toEqual({});
  expect(failingAfter(before, [server({ status: 'waiting', enabled: false })])).toEqual({});
  expect(failingAfter(before, [])).toEqual({});
});

test('a server that starts for the first time is not down', () => {
  expect(failingAfter({}, [server({ status: 'connecting', reason: 'it is being connected' })])).toEqual({});
});

test('a reason that changes is taken over', () => {
  expect(failingAfter({ files: 'a' }, [server({ status: 'waiting', reason: 'b' })])).toEqual({ files: 'b' });
});
