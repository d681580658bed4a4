import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallRow, ControlEvent, EventBatch, Status } from './contract.ts';
import { createLog } from '../protocol/log.ts';
import { EventHub } from './events.ts';

const logged: string[] = [];
const log = createLog('error', (line) => logged.push(line));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

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

function row(seq: number): CallRow {
  return {
    seq,
    entryId: `e${seq}`,
    ts: seq,
    client: 'c',
    method: 'tools/call',
    session: 'session',
    server: 's',
    tool: 't',
    shownTool: null,
    outcome: 'allowed',
    code: null,
    reason: null,
    findingCount: 0,
    detectors: [],
    durationUs: 1,
  };
}

function rows(from: number, count: number): CallRow[] {
  return Array.from({ length: count }, (_, index) => row(from + index));
}

/** A hub with one subscriber, and what that one heard. */
function heard(present: { status?: () => Promise<Status> } = {}): { hub: EventHub; batches: EventBatch[] } {
  const hub = new EventHub({ servers: () => [], status: present.status ?? (() => Promise.resolve(STATUS)) }, log);
  const batches: EventBatch[] = [];
  hub.subscribe((batch) => batches.push(batch));
  return { hub, batches };
}

const told = (batches: readonly EventBatch[]): ControlEvent[] => batches.flatMap((batch) => batch.events);

test('the first batch comes at once, is empty, and says the number that the next one follows', async () => {
  const { hub, batches } = heard();
  expect(batches).toEqual([{ number: 0, events: [] }]);
  hub.addCalls([row(1)]);
  await vi.advanceTimersByTimeAsync(1000);
  const late: EventBatch[] = [];
  hub.subscribe((batch) => late.push(batch));
  expect(late).toEqual([{ number: 1, events: [] }]);
  hub.addCalls([row(2)]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(late.map((batch) => batch.number)).toEqual([1, 2]);
  expect(batches.map((batch) => batch.number)).toEqual([0, 1, 2]);
});

test('what happens together is told together, each change once and as it is then', async () => {
  let blockedToday = 0;
  const { hub, batches } = heard({ status: () => Promise.resolve({ ...STATUS, blockedToday }) });
  hub.changed('status');
  hub.changed('servers');
  hub.changed('status');
  hub.addCalls([row(1)]);
  hub.addCalls([row(2), row(3)]);
  hub.changed('tools');
  blockedToday = 7;
  await vi.advanceTimersByTimeAsync(1000);
  expect(batches).toHaveLength(2);
  expect(batches[1]?.events.toSorted((a, b) => (a.type < b.type ? -1 : 1))).toEqual([
    { type: 'calls', rows: rows(1, 3) },
    { type: 'servers', servers: [] },
    { type: 'status', status: { ...STATUS, blockedToday: 7 } },
    { type: 'tools' },
  ]);
});

test('nothing is gathered while nobody listens', async () => {
  const hub = new EventHub({ servers: () => [], status: () => Promise.resolve(STATUS) }, log);
  hub.addCalls(rows(1, 5000));
  hub.changed('status');
  expect(vi.getTimerCount()).toBe(0);
  const batches: EventBatch[] = [];
  hub.subscribe((batch) => batches.push(batch));
  await vi.advanceTimersByTimeAsync(1000);
  expect(batches).toEqual([{ number: 0, events: [] }]);
});

test('what happens while a batch is put together comes in the next one, and the numbers go on', async () => {
  const { promise, resolve } = Promise.withResolvers<Status>();
  const { hub, batches } = heard({ status: () => promise });
  hub.changed('status');
  hub.addCalls([row(1)]);
  await vi.advanceTimersByTimeAsync(500);
  hub.addCalls([row(2)]);
  await vi.advanceTimersByTimeAsync(500);
  expect(batches).toHaveLength(1);
  resolve(STATUS);
  await vi.advanceTimersByTimeAsync(500);
  expect(batches.map((batch) => batch.number)).toEqual([0, 1, 2]);
  expect(told(batches).flatMap((event) => (event.type === 'calls' ? event.rows : []))).toEqual(rows(1, 2));
});

test('who subscribes while a batch is put together sees no gap', async () => {
  const { promise, resolve } = Promise.withResolvers<Status>();
  const { hub } = heard({ status: () => promise });
  hub.changed('status');
  await vi.advanceTimersByTimeAsync(500);
  const late: EventBatch[] = [];
  hub.subscribe((batch) => late.push(batch));
  resolve(STATUS);
  await vi.advanceTimersByTimeAsync(500);
  expect(late.map((batch) => batch.number)).toEqual([0, 1]);
});

test('a status that cannot be had keeps nothing else back', async () => {
  const { hub, batches } = heard({ status: () => Promise.reject(new Error('no')) });
  hub.changed('status');
  hub.addCalls([row(1)]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(told(batches)).toEqual([{ type: 'calls', rows: [row(1)] }]);
});

test('more calls than a batch may tell are left out, and the numbers say so', async () => {
  const { hub, batches } = heard();
  hub.addCalls(rows(1, 1000));
  await vi.advanceTimersByTimeAsync(1000);
  expect(told(batches)).toHaveLength(1);
  hub.addCalls(rows(1001, 1001));
  hub.changed('tools');
  await vi.advanceTimersByTimeAsync(1000);
  expect(batches.map((batch) => batch.number)).toEqual([0, 1, 3]);
  expect(batches[2]?.events).toEqual([{ type: 'tools' }]);
  hub.addCalls([row(3000)]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(batches.at(-1)).toEqual({ number: 4, events: [{ type: 'calls', rows: [row(3000)] }] });
});

test('who has left hears nothing more, and two of the same function are two', async () => {
  const hub = new EventHub({ servers: () => [], status: () => Promise.resolve(STATUS) }, log);
  const listener = vi.fn<(batch: EventBatch) => void>();
  const leave = hub.subscribe(listener);
  hub.subscribe(listener);
  leave();
  leave();
  hub.add({ type: 'navigate', to: '/x' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(listener.mock.calls.map(([batch]) => batch.number)).toEqual([0, 0, 1]);
  hub.close();
  expect(hub.hasListeners).toBe(false);
  hub.add({ type: 'navigate', to: '/y' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(listener).toHaveBeenCalledTimes(3);
});

test('a listener that fails keeps the others from nothing', async () => {
  const { hub, batches } = heard();
  let calls = 0;
  hub.subscribe(() => {
    calls += 1;
    if (calls > 1) throw new Error('gone');
  });
  const later: EventBatch[] = [];
  hub.subscribe((batch) => later.push(batch));
  hub.addCalls([row(1)]);
  await vi.advanceTimersByTimeAsync(1000);
  expect([batches.length, later.length]).toEqual([2, 2]);
  expect(logged.join()).toContain('gone');
});
