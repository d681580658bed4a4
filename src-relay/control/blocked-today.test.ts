import { beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import { BlockedToday } from './blocked-today.ts';
import type { CallRow, Outcome } from './contract.ts';
import { LogReader } from './log/reader.ts';

const NOON = new Date(2026, 5, 15, 12).getTime();
const HOUR = 3_600_000;

let now: number;
let reader: LogReader;
let read: MockInstance<LogReader['count']>;
/** What the log holds when it is asked, and up to which row. */
let stored: { count: number; lastSeq: number };
beforeEach(() => {
  now = NOON;
  stored = { count: 0, lastSeq: 0 };
  reader = new LogReader('never opened');
  read = vi.spyOn(reader, 'count').mockImplementation(() => Promise.resolve(stored));
});

function row(seq: number, ts = now, outcome: Outcome = 'blocked'): CallRow {
  const none = { shownTool: null, code: null, reason: null, findingCount: 0, detectors: [], durationUs: 1 };
  return {
    seq,
    entryId: `e${seq}`,
    ts,
    client: 'c',
    method: 'tools/call',
    session: 'session',
    server: 's',
    tool: 't',
    outcome,
    ...none,
  };
}

test('starts with what the log holds since midnight, local time, and goes on with what happens', async () => {
  stored = { count: 3, lastSeq: 10 };
  const blocked = new BlockedToday(reader, () => now);
  expect(await blocked.count()).toBe(3);
  const midnight = new Date(2026, 5, 15).getTime();
  expect(read).toHaveBeenCalledWith({ outcomes: ['blocked'], since: midnight });
  blocked.add([row(11), row(12, now, 'masked'), row(13, now, 'asked'), row(14)]);
  expect(await blocked.count()).toBe(5);
  expect(read).toHaveBeenCalledTimes(1);
});

test('counts nothing twice that is written while the log is read', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof stored>();
  read.mockReturnValueOnce(promise);
  const blocked = new BlockedToday(reader, () => now);
  const first = blocked.count();
  blocked.add([row(4), row(5)]);
  blocked.add([row(6)]);
  const second = blocked.count();
  // The log was read after row 5 stood in it.
  resolve({ count: 5, lastSeq: 5 });
  expect(await first).toBe(6);
  expect(await second).toBe(6);
  blocked.add([row(7)]);
  expect(await blocked.count()).toBe(7);
});

test('what is written before anybody asks is counted once', async () => {
  const blocked = new BlockedToday(reader, () => now);
  blocked.add([row(1), row(2)]);
  stored = { count: 2, lastSeq: 2 };
  expect(await blocked.count()).toBe(2);
});

test('begins anew at midnight, whether or not something happens then', async () => {
  stored = { count: 3, lastSeq: 3 };
  const blocked = new BlockedToday(reader, () => now);
  expect(await blocked.count()).toBe(3);
  now = NOON + 12 * HOUR;
  stored = { count: 0, lastSeq: 3 };
  expect(await blocked.count()).toBe(0);
  blocked.add([row(4, now - 1)]);
  expect(await blocked.count(), 'blocked before midnight').toBe(0);
  blocked.add([row(5)]);
  expect(await blocked.count()).toBe(1);
  now += 24 * HOUR;
  blocked.add([row(6)]);
  stored = { count: 1, lastSeq: 6 };
  expect(await blocked.count()).toBe(1);
});

test('a day with a change to or from summer time is one day', async () => {
  // Whatever the zone of the machine: each day begins once.
  for (let day = 0; day < 366; day += 1) {
    now = new Date(2026, 0, 1 + day, 0, 0, 1).getTime();
    const blocked = new BlockedToday(reader, () => now);
    await blocked.count();
    blocked.add([row(1)]);
    now = new Date(2026, 0, 1 + day, 23, 59, 59).getTime();
    blocked.add([row(2)]);
    expect(await blocked.count()).toBe(2);
    now = new Date(2026, 0, 2 + day, 0, 0, 0).getTime();
    expect(await blocked.count()).toBe(0);
  }
});

test('a log that could not be read is read at the next question', async () => {
  read.mockRejectedValueOnce(new Error('the disk is full'));
  const blocked = new BlockedToday(reader, () => now);
  await expect(blocked.count()).rejects.toThrow('the disk is full');
  stored = { count: 2, lastSeq: 2 };
  expect(await blocked.count()).toBe(2);
});

test('a clock that is set back over midnight makes it ask the log again', async () => {
  stored = { count: 3, lastSeq: 3 };
  const blocked = new BlockedToday(reader, () => now);
  expect(await blocked.count()).toBe(3);
  now = NOON - 24 * HOUR;
  stored = { count: 5, lastSeq: 3 };
  expect(await blocked.count()).toBe(5);
});
