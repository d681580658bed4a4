import { beforeEach, expect, test } from 'vitest';
import type { CallRecord } from '../../audit/record.ts';
import { SqliteAudit } from '../../audit/sqlite-audit.ts';
import { createLog } from '../../protocol/log.ts';
import { openDatabase, type Sqlite } from '../../store/database.ts';
import { summarise } from './summary.ts';

let database: Sqlite;
beforeEach(async () => {
  database = await openDatabase(':memory:');
});

let made = 0;
function record(more: Partial<CallRecord>): CallRecord {
  made += 1;
  return {
    entryId: `e${made}`,
    ts: 1000,
    client: 'c',
    session: 's',
    method: 'tools/call',
    server: 'a',
    tool: 't',
    shownTool: undefined,
    status: 'success',
    verdict: 'allow',
    bypassed: false,
    code: undefined,
    reason: undefined,
    findings: [],
    request: undefined,
    response: undefined,
    requestBytes: 0,
    responseBytes: 0,
    durationUs: 100,
    phases: { policy: 10, requestScan: 20, server: 50, responseScan: 20 },
    ...more,
  };
}

function write(records: readonly CallRecord[]): void {
  const audit = new SqliteAudit(
    database,
    createLog('error', () => {}),
  );
  for (const one of records) audit.call(one);
  for (let left = records.length; left > 0; left -= 64) audit.flush();
}

test('counts by outcome between two times: from inclusive, until exclusive', () => {
  write([
    record({ ts: 999 }),
    record({ ts: 1000 }),
    record({ ts: 1999, status: 'blocked', verdict: 'block' }),
    record({ ts: 1500, status: 'success', verdict: 'mask' }),
    record({ ts: 2000 }),
  ]);
  expect(summarise(database, 1000, 2000, 1000).totals).toEqual({ allowed: 1, blocked: 1, masked: 1 });
});

test('percentiles are by nearest rank, of calls that a server answered', () => {
  const calls = Array.from({ length: 100 }, (_, index) =>
    record({
      durationUs: 1000 + 2 * (index + 1),
      phases: { policy: 0, requestScan: 0, server: 1000 + index + 1, responseScan: 0 },
    }),
  );
  // Refused at once: that no server took any time must not make servers look quick.
  const denied = record({ status: 'denied', server: undefined, durationUs: 1, phases: noTime() });
  write([...calls, ...Array.from({ length: 50 }, () => ({ ...denied, entryId: `d${(made += 1)}` }))]);
  const { latency, servers } = summarise(database, 0, 10_000, 1000);
  expect(latency).toEqual({ serverP50Us: 1050, serverP95Us: 1095, relayP50Us: 50, relayP95Us: 95 });
  expect(servers).toEqual([{ server: 'a', calls: 100, blocked: 0, errors: 0, p50Us: 1100, p95Us: 1190 }]);
});

function noTime(): CallRecord['phases'] {
  return { policy: 0, requestScan: 0, server: 0, responseScan: 0 };
}

test('servers come by how much they were called, detectors by how often they found something', () => {
  const findings = (...ids: string[]): CallRecord['findings'] => ids.map((detector) => ({ detector }));
  write([
    record({ server: 'b', status: 'error' }),
    record({ server: 'b', status: 'blocked', verdict: 'block', findings: findings('x', 'y', 'x') }),
    record({ server: 'a', findings: findings('y') }),
    record({ server: undefined, status: 'denied' }),
  ]);
  const summary = summarise(database, 0, 10_000, 1000);
  expect(summary.servers.map(({ server, calls, blocked, errors }) => [server, calls, blocked, errors])).toEqual([
    ['b', 2, 1, 1],
    ['a', 1, 0, 0],
  ]);
  expect(summary.detectors).toEqual([
    { detector: 'x', count: 2 },
    { detector: 'y', count: 2 },
  ]);
});

test('without calls there is nothing', () => {
  const nothing = { buckets: [], totals: {}, latency: null, servers: [], detectors: [] };
  expect(summarise(database, 0, 10_000, 1000)).toEqual(nothing);
  expect(summarise(database, 10_000, 0, 1000)).toEqual(nothing);
});
