import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { CallRecord } from '../../audit/record.ts';
import { SqliteAudit, type Written } from '../../audit/sqlite-audit.ts';
import { createLog } from '../../protocol/log.ts';
import { openDatabase, type Sqlite } from '../../store/database.ts';
import { OUTCOMES, type CallFilter, type CallRow } from '../contract.ts';
import { conditionOf } from './filter.ts';
import { outcomeOf, OUTCOME_SQL } from './outcome.ts';
import { LogQueries } from './queries.ts';
import { detailFromStore, rowFromRecord, type StoredDetail } from './row.ts';

let database: Sqlite;
let queries: LogQueries;
beforeEach(async () => {
  database = await openDatabase(':memory:');
  queries = new LogQueries(database);
});

const STATUSES = ['success', 'denied', 'blocked', 'error'] as const;
const VERDICTS = ['allow', 'mask', 'ask', 'block'] as const;
const NAMES = ['github', 'GitHub', 'files_a', 'files%a', 'files\\a', "o'hare", '', 'a"b'] as const;
const DETECTORS = ['secret.a', 'secret.b', 'pii.c'] as const;

const name = fc.constantFrom(...NAMES);
const optionalName = fc.option(name, { nil: undefined });
/** What the pipeline can decide: it blocks nothing with the verdict allow. */
const DECIDED = STATUSES.flatMap((status) =>
  VERDICTS.flatMap((verdict) => [true, false].map((bypassed) => ({ status, verdict, bypassed }))),
).filter(({ status, verdict }) => status !== 'blocked' || verdict !== 'allow');

type Call = Omit<CallRecord, 'entryId'>;

const call: fc.Arbitrary<Call> = fc
  .record({
    ts: fc.integer({ min: 1_000_000_000_000, max: 1_000_000_000_020 }),
    client: name,
    session: fc.constant('s'),
    method: fc.constant('tools/call'),
    server: optionalName,
    tool: optionalName,
    shownTool: optionalName,
    decided: fc.constantFrom(...DECIDED),
    code: fc.constantFrom(undefined, 'AISEC_SECURITY_BLOCK'),
    reason: fc.constantFrom(undefined, 'It was 100% unsafe.', 'under_score'),
    findings: fc.array(fc.constantFrom(...DETECTORS).map(finding), { maxLength: 3 }),
    request: fc.constantFrom(undefined, '{}'),
    response: fc.constantFrom(undefined, '{}'),
    requestBytes: fc.nat(),
    responseBytes: fc.nat(),
    durationUs: fc.nat(),
    phases: fc.record({ policy: fc.nat(), requestScan: fc.nat(), server: fc.nat(), responseScan: fc.nat() }),
  })
  .map(({ decided, ...rest }) => ({ ...rest, ...decided }));

function finding(detector: string): CallRecord['findings'][number] {
  const place = { path: ['content', 0, 'text'], inKey: false, start: 0, end: 1, at: [0, 1] };
  const said = { kind: 'secret', severity: 'high', verdict: 'mask', direction: 'response', evidence: 'x', reason: 'y' };
  return { detector, ...said, ...place };
}

/** Writes these calls and gives the rows that are told while they are written. */
function write(calls: readonly Call[]): readonly CallRow[] {
  const rows: CallRow[] = [];
  database.exec('DELETE FROM calls');
  const audit = new SqliteAudit(
    database,
    createLog('error', () => {}),
  );
  audit.attach(
    (written: readonly Written<CallRecord>[]) => rows.push(...written.map(rowFromRecord)),
    () => {},
  );
  for (const [index, one] of calls.entries()) audit.call({ ...one, entryId: entryId(one.ts, index) });
  while (rows.length < calls.length) audit.flush();
  return rows;
}

function entryId(ts: number, index: number): string {
  return `${ts.toString(36).padStart(9, '0')}${index.toString(36).padStart(4, '0')}abcd`;
}

function matched(condition: string): unknown[] {
  return database.prepare(`SELECT seq FROM calls WHERE ${condition}`).pluck().all();
}

test('every combination of what a call can come to has exactly one outcome, the same in SQL', () => {
  const rows = write(DECIDED.flatMap((decided) => fc.sample(call, 1).map((one) => ({ ...one, ...decided }))));
  expect(rows).toHaveLength(DECIDED.length);
  for (const [index, decided] of DECIDED.entries()) {
    const row = rows[index];
    const matching = OUTCOMES.filter((outcome) => matched(OUTCOME_SQL[outcome]).includes(row?.seq));
    expect(matching, JSON.stringify(decided)).toEqual([outcomeOf(decided)]);
    expect(row?.outcome).toBe(outcomeOf(decided));
  }
});

test('a row is told while it is written in the same words as it is read later', () => {
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 80 }), (calls) => {
      const told = write(calls);
      const { rows } = queries.list({ filter: {}, limit: 1000 });
      expect(rows.toReversed()).toEqual(told);
      for (const row of told) expect(queries.get(row.entryId)).toMatchObject(row);
    }),
    { numRuns: 50 },
  );
});

const some = <T>(values: readonly T[]): fc.Arbitrary<T[] | undefined> =>
  fc.option(fc.subarray([...values], { minLength: 0 }), { nil: undefined });
const anyFilter: fc.Arbitrary<CallFilter> = fc
  .record({
    outcomes: some(OUTCOMES),
    clients: some(NAMES),
    servers: some(NAMES),
    tools: some(NAMES),
    detectors: some(DETECTORS),
    since: fc.option(fc.integer({ min: 1_000_000_000_000, max: 1_000_000_000_021 }), { nil: undefined }),
    until: fc.option(fc.integer({ min: 1_000_000_000_000, max: 1_000_000_000_021 }), { nil: undefined }),
    text: fc.option(fc.constantFrom('', 'git', 'GITHUB', '%', '_', '\\', "'", '"', 's_a', '100%', 'unsafe'), {
      nil: undefined,
    }),
  })
  // At most a few of them at once, else nothing is ever found.
  .chain((all) =>
    fc
      .subarray(Object.keys(all), { maxLength: 3 })
      .map((keys) => Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)))),
  );

/** What the contract says of filters, in the plainest words. */
function fits(row: CallRow, filter: CallFilter): boolean {
  const within = (wanted: readonly string[] | undefined, value: string | null): boolean =>
    wanted === undefined || wanted.length === 0 || (value !== null && wanted.includes(value));
  const text = filter.text?.toLowerCase() ?? '';
  const words = [row.client, row.server, row.tool, row.shownTool, row.reason];
  const { detectors = [] } = filter;
  return (
    within(filter.outcomes, row.outcome) &&
    within(filter.clients, row.client) &&
    within(filter.servers, row.server) &&
    within(filter.tools, row.tool) &&
    (detectors.length === 0 || row.detectors.some((detector) => detectors.includes(detector))) &&
    row.ts >= (filter.since ?? 0) &&
    row.ts < (filter.until ?? Number.MAX_SAFE_INTEGER) &&
    (text === '' || words.some((word) => word?.toLowerCase().includes(text)))
  );
}

test('any filter finds the rows that it describes, and no others', () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 60 }), anyFilter, (calls, filter) => {
      const expected = write(calls).filter((row) => fits(row, filter));
      expect(queries.list({ filter, limit: 1000 }).rows.toReversed()).toEqual(expected);
      expect(queries.count(filter).count).toBe(expected.length);
    }),
    { numRuns: 300 },
  );
});

test('an empty filter is true for all rows', () => {
  expect(conditionOf({})).toEqual({ sql: '1', values: [] });
});

test('pages of any size put together are the whole list', () => {
  const written = write(fc.sample(call, 100));
  for (const limit of [1, 7, 99, 100, 101]) {
    const found: CallRow[] = [];
    let hasMore = true;
    while (hasMore) {
      const before = found.at(-1)?.seq;
      const page = queries.list({ filter: {}, limit, ...(before === undefined ? {} : { before }) });
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      found.push(...page.rows);
      ({ hasMore } = page);
    }
    expect(found.toReversed()).toEqual(written);
  }
});

test('facets are the names that occur, each once, in order', () => {
  const written = write(fc.sample(call, 200));
  const distinct = (values: readonly (string | null)[]): string[] =>
    [...new Set(values.filter((value) => value !== null))].toSorted((a, b) => (a < b ? -1 : 1));
  expect(queries.facets()).toEqual({
    clients: distinct(written.map((row) => row.client)),
    servers: distinct(written.map((row) => row.server)),
    tools: distinct(written.map((row) => row.tool)),
    detectors: distinct(written.flatMap((row) => row.detectors)),
  });
});

test('a detail is not found by a part of its id, by another time, or by nonsense', () => {
  const [row] = write(fc.sample(call, 1));
  const id = row?.entryId ?? '';
  for (const wrong of [id.slice(0, -1), `${id}0`, `1${id.slice(1)}`, id.toUpperCase(), '', '%', `${id}' OR 1`]) {
    expect(queries.get(wrong), wrong).toBeUndefined();
  }
  expect(queries.get(id)?.entryId).toBe(id);
});

test('findings of an entry that somebody else has written are held against the contract', () => {
  const [row] = write(fc.sample(call, 1));
  const stored = database.prepare<[number], StoredDetail>('SELECT * FROM calls WHERE seq = ?').get(row?.seq ?? 0);
  expect(stored).toBeDefined();
  if (stored) expect(() => detailFromStore({ ...stored, findings: '[{"detector":"x"}]' })).toThrow();
});
