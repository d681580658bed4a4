import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BlockGate } from './block-gate.ts';
import type { CallRow, Outcome } from './contract.ts';

let shown: number[][];
let gate: BlockGate;
beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  gate = new BlockGate((rows) => shown.push(rows.map((row) => row.seq)));
});
afterEach(() => {
  gate.close();
  vi.useRealTimers();
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

test('the first block shows at once, and only blocks show', () => {
  gate.add([row(1, 'allowed'), row(2), row(3, 'masked'), row(4, 'denied'), row(5, 'error'), row(6, 'asked')]);
  expect(shown).toEqual([[2]]);
  gate.add([row(7, 'allowed')]);
  vi.advanceTimersByTime(60_000);
  expect(shown).toEqual([[2]]);
});

test('a client in a loop makes one notification in ten seconds, with all that came meanwhile', () => {
  for (let seq = 1; seq <= 100; seq += 1) {
    gate.add([row(seq)]);
    vi.advanceTimersByTime(1000);
  }
  // At once, and then every ten seconds of the hundred.
  expect(shown).toHaveLength(11);
  expect(shown[0]).toEqual([1]);
  vi.advanceTimersByTime(10_000);
  expect(shown.flat()).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
});

test('after a quiet time the next block shows at once again', () => {
  gate.add([row(1)]);
  vi.advanceTimersByTime(9999);
  gate.add([row(2)]);
  expect(shown).toEqual([[1]]);
  vi.advanceTimersByTime(1);
  expect(shown).toEqual([[1], [2]]);
  vi.advanceTimersByTime(20_000);
  gate.add([row(3)]);
  expect(shown).toEqual([[1], [2], [3]]);
});

test('closed, it shows nothing more and holds no timer', () => {
  gate.add([row(1)]);
  gate.add([row(2)]);
  gate.close();
  vi.advanceTimersByTime(60_000);
  expect(shown).toEqual([[1]]);
  expect(vi.getTimerCount()).toBe(0);
});
