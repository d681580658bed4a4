import { getDefaultEnvironment } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { defaultEnvironment } from './process/environment.ts';

test("a child's environment is the SDK's safe default", () => {
  expect(defaultEnvironment(process.env)).toEqual(getDefaultEnvironment());
});

test('shell functions in variables are not passed on', () => {
  expect(defaultEnvironment({ HOME: '() { :; }; id', PATH: '/bin' })).toEqual({ PATH: '/bin' });
});

test('the backoff grows to its cap, with jitter in the upper half', () => {
  const least = [1, 2, 3, 4, 20].map((attempt) => backoffMs(attempt, () => 0));
  const most = [1, 2, 3, 4, 20].map((attempt) => backoffMs(attempt, () => 1));
  expect(most).toEqual([250, 500, 1000, 2000, 30_000]);
  expect(least).toEqual(most.map((ms) => ms / 2));
});
