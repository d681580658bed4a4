import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepAlive } from './keep-alive.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a stream that was ended and is not read any more is left alone', () => {
  const stream = new ServerResponse(new IncomingMessage(new Socket()));
  const errors: Error[] = [];
  stream.on('error', (error) => errors.push(error));
  keepAlive(stream, () => {});
  stream.end();
  vi.advanceTimersByTime(60_000);
  expect(errors).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
