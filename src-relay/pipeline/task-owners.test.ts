import { beforeEach, expect, test } from 'vitest';
import { ClientSession } from './session.ts';
import { TaskOwners } from './task-owners.ts';

let tasks: TaskOwners;
let one: ClientSession;
let two: ClientSession;
beforeEach(() => {
  tasks = new TaskOwners();
  [one, two] = [new ClientSession('client:a', 'key'), new ClientSession('client:a', 'key')];
});

test('a task is of the session that started it, in the modern era of the client', () => {
  tasks.note('t', 's', one, 'legacy');
  expect(tasks.find('t', one, 'legacy')).toEqual({ server: 's', name: 't', isUnlisted: true });
  expect(tasks.find('t', two, 'legacy')).toBeUndefined();
  expect(tasks.find('t', one, 'modern')).toBeUndefined();
  tasks.note('m', 's', one, 'modern');
  expect(tasks.find('m', two, 'modern')).toMatchObject({ server: 's' });
  expect(tasks.find('m', new ClientSession('client:b', 'other key'), 'modern')).toBeUndefined();
});

test('equal ids of two sessions are two tasks', () => {
  tasks.note('t', 'left', one, 'legacy');
  tasks.note('t', 'right', two, 'legacy');
  expect([one, two].map((each) => tasks.find('t', each, 'legacy')?.server)).toEqual(['left', 'right']);
  expect([tasks.sessionOf('t', 'left'), tasks.sessionOf('t', 'right')]).toEqual([one, two]);
  expect(tasks.sessionOf('t', 'third')).toBeUndefined();
});

test('no server takes over the id that another one has given the same session', () => {
  tasks.note('t', 'left', one, 'legacy');
  tasks.note('t', 'right', one, 'legacy');
  expect(tasks.find('t', one, 'legacy')?.server).toBe('left');
  expect(tasks.sessionOf('t', 'right')).toBeUndefined();
});

test('of two sessions with equal ids at one server the connection tells which is meant, and else nobody guesses', () => {
  tasks.note('t', 's', one, 'legacy');
  tasks.note('t', 's', two, 'legacy');
  expect(tasks.sessionOf('t', 's')).toBeUndefined();
  expect(tasks.sessionOf('t', 's', two.label)).toBe(two);
  expect(tasks.sessionOf('t', 's', 'another')).toBeUndefined();
});

test('the oldest make room, of one session before those of others', () => {
  tasks.note('first', 's', two, 'legacy');
  for (let index = 0; index <= 1000; index += 1) tasks.note(`t${index}`, 's', one, 'legacy');
  expect(tasks.find('t0', one, 'legacy')).toBeUndefined();
  expect(tasks.sessionOf('t0', 's')).toBeUndefined();
  expect(tasks.find('t1', one, 'legacy')).toBeDefined();
  expect(tasks.find('first', two, 'legacy')).toBeDefined();
  for (let count = 0; count < 9; count += 1) {
    const session = new ClientSession('client:c');
    for (let index = 0; index < 1000; index += 1) tasks.note(`t${index}`, 's', session, 'legacy');
  }
  expect(tasks.find('first', two, 'legacy')).toBeUndefined();
  for (const next of [1, 2]) {
    expect(tasks.find(`t${next}`, one, 'legacy')).toBeDefined();
    tasks.note(`more ${next}`, 's', two, 'legacy');
    expect(tasks.find(`t${next}`, one, 'legacy')).toBeUndefined();
  }
});
