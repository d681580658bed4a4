import { expect, test } from 'vitest';
import { Cancellation } from '../protocol/cancellation.ts';
import { CallsUnderWay } from './calls-under-way.ts';

test('a call is cancelled by its id as long as it is under way', () => {
  const calls = new CallsUnderWay();
  const [first, second] = [new Cancellation(), new Cancellation()];
  const underWay = calls.add('1', first);
  calls.add('"1"', second);
  calls.remove(underWay);
  calls.cancel('1');
  calls.cancel('"1"');
  expect([first.isCancelled, second.isCancelled, calls.size]).toEqual([false, true, 1]);
});

test('of two calls with one id the later one is cancelled, and the end of one leaves the other', () => {
  const calls = new CallsUnderWay();
  const [first, second] = [new Cancellation(), new Cancellation()];
  const underWay = calls.add('1', first);
  calls.add('1', second);
  calls.remove(underWay);
  calls.cancel('1');
  expect([first.isCancelled, second.isCancelled]).toEqual([false, true]);
});

test('the end of a session cancels all, those without an id too, though each takes itself out', () => {
  const calls = new CallsUnderWay();
  const cancelled: number[] = [];
  for (const number of [1, 2, 3]) {
    const cancellation = new Cancellation();
    const underWay = calls.add(undefined, cancellation);
    cancellation.listen(() => {
      calls.remove(underWay);
      cancelled.push(number);
    });
  }
  calls.cancelAll();
  expect(cancelled).toEqual([1, 2, 3]);
  expect(calls.size).toBe(0);
});
