import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { Fleet } from '../downstream/fleet.ts';
import { ProcessSupervisor } from '../downstream/process/supervisor.ts';
import { createRounds } from '../pipeline/rounds/create.ts';
import { createLog } from '../protocol/log.ts';
import { Relay } from '../relay.ts';
import { openDatabase } from '../store/database.ts';
import type { CallRow, ControlEvent, ControlReply, EventBatch, Outcome, Status } from './contract.ts';
import { Control } from './control.ts';
import { DesktopState, type DesktopView } from './desktop-state.ts';

const log = createLog('error', () => {});
const STATUS: Status = {
  product: 'p',
  version: 'v',
  instanceId: 'i',
  startedAt: 0,
  endpoints: { mcp: '', sse: '' },
  configFile: null,
  configPath: '',
  dataFolder: '',
  pausedUntil: null,
  clients: [],
  blockedToday: 0,
  problems: [],
};

let control: Control;
let state: DesktopState;
let views: DesktopView[];
let heard: number[];
let tell: (batch: EventBatch) => void;
const leave = vi.fn<() => void>();
let undo: () => Promise<void>;
let number: number;

beforeEach(async () => {
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
  control = new Control({ relay, log, ...parts });
  leave.mockClear();
  vi.spyOn(control, 'subscribe').mockImplementation((listener) => {
    tell = listener;
    listener({ number: 0, events: [] });
    return leave;
  });
  number = 0;
  views = [];
  heard = [];
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  state = new DesktopState(
    (view) => views.push(view),
    (rows) => heard.push(...rows.map((one) => one.seq)),
  );
  undo = async () => {
    await control.close();
    await relay.stop();
    database.close();
  };
});
afterEach(async () => {
  state.close();
  vi.useRealTimers();
  await undo();
});

function row(seq: number, outcome: Outcome = 'blocked'): CallRow {
  const none = { shownTool: null, code: null, reason: null, findingCount: 0, detectors: [], durationUs: 1 };
  return {
    seq,
    entryId: `e${seq}`,
    ts: seq,
    client: 'c',
    method: 'tools/call',
    session: 'session',
    server: 's',
    tool: 't',
    outcome,
    ...none,
  };
}

/** Has the relay answer with these blocks, latest first. */
function answers(blocks: readonly CallRow[], status: ControlReply = { ok: true, output: STATUS }): void {
  vi.spyOn(control, 'call').mockImplementation((name) =>
    Promise.resolve(name === 'relay.status' ? status : { ok: true, output: { rows: blocks, hasMore: false } }),
  );
}

function happens(...events: ControlEvent[]): void {
  number += 1;
  tell({ number, events });
}

const lastBlocks = (): readonly number[] | undefined => views.at(-1)?.lastBlocks.map((one) => one.seq);

test('shows what the relay says when it starts to follow it', async () => {
  answers([row(9), row(5)]);
  state.follow(control);
  await vi.waitUntil(() => views.length > 0);
  expect(views).toEqual([{ status: STATUS, failure: undefined, lastBlocks: [row(9), row(5)] }]);
});

test('shows the latest three blocks, and hands on all calls', async () => {
  answers([row(2)]);
  state.follow(control);
  await vi.waitUntil(() => views.length > 0);
  const status = { ...STATUS, blockedToday: 5 };
  happens({ type: 'calls', rows: [row(3), row(4, 'allowed'), row(5), row(6), row(7)] }, { type: 'status', status });
  expect(heard).toEqual([3, 4, 5, 6, 7]);
  expect(lastBlocks()).toEqual([7, 6, 5]);
  expect(views.at(-1)?.status).toEqual(status);
});

test('is told again when only the time goes on', async () => {
  answers([]);
  state.follow(control);
  await vi.waitUntil(() => views.length > 0);
  const before = views.length;
  vi.advanceTimersByTime(60_000);
  expect(views.length).toBeGreaterThan(before);
});

test('a relay that is not there shows why, and one that comes back no longer does', async () => {
  state.fail('The configuration has errors.');
  expect(views.at(-1)).toMatchObject({ status: undefined, failure: 'The configuration has errors.' });
  answers([]);
  state.follow(control);
  await vi.waitUntil(() => views.at(-1)?.status !== undefined);
  expect(views.at(-1)?.failure).toBeUndefined();
});

test('a relay whose log cannot be read shows all the same', async () => {
  answers([], { ok: false, error: { code: 'failed', message: 'no' } });
  state.follow(control);
  await vi.waitUntil(() => views.length > 0);
  happens({ type: 'status', status: STATUS });
  expect(views.at(-1)?.status).toEqual(STATUS);
});

test('closed, it hears and shows nothing more', async () => {
  answers([]);
  state.follow(control);
  await vi.waitUntil(() => views.length > 0);
  state.close();
  const before = views.length;
  vi.advanceTimersByTime(300_000);
  expect(views).toHaveLength(before);
  expect(leave).toHaveBeenCalledOnce();
});

test('a block that comes while the log is read is neither lost nor there twice', async () => {
  const { promise, resolve } = Promise.withResolvers<ControlReply>();
  const asked = vi
    .spyOn(control, 'call')
    .mockImplementation((name) => (name === 'relay.status' ? Promise.resolve({ ok: true, output: STATUS }) : promise));
  state.follow(control);
  await vi.waitUntil(() => asked.mock.calls.length === 2);
  happens({ type: 'calls', rows: [row(2), row(3)] });
  // Read before row 3 stood in the log.
  resolve({ ok: true, output: { rows: [row(2), row(1)], hasMore: false } });
  await vi.waitUntil(() => views.length > 0);
  expect(lastBlocks()).toEqual([3, 2, 1]);
});

test('a block that stood in the log already when its event comes is there once', async () => {
  answers([row(2), row(1)]);
  state.follow(control);
  await vi.waitUntil(() => views.length > 0);
  happens({ type: 'calls', rows: [row(2)] }, { type: 'status', status: STATUS });
  expect(lastBlocks()).toEqual([2, 1]);
});

test('after a gap in the numbers the blocks are asked anew', async () => {
  answers([]);
  state.follow(control);
  await vi.waitUntil(() => views.length > 0);
  answers([row(1500), row(1499), row(1498)]);
  number += 1;
  happens({ type: 'status', status: STATUS });
  await vi.waitUntil(() => lastBlocks()?.length === 3, 500);
  expect(lastBlocks()).toEqual([1500, 1499, 1498]);
});
