import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { FairReader } from './fair-reader.ts';

/** Keeps the event loop for so many milliseconds. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('others get their turn while a stream is read that has always more', async () => {
  const stream = new Readable({ read: () => {}, highWaterMark: 1 << 20 });
  for (let count = 0; count < 40; count += 1) stream.push(Buffer.alloc(1000));
  stream.push(null);
  let atATime = 0;
  let longest = 0;
  let bytes = 0;
  const turn = (): void => {
    atATime = 0;
    if (!stream.readableEnded) setImmediate(turn);
  };
  setImmediate(turn);
  new FairReader(stream, (chunk) => {
    work(2);
    bytes += chunk.length;
    atATime += 1;
    longest = Math.max(longest, atATime);
  }).start();
  await new Promise((resolve) => stream.once('end', resolve));
  expect(bytes).toBe(40_000);
  expect(longest).toBeLessThan(10);
});
