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

test('there are at most 64; one that is stopped makes room', async () => {
  const all = Array.from({ length: 64 }, (_, count) => sessions.get(`s${count}`, create));
  expect(() => sessions.get('one more', create)).toThrow(/has 64 sessions already/u);
  await all[3]?.stop();
  const more = sessions.get('one more', create);
  expect(sessions.get('one more', create)).toBe(more);
  expect(all.map(({ isEnded }) => isEnded)).toEqual(all.map((_session, index) => index === 3));
  expect(() => sessions.get('yet another', create)).toThrow(/64/u);
});
