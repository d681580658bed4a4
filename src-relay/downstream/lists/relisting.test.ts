import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Relisting } from './relisting.ts';

let lists: (() => void)[];
let relisting: Relisting;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  lists = [];
  relisting = new Relisting(() => new Promise((resolve) => lists.push(resolve)));
});
afterEach(() => {
  relisting.stop();
  vi.useRealTimers();
});

async function finish(): Promise<void> {
  lists.at(-1)?.();
  await vi.advanceTimersByTimeAsync(0);
}

test('a change is listed at once, and many within a second once more', async () => {
  relisting.told();
  await vi.advanceTimersByTimeAsync(0);
  expect(lists).toHaveLength(1);
  await finish();
  for (let count = 0; count < 50; count += 1) relisting.told();
  await vi.advanceTimersByTimeAsync(999);
  expect(lists).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(lists).toHaveLength(2);
});

test('a change that is told while a list is on its way is listed after it, the first list included', async () => {
  const first = relisting.first();
  relisting.told();
  await vi.advanceTimersByTimeAsync(5000);
  expect(lists).toHaveLength(1);
  await finish();
  await first;
  expect(lists).toHaveLength(2);
});

test('what fails the first time is told, later not', async () => {
  const failing = new Relisting(() => Promise.reject(new Error('no tools')));
  await expect(failing.first()).rejects.toThrow('no tools');
  failing.told();
  await vi.advanceTimersByTimeAsync(10);
  failing.stop();
});

test('nothing is listed after the end', async () => {
  relisting.told();
  relisting.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(lists).toEqual([]);
});
