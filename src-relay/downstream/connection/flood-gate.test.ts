import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FloodGate } from './flood-gate.ts';

let dropped: number;
let heard: string[];
let gate: FloodGate;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  dropped = 0;
  heard = [];
  gate = new FloodGate(() => (dropped += 1));
});
afterEach(() => {
  gate.close();
  vi.useRealTimers();
});

function say(name: string, isLog: boolean, call?: object): void {
  gate.pass(isLog, () => heard.push(name), call);
}

test('what a server usually says goes through at once', () => {
  for (let count = 0; count < 200; count += 1) say(`m${count}`, true);
  expect(heard).toHaveLength(200);
});

test('a flood goes through in order and at its pace', () => {
  for (let count = 0; count < 1000; count += 1) say(`m${count}`, count % 2 === 0);
  expect(heard).toHaveLength(200);
  vi.advanceTimersByTime(1000);
  expect(heard.length).toBeGreaterThan(690);
  expect(heard.length).toBeLessThan(710);
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual(Array.from({ length: 1000 }, (_, count) => `m${count}`));
  expect(dropped).toBe(0);
});

test('beyond the bound log messages are dropped first, then the oldest of the rest', () => {
  for (let count = 0; count < 1200; count += 1) say(`log${count}`, true);
  for (let count = 0; count < 1100; count += 1) say(`other${count}`, false);
  say('log-last', true);
  vi.advanceTimersByTime(10_000);
  const rest = heard.slice(200);
  expect(rest).toEqual(Array.from({ length: 1000 }, (_, count) => `other${count + 100}`));
  expect(dropped).toBe(1101);
});

test('what belongs to a call that is answered is let through with it, and only that', () => {
  const call = {};
  for (let count = 0; count < 300; count += 1)
    say(`m${count}`, true, count === 250 || count === 260 ? call : undefined);
  gate.release(call);
  expect(heard.slice(200)).toEqual(['m250', 'm260']);
});
