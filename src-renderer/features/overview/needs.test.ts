import { expect, test } from 'vitest';
import type { ClientFile, Server, Status, Tool } from '../../../src-relay/control/contract.ts';
import { toolKey } from '../../state/tools.ts';
import { type Known, needsOf } from './needs.ts';

const status: Status = {
  product: 'x',
  version: '1',
  instanceId: 'i',
  startedAt: 0,
  endpoints: { mcp: 'm', sse: 's' },
  configFile: null,
  configPath: 'p',
  dataFolder: 'd',
  pausedUntil: null,
  clients: [],
  blockedToday: 0,
  problems: [],
};
const server = (name: string, over: Partial<Server> = {}): Server => ({
  name,
  kind: 'stdio',
  startedAs: name,
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
const tool = (server: string, name: string, state: Tool['state']): Tool => ({
  server,
  name,
  shown: null,
  title: null,
  description: null,
  state,
  reason: null,
  bypassed: false,
  flags: [],
  hash: 'h',
  annotations: { readOnly: null, destructive: null, idempotent: null, openWorld: null },
});
const needs = (known: Partial<Known>) =>
  needsOf({ status, servers: [], tools: [], failing: {}, keptOff: {}, now: 100_000, ...known });
const kinds = (known: Partial<Known>): string[] =>
  needs(known).map((need) => [need.kind, 'server' in need ? need.server : ''].join(' ').trim());

test('nothing is needed while all is well, or nothing is known', () => {
  expect(
    needs({
      servers: [server('a'), server('b', { enabled: false, hidden: true })],
      tools: [tool('a', 'x', 'enabled')],
    }),
  ).toEqual([]);
  expect(needs({ status: undefined, servers: undefined, tools: undefined })).toEqual([]);
});

test('what is worst comes first', () => {
  expect(
    kinds({
      status: { ...status, pausedUntil: 1, problems: ['The disk is full.'] },
      servers: [server('a', { hidden: true }), server('b', { status: 'waiting' })],
      failing: { b: 'it ended' },
      tools: [
        tool('a', '1', 'disabled - limit'),
        tool('a', '2', 'disabled - security risk'),
        tool('c', '3', 'disabled - changed'),
        tool('a', '4', 'disabled - by user'),
      ],
    }),
  ).toEqual(['paused', 'problem', 'tools c', 'tools a', 'down b', 'not-offered', 'hidden a']);
});

test('tools of one server in one state are one thing to look at', () => {
  const [need, ...rest] = needs({
    tools: [tool('a', '1', 'disabled - security risk'), tool('a', '2', 'disabled - security risk')],
  });
  expect(need).toMatchObject({ kind: 'tools', server: 'a', tools: [{ name: '1' }, { name: '2' }] });
  expect(rest).toEqual([]);
});

test('a definition that was decided on is not asked about again', () => {
  const tools = [tool('a', '1', 'disabled - changed')];
  expect(needs({ tools, keptOff: { [toolKey('a', '1')]: 'h' } })).toEqual([]);
  expect(needs({ tools, keptOff: { [toolKey('a', '1')]: 'another' } })).toHaveLength(1);
});

test('a server that waits for a sign-in is told of as such', () => {
  const signIn: Server['signIn'] = {
    state: 'needed',
    issuer: 'https://auth.example.com',
    scopes: [],
    address: null,
    keptIn: null,
    account: null,
    failure: null,
  };
  const servers = [server('a', { kind: 'http', status: 'waiting', signIn })];
  expect(needs({ servers, failing: { a: 'it needs a sign-in' } })).toEqual([
    { kind: 'sign-in', server: 'a', issuer: 'https://auth.example.com' },
  ]);
  expect(kinds({ servers: servers.map((one) => ({ ...one, enabled: false })) })).toEqual([]);
});

test('a server that takes long to start is told of, one that just started is not', () => {
  expect(kinds({ servers: [server('a', { status: 'connecting', statusSince: 99_000 })] })).toEqual([]);
  expect(kinds({ servers: [server('a', { status: 'connecting', statusSince: 80_000 })] })).toEqual(['slow a']);
});

test("the scanner's own server is hidden by nature", () => {
  expect(kinds({ servers: [server('pan', { hidden: true, internal: true })] })).toEqual([]);
});

test('an app that was connected needs somebody once its calls no longer all pass the relay, and one that never was does not', () => {
  const file = (over: Partial<ClientFile>): ClientFile => ({
    id: 'cursor',
    title: 'Cursor',
    file: '/home/you/.cursor/mcp.json',
    state: 'connected',
    reason: '',
    bypassing: [],
    isRunning: false,
    canUndo: false,
    connectedAt: 1,
    keepsItself: false,
    transport: 'stdio',
    afterwards: '',
    broken: null,
    ...over,
  });
  expect(kinds({ clients: [file({})] })).toEqual([]);
  expect(kinds({ clients: [file({ state: 'not-connected', connectedAt: null })] })).toEqual([]);
  for (const state of ['not-connected', 'bypassed', 'stale', 'broken'] as const) {
    expect(kinds({ clients: [file({ state })] }), state).toEqual(['client']);
  }
});
