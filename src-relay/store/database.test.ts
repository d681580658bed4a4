import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { LATEST_VERSION } from './versions.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a new database gets every table, once, and is closed to others', async () => {
  const file = join(folder, 'relay.db');
  (await openDatabase(file)).close();
  const database = await openDatabase(file);
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  expect(tables).toEqual(expect.arrayContaining(['calls', 'events', 'tool_names', 'tool_pins']));
  expect(database.pragma('user_version', { simple: true })).toBe(LATEST_VERSION);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  database.close();
});

test('two that start at the same moment both find it whole', async () => {
  const file = join(folder, 'relay.db');
  const [one, two] = await Promise.all([openDatabase(file), openDatabase(file)]);
  for (const database of [one, two]) {
    expect(database.prepare('SELECT count(*) FROM calls').pluck().get()).toBe(0);
    database.close();
  }
});

test('a database of a newer version is refused and left as it is', async () => {
  const file = join(folder, 'relay.db');
  const newer = new Database(file);
  newer.pragma(`user_version = ${LATEST_VERSION + 1}`);
  newer.close();
  await expect(openDatabase(file)).rejects.toThrow(/newer version/u);
});

test('a file that is no database is refused with what to do', async () => {
  const file = join(folder, 'relay.db');
  writeFileSync(file, 'this is not a database, only text that is long enough to be read as its header'.repeat(20));
  await expect(openDatabase(file)).rejects.toThrow(/Move the file away/u);
});
