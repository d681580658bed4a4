import { expect, test } from 'vitest';
import type { CallRow } from '../../../src-relay/control/contract.ts';
import { createControl } from '../../control/control.ts';
import { createCalls } from './calls.ts';
import { matches } from './matches.ts';
import { sampleRow } from './sample-row.ts';
import { PROCEDURES } from '../../../src-relay/control/contract.ts';

/** A relay with a log of its own, of which answers can be held back. */
function setUp(count: number) {
  const log: CallRow[] = Array.from({ length: count }, (_, index) => sampleRow({ seq: index + 1 }));
  let gate: Promise<void> = Promise.resolve();
  let broken = false;
  const control = createControl({
    subscribe: () => () => undefined,
    async call(name, input) {
      const failed = broken;
      const snapshot = [...log].reverse();
      await gate;
      if (failed) return { ok: false, error: { code: 'failed', message: 'The log is locked.' } };
      if (name === 'calls.count') {
        const { filter } = PROCEDURES['calls.count'].input.parse(input);
        const count = snapshot.filter((row) => matches(row, filter)).length;
        return { ok: true, output: { count, lastSeq: snapshot[0]?.seq ?? 0 } };
      }
      const { filter, before, limit } = PROCEDURES['calls.list'].input.parse(input);
      const all = snapshot.filter((row) => matches(row, filter) && row.seq < (before ?? Infinity));
      return { ok: true, output: { rows: all.slice(0, limit), hasMore: all.length > limit } };
    },
  });
  const calls = createCalls(control, () => 10_000);
  const happen = (...rows: CallRow[]): void => {
    log.push(...rows);
    calls.heard(rows);
  };
  return {
    calls,
    happen,
    seqs: () => calls.store.getState().window.rows.map((row) => row.seq),
    breakLog: (value: boolean) => {
      broken = value;
    },
    hold: (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}

test('loads the latest page, then older ones', async () => {
  const { calls, seqs } = setUp(900);
  await calls.load();
  expect(seqs()).toHaveLength(200);
  expect(seqs()[0]).toBe(900);
  await calls.loadOlder();
  await calls.loadOlder();
  expect(seqs().at(-1)).toBe(1);
  expect(new Set(seqs()).size).toBe(900);
  expect(calls.store.getState()).toMatchObject({ count: 900, window: { hasMore: false } });
});

test('calls that happen while the first page is on its way are not lost', async () => {
  const { calls, happen, seqs, hold } = setUp(2);
  const release = hold();
  const loading = calls.load();
  happen(sampleRow({ seq: 3 }));
  release();
  await loading;
  expect(seqs()).toEqual([3, 2, 1]);
});

test('only live rows that match the filters join the list and the count', async () => {
  const { calls, happen, seqs } = setUp(2);
  calls.setQuery({ servers: ['github'] });
  await calls.load();
  happen(sampleRow({ seq: 3 }), sampleRow({ seq: 4, server: 'github' }));
  expect(seqs()).toEqual([4]);
  expect(calls.store.getState().count).toBe(1);
});

test('an answer to filters that changed since is not shown', async () => {
  const { calls, seqs, hold } = setUp(3);
  const release = hold();
  const first = calls.load();
  calls.setQuery({ servers: ['nobody'] });
  release();
  await first;
  await calls.load();
  expect(seqs()).toEqual([]);
});

test('when something was missed under a reader, nothing moves until they go on', async () => {
  const { calls, seqs } = setUp(3);
  await calls.load();
  calls.pin();
  await calls.load();
  expect(seqs()).toEqual([3, 2, 1]);
  expect(calls.store.getState().window.missed).toBe(true);
  calls.unpin();
  await calls.load();
  expect(calls.store.getState().window).toMatchObject({ missed: false, pinned: false });
});

test('a log that cannot be read says why, and can be tried again', async () => {
  const { calls, seqs, breakLog } = setUp(1);
  breakLog(true);
  await calls.load();
  expect(calls.store.getState()).toMatchObject({ phase: 'failed', failure: 'The log is locked.' });
  breakLog(false);
  await calls.load();
  expect(calls.store.getState()).toMatchObject({ phase: 'ready', failure: undefined });
  expect(seqs()).toEqual([1]);
});

test('a call that is counted already is not counted again when it is heard of', async () => {
  const { calls } = setUp(3);
  await calls.load();
  calls.heard([sampleRow({ seq: 3 })]);
  expect(calls.store.getState().count).toBe(3);
});
