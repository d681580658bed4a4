import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase, type Sqlite } from '../../store/database.ts';
import { UsedStatesInDatabase, UsedStatesInMemory, type UsedStates } from './used-states.ts';

let database: Sqlite;
beforeEach(async () => {
  database = await openDatabase(':memory:');
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  database.close();
});

describe.each<[string, () => UsedStates]>([
  ['memory', () => new UsedStatesInMemory()],
  ['the database', () => new UsedStatesInDatabase(database)],
])('in %s', (_where, create) => {
  test('a state is good once, for as long as it would be accepted, and is forgotten then', () => {
    const used = create();
    const begin = Date.now();
    expect(used.use('long', begin + 600_000)).toBe(true);
    expect(used.use('short', begin + 1000)).toBe(true);
    for (const later of [0, 59_000, 61_000, 300_000, 599_000]) {
      vi.setSystemTime(begin + later);
      expect(used.use('long', begin + 600_000), `after ${later} ms`).toBe(false);
    }
    expect(used.use('short', begin + 1000)).toBe(true);
  });
});
