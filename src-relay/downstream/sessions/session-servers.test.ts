import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SessionServers, type SessionServer } from './session-servers.ts';

class FakeSession implements SessionServer {
  isStopped = false;
  isBusy = false;
  isEnded = false;
  isUnusedFor(): boolean {
    return !this.isBusy;
  }
  async stop(): Promise<void> {
    this.isStopped = true;
  }
  async end(): Promise<void> {
    this.isEnded = true;
  }
}

let sessions: SessionServers<FakeSession>;
const create = (): FakeSession => new FakeSession();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  sessions = new SessionServers('s');
});
afterEach(() => {
  vi.useRealTimers();
});

test('each session has one of its own, until it ends', async () => {
  const one = sessions.get('a', create);
  expect(sessions.get('a', create)).toBe(one);
  expect(sessions.get('b', create)).not.toBe(one);
  await sessions.end('a');
  expect(one.isEnded).toBe(true);
  expect(sessions.get('a', create)).not.toBe(one);
});

test('one that nobody uses is stopped, and keeps its place', () => {
  const idle = sessions.get('idle', create);
  const busy = sessions.get('busy', create);
  busy.isBusy = true;
  vi.advanceTimersByTime(60_000);
  expect([idle.isStopped, busy.isStopped]).toEqual([true, false]);
  expect(sessions.get('idle', create)).toBe(idle);
});

test('at most 64 have a connection at a time', async () => {
  const all = Array.from({ length: 64 }, (_, count) => sessions.get(`s${count}`, create));
  expect(sessions.fullness?.message).toMatch(/has 64 sessions already/u);
  await all[3]?.stop();
  expect(sessions.fullness).toBeUndefined();
});

test('at most 1024 are remembered; one that is not used makes room', async () => {
  const all = Array.from({ length: 1024 }, (_, count) => sessions.get(`s${count}`, create));
  expect(() => sessions.get('one more', create)).toThrow(/1024/u);
  await all[3]?.stop();
  const more = sessions.get('one more', create);
  expect(sessions.get('one more', create)).toBe(more);
  expect(all.map(({ isEnded }) => isEnded)).toEqual(all.map((_session, index) => index === 3));
  expect(() => sessions.get('yet another', create)).toThrow(/1024/u);
});
