import { beforeAll, describe, expect, test } from 'vitest';

import type { CallFilter, CallRow, Outcome } from '../src-relay/control/contract.ts';
import { buildToken } from './fixtures/tokens.ts';
import { type ControlClient, controlClient } from './harness/control-client.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const MINUTE = 60_000;
const SECRET = buildToken('HUGGINGFACE_TOKEN', 1);
const HIDDEN_WORDS = 'words that only the trusted server hears';

/** What was called, oldest first, and what became of it. */
const EXPECTED: readonly { readonly tool: string | null; readonly outcome: Outcome }[] = [
  { tool: 'echo', outcome: 'allowed' },
  { tool: 'emit', outcome: 'masked' },
  { tool: 'page', outcome: 'blocked' },
  { tool: 'fail', outcome: 'error' },
  { tool: 'typed', outcome: 'error' },
  { tool: null, outcome: 'denied' },
  { tool: 'search', outcome: 'bypassed' },
  { tool: 'crash', outcome: 'error' },
];

describe('the log over the control contract', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let control: ControlClient;
  let client: McpClient;
  let rows: readonly CallRow[];
  let begin: number;

  beforeAll(async () => {
    relay = await listen(world, {
      echo: fixture('echo'),
      tokens: fixture('token-emitter'),
      pages: fixture('injection'),
      crashing: fixture('crashing'),
      trusted: { ...fixture('twin', 'trusted', 'search'), hidden_mode: true },
    });
    control = controlClient(world, relay);
    client = await overHttp(world, relay);
    await client.waitForTools('echo', 'emit', 'page', 'crash', 'search');
    begin = Date.now();
    await client.call('echo', { a: 'hello' });
    await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' });
    await client.call('page');
    await client.call('fail');
    await client.call('typed', { count: 'many' });
    await client.call('no_such_tool', { b: 'hello' });
    await client.call('search', { words: `${HIDDEN_WORDS} ${SECRET}` });
    await client.call('crash');
    ({ rows } = await control.call('calls.list', { filter: {}, limit: 100 }));
  }, TEST_MS);

  test('holds each call once, the latest first, with what became of it', () => {
    const told = rows.toReversed().map(({ tool, outcome }) => ({ tool, outcome }));
    expect(told).toEqual(EXPECTED);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((row) => row.seq).toSorted((a, b) => b - a));
    expect(new Set(rows.map((row) => row.entryId)).size).toBe(rows.length);
    for (const row of rows) {
      expect(row.client).toBe('client:env');
      expect(row.ts).toBeGreaterThanOrEqual(begin);
      expect(row.ts).toBeLessThanOrEqual(Date.now());
      expect(row.durationUs).toBeGreaterThan(0);
    }
    const masked = rows.find((row) => row.outcome === 'masked');
    expect(masked).toMatchObject({ server: 'tokens', findingCount: 1, detectors: ['secret.huggingface-token'] });
    const blocked = rows.find((row) => row.outcome === 'blocked');
    expect(blocked).toMatchObject({ server: 'pages', code: 'AISEC_SECURITY_BLOCK' });
    expect(blocked?.reason).toMatch(/gives the model orders/u);
  });

  test('the details say the same as the rows', async () => {
    for (const row of rows) {
      const detail = await control.call('calls.get', { entryId: row.entryId });
      expect(detail).toMatchObject(row);
      expect(detail.findings).toHaveLength(row.findingCount);
      expect(new Set(detail.findings.map((finding) => finding.detector))).toEqual(new Set(row.detectors));
      const { policy, requestScan, server, responseScan } = detail.phases;
      expect(policy + requestScan + server + responseScan).toBeLessThanOrEqual(detail.durationUs + 4);
    }
  });

  test('a bypassed call has no payloads and no findings', async () => {
    const entryId = rows.find((row) => row.outcome === 'bypassed')?.entryId ?? '';
    const detail = await control.call('calls.get', { entryId });
    expect(detail).toMatchObject({ bypassed: true, request: null, response: null, findings: [], server: 'trusted' });
    expect(detail.requestBytes).toBeGreaterThan(HIDDEN_WORDS.length);
  });

  test.each([null, 'x', '', '0', '-'.repeat(20), "' OR 1=1 --", '0mwp2oirn000ffzfx'])(
    'an entry that is not there: %j',
    async (entryId) => {
      const wanted = entryId ?? `${rows[0]?.entryId}0`;
      expect(await control.refused('calls.get', { entryId: wanted })).toMatchObject({ status: 404, code: 'not_found' });
    },
  );

  const filters: readonly [string, CallFilter, (row: CallRow) => boolean][] = [
    ['nothing', {}, () => true],
    ['empty lists', { outcomes: [], servers: [], tools: [], clients: [], detectors: [], text: '' }, () => true],
    ['one outcome', { outcomes: ['error'] }, (row) => row.outcome === 'error'],
    ['two outcomes', { outcomes: ['masked', 'blocked'] }, (row) => ['masked', 'blocked'].includes(row.outcome)],
    ['a server', { servers: ['echo'] }, (row) => row.server === 'echo'],
    ['a tool', { tools: ['page', 'emit'] }, (row) => row.tool === 'page' || row.tool === 'emit'],
    ['a client', { clients: ['client:env'] }, () => true],
    ['another client', { clients: ['client:other'] }, () => false],
    ['a detector', { detectors: ['secret.huggingface-token'] }, (row) => row.outcome === 'masked'],
    ['two keys', { servers: ['echo'], outcomes: ['error'] }, (row) => row.server === 'echo' && row.outcome === 'error'],
    ['text in a name', { text: 'TRUST' }, (row) => row.server === 'trusted'],
    ['text in a reason', { text: 'MODEL orders' }, (row) => row.outcome === 'blocked'],
    ['a wildcard as text', { text: '%' }, () => false],
    ['an underscore as text', { text: '_' }, (row) => [row.tool, row.reason].some((text) => text?.includes('_'))],
    ['a quote as text', { text: "'" }, (row) => row.reason?.includes("'") ?? false],
    ['the future', { since: Date.now() + MINUTE }, () => false],
  ];

  test.each(filters)('a filter by %s', async (_what, filter, fits) => {
    const { rows: found, hasMore } = await control.call('calls.list', { filter, limit: 1000 });
    expect(found).toEqual(rows.filter((row) => fits(row)));
    expect(hasMore).toBe(false);
    expect(await control.call('calls.count', { filter })).toMatchObject({ count: found.length });
  });

  test('`since` belongs to a span, `until` does not', async () => {
    const ts = rows[3]?.ts ?? 0;
    const list = async (filter: CallFilter): Promise<readonly CallRow[]> =>
      (await control.call('calls.list', { filter, limit: 100 })).rows;
    expect(await list({ since: ts })).toEqual(rows.filter((row) => row.ts >= ts));
    expect(await list({ until: ts })).toEqual(rows.filter((row) => row.ts < ts));
  });

  test('pages follow each other without a gap or a repeat', async () => {
    const found: CallRow[] = [];
    let before: number | undefined;
    for (let page = 0; page < rows.length; page += 1) {
      const input = { filter: {}, limit: 3, ...(before === undefined ? {} : { before }) };
      const answer = await control.call('calls.list', input);
      found.push(...answer.rows);
      before = answer.rows.at(-1)?.seq;
      expect(answer.hasMore).toBe(found.length < rows.length);
      if (!answer.hasMore) break;
    }
    expect(found).toEqual(rows);
  });

  test('filters can be set to the names that occur', async () => {
    expect(await control.call('calls.facets', {})).toEqual({
      clients: ['client:env'],
      servers: ['crashing', 'echo', 'pages', 'tokens', 'trusted'],
      tools: ['crash', 'echo', 'emit', 'fail', 'page', 'search', 'typed'],
      detectors: ['injection.instructions', 'secret.huggingface-token'],
    });
  });

  test('the summary counts what the list holds', async () => {
    const until = Date.now() + 1000;
    const summary = await control.call('calls.summary', { since: begin, until, bucketMs: MINUTE });
    const totals = { allowed: 1, masked: 1, blocked: 1, error: 3, denied: 1, bypassed: 1 };
    expect(summary.totals).toEqual(totals);
    expect(summary.buckets).toEqual([{ start: begin, counts: totals }]);
    expect(summary.detectors).toEqual([
      { detector: 'injection.instructions', count: 1 },
      { detector: 'secret.huggingface-token', count: 1 },
    ]);
    const echo = summary.servers.find((one) => one.server === 'echo');
    expect(echo).toMatchObject({ calls: 3, blocked: 0, errors: 2 });
    expect(summary.servers.find((one) => one.server === 'pages')).toMatchObject({ calls: 1, blocked: 1 });
    expect(summary.latency?.serverP50Us).toBeGreaterThan(0);
    expect(summary.latency?.serverP95Us).toBeGreaterThanOrEqual(summary.latency?.serverP50Us ?? 0);
  });

  test('spans of the summary begin at whole steps from its start', async () => {
    const last = rows[0]?.ts ?? 0;
    const since = last - 10 * MINUTE - 500;
    const { buckets } = await control.call('calls.summary', { since, until: last, bucketMs: MINUTE });
    for (const { start } of buckets) expect((start - since) % MINUTE).toBe(0);
    expect(new Set(buckets.map(({ start }) => start)).size).toBe(buckets.length);
    expect(buckets.length).toBeLessThanOrEqual(2);
  });

  test('an empty span has an empty summary', async () => {
    const summary = await control.call('calls.summary', { since: 0, until: 1, bucketMs: 1000 });
    expect(summary).toEqual({ buckets: [], totals: {}, latency: null, servers: [], detectors: [] });
  });

  test('the status counts the blocked, and who is connected', async () => {
    const status = await control.call('relay.status', {});
    expect(status).toMatchObject({
      blockedToday: 1,
      configFile: relay.configFile,
      dataFolder: world.dataDir,
      instanceId: relay.info.instanceId,
      endpoints: { mcp: relay.info.endpoints.mcp, sse: relay.info.endpoints.sse },
      pausedUntil: null,
      problems: [],
      clients: [{ identity: 'client:env', name: 'e2e', sessions: 1 }],
    });
  });

  test('no secret and nothing of a trusted call stands in any answer', async () => {
    const all = { filter: {}, limit: 1000 };
    const bodies = [
      await control.post('calls.list', JSON.stringify(all)),
      await control.post('calls.facets', '{}'),
      await control.post('notices.list', '{"limit":500}'),
      await control.post('servers.list', '{}'),
      await control.post('tools.list', '{}'),
      ...(await Promise.all(rows.map(({ entryId }) => control.post('calls.get', JSON.stringify({ entryId }))))),
    ].map((response) => response.body);
    for (const body of bodies) {
      expect(body).not.toContain(SECRET);
      expect(body).not.toContain(HIDDEN_WORDS);
    }
  });
});
