import { beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../protocol/log.ts';
import { openDatabase, type Sqlite } from '../store/database.ts';
import { createEntryIds } from './entry-id.ts';
import type { CallRecord } from './record.ts';
import { SqliteAudit } from './sqlite-audit.ts';

let database: Sqlite;
let logged: string[];
let audit: SqliteAudit;
const nextId = createEntryIds();
beforeEach(async () => {
  database = await openDatabase(':memory:');
  logged = [];
  audit = new SqliteAudit(
    database,
    createLog('info', (line) => logged.push(line)),
  );
});

const count = (): unknown => database.prepare('SELECT count(*) FROM calls').pluck().get();

function record(status: CallRecord['status'] = 'success'): CallRecord {
  return {
    entryId: nextId(),
    ts: 1,
    client: 'client:test',
    session: 's',
    method: 'tools/call',
    server: 'a',
    tool: 't',
    shownTool: 't',
    status,
    verdict: status === 'blocked' ? 'block' : 'allow',
    bypassed: false,
    code: undefined,
    reason: undefined,
    findings: [],
    request: '{}',
    response: undefined,
    requestBytes: 2,
    responseBytes: 0,
    durationUs: 10,
    phases: { policy: 1, requestScan: 2, server: 3, responseScan: 4 },
  };
}

test('calls are queued, and written together', () => {
  for (let i = 0; i < 10; i += 1) audit.call(record());
  expect(count()).toBe(0);
  audit.flush();
  expect(count()).toBe(10);
});

test('a block stands in the log before the client hears of it', () => {
  audit.call(record());
  audit.call(record('blocked'));
  expect(count()).toBe(2);
});

test('a full batch does not wait', () => {
  for (let i = 0; i < 64; i += 1) audit.call(record());
  expect(count()).toBe(64);
});

test('what cannot be written now is kept and written later, and the log says so once', () => {
  vi.useFakeTimers();
  try {
    database.exec('ALTER TABLE calls RENAME TO away');
    audit.call(record('blocked'));
    audit.call(record('blocked'));
    expect(logged.filter((line) => line.includes('cannot be written'))).toHaveLength(1);
    database.exec('ALTER TABLE away RENAME TO calls');
    vi.advanceTimersByTime(5000);
    expect(count()).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test('entry ids sort by time and never repeat', () => {
  let now = 1_700_000_000_000;
  const next = createEntryIds(() => now);
  const ids = Array.from({ length: 2000 }, (_, i) => {
    if (i % 10 === 0) now += 1;
    return next();
  });
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('while nothing can be written it says why, and tells of it when that begins and ends', () => {
  const told: (string | undefined)[] = [];
  audit.attach(
    () => {},
    () => told.push(audit.failure),
  );
  database.exec('ALTER TABLE calls RENAME TO away');
  audit.call(record());
  audit.flush();
  audit.flush();
  database.exec('ALTER TABLE away RENAME TO calls');
  audit.flush();
  expect(told).toEqual([expect.stringContaining('calls'), undefined]);
  expect(count()).toBe(1);
});
