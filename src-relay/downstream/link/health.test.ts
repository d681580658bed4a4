import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RelayError } from '../../protocol/errors.ts';
import { frameFromText, type Frame } from '../../protocol/frame.ts';
import { HttpStatusError } from '../transport/errors.ts';
import { Health, pingMethod, type Pulse } from './health.ts';

const PONG = frameFromText('{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"what?"}}');
let pings: number;
let answer: () => Promise<Frame>;
let pulse: { -readonly [K in keyof Pulse]: Pulse[K] };
let dead: number;
let health: Health;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  pings = 0;
  dead = 0;
  answer = () => Promise.resolve(PONG);
  pulse = {
    isIdle: true,
    hasHeard: false,
    request: (request) => {
      expect(request.write(1, 'legacy')).toBe('{"jsonrpc":"2.0","id":1,"method":"ping"}');
      pings += 1;
      return answer();
    },
  };
  health = new Health(pulse, 'ping', () => (dead += 1));
  health.start();
});
afterEach(() => {
  health.stop();
  vi.useRealTimers();
});

const silence = (): Promise<Frame> =>
  new Promise((_resolve, reject) => {
    setTimeout(() => reject(new RelayError('AISEC_TOOL_EXECUTION_ERROR', 'no answer')), 10_000);
  });

test('an idle server is asked every 30 s; any answer will do', async () => {
  await vi.advanceTimersByTimeAsync(100_000);
  expect(pings).toBe(3);
  expect(dead).toBe(0);
});

test('one that stays silent twice is taken for gone', async () => {
  answer = silence;
  await vi.advanceTimersByTimeAsync(49_000);
  expect([pings, dead]).toEqual([2, 0]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(dead).toBe(1);
  await vi.advanceTimersByTimeAsync(100_000);
  expect([pings, dead]).toEqual([2, 1]);
});

test('one that works, or has said something, is left in peace', async () => {
  answer = silence;
  pulse.isIdle = false;
  await vi.advanceTimersByTimeAsync(100_000);
  pulse.isIdle = true;
  const talk = setInterval(() => (pulse.hasHeard = true), 10);
  for (let second = 0; second < 100; second += 1) {
    pulse.hasHeard = true;
    await vi.advanceTimersByTimeAsync(1000);
  }
  clearInterval(talk);
  expect([pings, dead]).toEqual([0, 0]);
});

test('one that was given a call while it was asked is not taken for gone', async () => {
  answer = async () => {
    pulse.isIdle = false;
    return silence();
  };
  await vi.advanceTimersByTimeAsync(200_000);
  expect(dead).toBe(0);
});

test('an HTTP status is a sign of life', async () => {
  answer = () => Promise.reject(new RelayError('AISEC_TOOL_EXECUTION_ERROR', 'x', { cause: new HttpStatusError(405) }));
  await vi.advanceTimersByTimeAsync(100_000);
  expect([pings, dead]).toEqual([3, 0]);
});

test('a modern server over HTTP is asked nothing', () => {
  expect(pingMethod('modern', 'http')).toBeUndefined();
  expect(pingMethod('modern', 'stdio')).toBe('server/discover');
  expect(pingMethod('legacy', 'http')).toBe('ping');
});
