import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientSession } from '../../pipeline/session.ts';
import { HttpSessions } from './sessions.ts';

const client = { identity: 'client:a', key: 'a' };
const other = { identity: 'client:b', key: 'b' };
let open: ClientSession[] = [];
let sessions: HttpSessions;

beforeEach(() => {
  vi.useFakeTimers();
  open = [];
  sessions = new HttpSessions(
    (session) => open.push(session),
    (session) => (open = open.filter((one) => one !== session)),
  );
});
afterEach(() => {
  sessions.closeAll();
  vi.useRealTimers();
});

test('a modern client has one session for its token and its name', () => {
  const first = sessions.ofModern(client, 'one');
  expect(first?.session).toMatchObject({ identity: 'client:a', key: 'a', clientName: 'one' });
  expect(sessions.ofModern(client, 'one')).toBe(first);
  expect(sessions.ofModern(client, undefined)).not.toBe(first);
  expect(sessions.ofModern(other, 'one')).not.toBe(first);
  sessions.close(first?.session.id ?? '');
  expect(sessions.ofModern(client, 'one')).not.toBe(first);
  sessions.closeOthers((key) => key === 'a');
  expect(open.map(({ key }) => key)).toEqual(['a', 'a']);
});

test('clients of one token and name have a session each where each comes by a bridge, and it ends with the bridge', () => {
  const first = sessions.ofModern(client, 'one', 'bridge-1');
  const second = sessions.ofModern(client, 'one', 'bridge-2');
  expect(first).not.toBe(second);
  expect(sessions.ofModern(client, 'one')).not.toBe(first);
  expect(sessions.ofModern(client, 'one', 'bridge-1')).toBe(first);
  sessions.closeModern(other, 'bridge-1');
  expect(sessions.ofModern(client, 'one', 'bridge-1')).toBe(first);
  sessions.closeModern(client, 'bridge-1');
  expect(open).toHaveLength(2);
  expect(sessions.ofModern(client, 'one', 'bridge-2')).toBe(second);
});

test('it ends when nobody uses it, but not while it listens', () => {
  const entry = sessions.ofModern(client, 'one');
  let finished = 0;
  const listening = { drop: () => {}, finish: () => (finished += 1) };
  entry?.listenings.add(listening);
  vi.advanceTimersByTime(32 * 60 * 1000);
  expect(open).toHaveLength(1);
  entry?.listenings.delete(listening);
  vi.advanceTimersByTime(2 * 60 * 1000);
  expect(open).toHaveLength(0);
  expect(finished).toBe(0);
  sessions.ofModern(client, 'one')?.listenings.add(listening);
  sessions.closeAll();
  expect(finished).toBe(1);
});

test('there is room for so many: who is idle makes room for its own kind alone', () => {
  for (let number = 0; number < 1000; number += 1) sessions.ofModern(client, `name ${number}`);
  expect(sessions.open(other)).toBeUndefined();
  expect(sessions.ofModern(client, 'one more')).toBeDefined();
  expect(open).toHaveLength(1000);
});
