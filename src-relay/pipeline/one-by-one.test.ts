import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { oneByOne } from './one-by-one.ts';

test('one thing is done after the other, and what fails holds nobody up', async () => {
  const done: string[] = [];
  const take = oneByOne<number>(10, async (item) => {
    done.push(`begin ${item}`);
    await nextTurn();
    if (item === 1) throw new Error('no');
    done.push(`end ${item}`);
  });
  for (const item of [1, 2]) take(item);
  await take.idle();
  expect(done).toEqual(['begin 1', 'begin 2', 'end 2']);
  expect(take.idle()).toBeUndefined();
  take(3);
  await take.idle();
  expect(done).toContain('end 3');
});

test('of what comes meanwhile only the last are kept', async () => {
  const done: number[] = [];
  const take = oneByOne<number>(2, async (item) => {
    done.push(item);
    await nextTurn();
  });
  for (let item = 1; item <= 6; item += 1) take(item);
  await take.idle();
  expect(done).toEqual([1, 5, 6]);
});

test('a flood of work that waits for nothing leaves others their turn', async () => {
  let done = 0;
  const take = oneByOne<number>(1000, () => {
    const end = performance.now() + 1;
    while (performance.now() < end) done += 0;
    done += 1;
    return Promise.resolve();
  });
  for (let item = 0; item < 200; item += 1) take(item);
  await nextTurn();
  expect(done).toBeLessThan(100);
  await take.idle();
  expect(done).toBe(200);
});
