import { expect, test } from 'vitest';
import type { Server } from '../../src-relay/control/contract.ts';
import { createControl } from '../control/control.ts';
import { createServers } from './servers.ts';

const server: Server = {
  name: 'files',
  kind: 'stdio',
  startedAs: 'npx files',
  runs: null,
  description: null,
  status: 'ready',
  statusSince: 0,
  reason: null,
  enabled: true,
  hidden: false,
  internal: false,
  toolsOn: 1,
  toolsTotal: 1,
  signIn: null,
  risk: null,
  held: false,
  allowed: false,
  package: null,
  claims: null,
};

function setUp(answer: () => unknown) {
  const servers = createServers(
    createControl({
      subscribe: () => () => undefined,
      call: async (name) => (name === 'servers.list' ? { ok: true, output: { servers: [server] } } : answer()),
    }),
  );
  return { servers, hidden: () => servers.store.getState().servers?.[0]?.hidden };
}

test('a switch shows at once and stays when the relay agrees', async () => {
  const { servers, hidden } = setUp(() => ({ ok: true, output: { ...server, hidden: true } }));
  await servers.load();
  const done = servers.setHidden('files', true);
  expect(hidden()).toBe(true);
  expect(servers.store.getState().pending).toEqual({ files: true });
  expect(await done).toBe(true);
  expect(hidden()).toBe(true);
  expect(servers.store.getState().pending).toEqual({});
});

test('refused, it rolls back and says why where it happened', async () => {
  const { servers, hidden } = setUp(() => ({ ok: false, error: { code: 'failed', message: 'The file is locked.' } }));
  await servers.load();
  expect(await servers.setHidden('files', true)).toBe(false);
  expect(hidden()).toBe(false);
  expect(servers.store.getState().failures).toEqual({ files: 'The file is locked.' });
  servers.dismissFailure('files');
  expect(servers.store.getState().failures).toEqual({});
});

test('a list from the relay does not undo what was just switched', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { servers, hidden } = setUp(() => promise);
  await servers.load();
  const done = servers.setHidden('files', true);
  servers.heard([server]);
  expect(hidden()).toBe(true);
  resolve({ ok: true, output: { ...server, hidden: true } });
  await done;
  expect(hidden()).toBe(true);
});
