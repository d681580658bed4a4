import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Carrier, Hearer } from './carrier.ts';
import { type ConnectionState, openSubscription } from './subscription.ts';

function setUp() {
  const hearers: Hearer[] = [];
  const closed: number[] = [];
  const carrier: Carrier = {
    call: () => Promise.reject(new Error('no calls here')),
    subscribe(hearer) {
      const number = hearers.push(hearer) - 1;
      return () => closed.push(number);
    },
  };
  const states: ConnectionState[] = [];
  const seen: string[] = [];
  let resyncs = 0;
  const subscription = openSubscription(carrier, {
    state: (state) => states.push(state),
    events: (events) => seen.push(...events.map((event) => event.type)),
    resync: () => {
      resyncs++;
    },
  });
  const hearer = (number: number): Hearer => {
    const found = hearers[number];
    if (!found) throw new Error(`No subscription ${number} was opened`);
    return found;
  };
  return { hearer, hearers, closed, states, seen, subscription, resyncs: () => resyncs };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('the first batch makes it live and asks everything; those that follow only bring events', () => {
  const { hearer, states, seen, resyncs } = setUp();
  expect(states).toEqual(['connecting']);
  hearer(0).batch({ number: 7, events: [] });
  expect(states).toEqual(['connecting', 'live']);
  expect(resyncs()).toBe(1);
  hearer(0).batch({ number: 8, events: [{ type: 'tools' }] });
  expect(seen).toEqual(['tools']);
  expect(resyncs()).toBe(1);
});

test('a gap, or a batch that cannot be read, asks everything anew', () => {
  const { hearer, resyncs } = setUp();
  hearer(0).batch({ number: 1, events: [] });
  hearer(0).batch({ number: 3, events: [{ type: 'tools' }] });
  expect(resyncs()).toBe(2);
  hearer(0).batch({ number: 4, events: [{ type: 'unheard of' }] });
  expect(resyncs()).toBe(3);
  hearer(0).batch(undefined);
  expect(resyncs(), 'not again for each of many').toBe(3);
});

test('a lost subscription is opened again with growing waits, and the new one asks everything anew', () => {
  const { hearer, hearers, states, resyncs } = setUp();
  hearer(0).batch({ number: 1, events: [] });
  hearer(0).ended('lost');
  expect(states.at(-1)).toBe('lost');
  vi.advanceTimersByTime(499);
  expect(hearers).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(hearers).toHaveLength(2);
  hearer(1).ended('lost');
  vi.advanceTimersByTime(999);
  expect(hearers).toHaveLength(2);
  vi.advanceTimersByTime(1);
  hearer(2).batch({ number: 1, events: [] });
  expect(states.at(-1)).toBe('live');
  expect(resyncs()).toBe(2);
});

test('signed out, it waits for the reader; trying again opens a new one at once', () => {
  const { hearer, hearers, states, subscription, closed } = setUp();
  hearer(0).ended('signed-out');
  vi.advanceTimersByTime(60_000);
  expect(hearers).toHaveLength(1);
  subscription.retry();
  expect(hearers).toHaveLength(2);
  expect(states).toEqual(['connecting', 'signed-out', 'connecting']);
  subscription.stop();
  expect(closed).toEqual([1]);
});
