import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClientError } from '../clients/client-error.ts';
import type { ClientBook, ClientPlan, ClientStatus } from '../clients/types.ts';
import { loadConfig } from '../config/load.ts';
import { Fleet } from '../downstream/fleet.ts';
import { ProcessSupervisor } from '../downstream/process/supervisor.ts';
import { createRounds } from '../pipeline/rounds/create.ts';
import { createLog } from '../protocol/log.ts';
import { Relay } from '../relay.ts';
import { openDatabase } from '../store/database.ts';
import type { ClientAccess } from './client-access.ts';
import type { EventBatch } from './contract.ts';
import { Control } from './control.ts';

const log = createLog('error', () => {});
const FILE = '/home/you/.cursor/mcp.json';
const STATUS: ClientStatus = {
  id: 'cursor',
  title: 'Cursor',
  file: FILE,
  state: 'connected',
  reason: 'All servers of Cursor pass the relay.',
  bypassing: [],
  isRunning: false,
  canUndo: true,
  connectedAt: '2026-11-20T10:00:00.000Z',
  keepsItself: false,
  transport: 'stdio',
};
const PLAN: ClientPlan = {
  planId: 'a',
  id: 'cursor',
  title: 'Cursor',
  action: 'connect',
  files: [
    { path: '/relay.json', before: '{}', after: '{ }', diff: '', what: 'the relay' },
    { path: FILE, before: '1\n2', after: '1\n3', diff: '', what: 'the app' },
  ],
  imports: [{ name: 'notes', as: 'notes', what: 'notes-mcp', secrets: [] }],
  replaced: ['notes'],
  warnings: [],
};

let control: Control;
let close: () => Promise<void>;
const plan = vi.fn<ClientBook['plan']>();
const apply = vi.fn<ClientBook['apply']>();
const restoreAll = vi.fn<ClientBook['restoreAll']>();
const restart = vi.fn<() => void>();
const revealed = vi.fn<(path: string) => void>();
const opened = vi.fn<(address: string) => void>();
const letIn = vi.fn<(name: string) => void>();

const access: ClientAccess = {
  book: {
    list: () => Promise.resolve([STATUS]),
    plan,
    apply,
    setKeepsItself: (_id, _file, keepsItself) => Promise.resolve({ ...STATUS, keepsItself }),
    watch: () => ({ close() {} }),
    restoreAll,
  },
  configFile: '/relay.json',
  entry: () => ({ url: 'http://127.0.0.1:8000/mcp', command: { program: '/bridge', args: [] } }),
  bundle: () => undefined,
  isSetupKnown: () => true,
  rememberSetup: () => {},
  letIn,
  createToken: (name) => `token-of-${name}`,
  desktop: { reveal: revealed, open: opened },
  restart,
};

beforeEach(async () => {
  vi.resetAllMocks();
  plan.mockResolvedValue(PLAN);
  apply.mockResolvedValue(STATUS);
  const values = { variable: () => undefined, secret: () => undefined };
  const config = await loadConfig({ file: '/nowhere/config.json', named: false, given: {}, values });
  const database = await openDatabase(':memory:');
  const mask = async () => (text: string) => text;
  const processes = new ProcessSupervisor({ instanceId: 'test', folders: undefined, mask, log });
  const fleet = new Fleet([], processes, log);
  const readKey = (): Buffer => Buffer.alloc(32);
  const rounds = createRounds(readKey, database);
  const relay = new Relay({ instanceId: 'test', config, fleet, database, engines: [], rounds, readKey, log });
  const parts = { databaseFile: '', dataFolder: '', configPath: '', endpoints: () => ({ mcp: '', sse: '' }) };
  control = new Control({ relay, log, ...parts, clients: access });
  close = async () => {
    await control.close();
    await relay.stop();
    database.close();
  };
});
afterEach(() => close());

test('gives every app back what it had: what came back is told, and what could not be', async () => {
  const problem = { id: 'zed', title: 'Zed', message: 'Its file is broken.' } as const;
  restoreAll.mockResolvedValue({ plans: [{ ...PLAN, action: 'disconnect' }], problems: [problem] });
  expect(await control.call('clients.restoreAll', {})).toEqual({
    ok: true,
    output: {
      restored: [{ id: 'cursor', title: 'Cursor', files: ['/relay.json', FILE], servers: ['notes'], warnings: [] }],
      problems: [problem],
      restarts: true,
    },
  });
  expect(restart).toHaveBeenCalledOnce();
});

const connect = { id: 'cursor', file: FILE, action: 'connect' };

test("a plan's options reach the book, what is left out does not, and the app's own file comes first", async () => {
  const reply = await control.call('clients.plan', { ...connect, importServers: true });
  expect(plan).toHaveBeenCalledWith('cursor', 'connect', { file: FILE, import: true });
  expect(reply).toMatchObject({
    ok: true,
    output: { files: [{ path: FILE, after: '1\n3' }, { path: '/relay.json' }] },
  });
});

test("what changes the relay's own configuration has the relay take it up, once it is written", async () => {
  await control.call('clients.plan', connect);
  expect(restart).not.toHaveBeenCalled();
  expect(await control.call('clients.apply', { planId: 'a' })).toMatchObject({ ok: true, output: { restarts: true } });
  expect(restart).toHaveBeenCalledOnce();

  plan.mockResolvedValue({ ...PLAN, planId: 'b', files: PLAN.files.slice(1) });
  await control.call('clients.plan', connect);
  expect(await control.call('clients.apply', { planId: 'b' })).toMatchObject({ ok: true, output: { restarts: false } });
  expect(restart).toHaveBeenCalledOnce();
});

test('a file that has changed meanwhile is a conflict with the book’s own words, and nothing starts anew', async () => {
  await control.call('clients.plan', connect);
  apply.mockRejectedValue(new ClientError('changed-meanwhile', 'It is no longer what was shown.'));
  expect(await control.call('clients.apply', { planId: 'a' })).toEqual({
    ok: false,
    error: { code: 'conflict', message: 'It is no longer what was shown.' },
  });
  expect(restart).not.toHaveBeenCalled();
});

test('whoever listens hears that a client stands otherwise', async () => {
  const heard = Promise.withResolvers<EventBatch>();
  control.subscribe((batch) => {
    if (batch.events.length > 0) heard.resolve(batch);
  });
  await control.call('clients.keepItself', { id: 'cursor', file: FILE, keepItself: true });
  expect((await heard.promise).events).toEqual([{ type: 'clients' }]);
});

test('only files that the screen names are shown in their folder', async () => {
  expect(await control.call('clients.reveal', { path: '/etc/passwd' })).toMatchObject({ ok: false });
  expect(revealed).not.toHaveBeenCalled();
  expect(await control.call('clients.reveal', { path: FILE })).toMatchObject({ ok: true });
  expect(revealed).toHaveBeenCalledWith(FILE);
});

test('an app is opened by its name alone, with a link of the relay’s own, and is let in', async () => {
  expect(await control.call('clients.openLink', { client: 'zed' })).toMatchObject({ ok: false });
  expect(await control.call('clients.openLink', { client: 'cursor' })).toMatchObject({ ok: true });
  expect(opened.mock.calls).toEqual([
    [expect.stringMatching(/^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?/u)],
  ]);
  expect(letIn.mock.calls).toEqual([['cursor']]);
});

test('what is no name of a client gets no token and is not let in', async () => {
  for (const name of ['../../x', 'env', 'a b', '']) {
    expect(await control.call('clients.createToken', { name })).toMatchObject({ ok: false });
    expect(await control.call('clients.letIn', { name })).toMatchObject({ ok: false });
  }
  expect(letIn).not.toHaveBeenCalled();
  expect(await control.call('clients.createToken', { name: 'my-app' })).toMatchObject({
    output: { token: 'token-of-my-app' },
  });
});
