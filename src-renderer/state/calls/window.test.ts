import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleRow } from './sample-row.ts';
import { appendOlder, dropBefore, EMPTY_WINDOW, pin, prepend, receive, unpin, type Window } from './window.ts';

const rows = (...seqs: number[]) => seqs.map((seq) => sampleRow({ seq }));
const seqs = (list: readonly { seq: number }[]) => list.map((row) => row.seq);
const at = (...list: number[]): Window => ({ ...EMPTY_WINDOW, rows: rows(...list) });

test('new rows stand at the top, the latest first', () => {
  expect(seqs(receive(at(3, 2, 1), rows(4, 5)).rows)).toEqual([5, 4, 3, 2, 1]);
});

test('rows that come twice or late find their one place', () => {
  expect(seqs(receive(at(5, 3), rows(4, 5, 6, 6)).rows)).toEqual([6, 5, 4, 3]);
});

test('prepending keeps every row once, the latest first', () => {
  const some = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
  fc.assert(
    fc.property(some, some, (old, fresh) => {
      const sorted = [...new Set(old)].sort((a, b) => b - a);
      const wanted = [...new Set([...old, ...fresh])].sort((a, b) => b - a);
      expect(seqs(prepend(rows(...sorted), rows(...fresh)))).toEqual(wanted);
    }),
  );
});

test('while pinned nothing moves and new rows wait', () => {
  const pinned = receive(pin(at(2, 1)), rows(3, 4));
  expect(seqs(pinned.rows)).toEqual([2, 1]);
  expect(seqs(pinned.waiting)).toEqual([4, 3]);
  const followed = unpin(pinned);
  expect(seqs(followed.rows)).toEqual([4, 3, 2, 1]);
  expect(followed.waiting).toEqual([]);
  expect(followed.pinned).toBe(false);
});

test('a row that is shown already does not wait', () => {
  expect(receive(pin(at(2, 1)), rows(2)).waiting).toEqual([]);
});

test('when more wait than are kept, they are asked anew', () => {
  const flooded = receive(pin(at(1)), rows(2, 3, 4, 5), 3);
  expect(flooded.waiting).toEqual([]);
  expect(flooded.missed).toBe(true);
  expect(seqs(flooded.rows)).toEqual([1]);
});

test('following, the oldest rows go and can be loaded again', () => {
  const window = receive(at(3, 2, 1), rows(4, 5), 3);
  expect(seqs(window.rows)).toEqual([5, 4, 3]);
  expect(window.hasMore).toBe(true);
});

test('older pages join at the old end', () => {
  const window = appendOlder(at(9, 8), rows(8, 7, 6), true);
  expect(seqs(window.rows)).toEqual([9, 8, 7, 6]);
  expect(window.hasMore).toBe(true);
});

test('rows that a moving span left behind go, but not under a reader', () => {
  expect(seqs(dropBefore(at(3, 2, 1), 1002).rows)).toEqual([3, 2]);
  expect(seqs(dropBefore(pin(at(3, 2, 1)), 1002).rows)).toEqual([3, 2, 1]);
});
