import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { tool } from './fixtures/servers/session.ts';
import { buildToken } from './fixtures/tokens.ts';
import { auditRow } from './harness/audit-db.ts';
import { type ControlClient, controlClient } from './harness/control-client.ts';
import { TEST_MS } from './harness/deadline.ts';
import { FRONTS, type Front, type FrontClient, openFront } from './harness/fronts.ts';
import { listenWith, type ListeningRelay } from './harness/listening-relay.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { filesWith } from './harness/secret-search.ts';
import { worldOfSuite, worldOfTest, type World } from './harness/world.ts';

const SECRET = buildToken('HUGGINGFACE_TOKEN', 81);
const DOCUMENT =
  'Minutes of the garden club: the roses at the north wall were cut back too early last year, so this time nobody touches ' +
  'them before the last frost. Hedda orders forty bags of bark, and the pump is repaired by whoever broke it.';
const ENCODED: readonly [string, (text: string) => string][] = [
  ['as it is', (text) => `see ${text}`],
  ['in base64', (text) => Buffer.from(`>${text}`).toString('base64')],
  ['in base64 for addresses', (text) => Buffer.from(`~~~?${text}`).toString('base64url')],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
  ['in an address', (text) => `https://example.com/?${new URLSearchParams({ q: text }).toString()}`],
  ['with JSON escapes', (text) => JSON.stringify(JSON.stringify({ text }))],
];
const TOOLS = ['mail__read', 'hub__send', 'calendar__send'];

interface Stage {
  readonly relay: ListeningRelay;
  readonly mail: Puppet;
  readonly hub: Puppet;
  readonly calendar: Puppet;
}

/** One server that tells a secret and a document, and two that take what they get. */
async function stageOf(world: World, provenance: Readonly<Record<string, unknown>> = {}): Promise<Stage> {
  const [mail, hub, calendar] = [
    await puppet(world, 'mail'),
    await puppet(world, 'hub'),
    await puppet(world, 'calendar'),
  ];
  mail.on('tools/list', JSON.stringify({ tools: [tool('read', 'Reads.'), tool('send', 'Sends.')] }));
  mail.on('tools/call', ({ rawParams }) => {
    const text = rawAt(rawParams, 'arguments', 'what') === '"document"' ? DOCUMENT : `Your key: ${SECRET}`;
    return JSON.stringify({ content: [{ type: 'text', text }] });
  });
  for (const server of [hub, calendar]) {
    server.on('tools/list', JSON.stringify({ tools: [tool('send', 'Sends.')] }));
    server.on('tools/call', '{"content":[{"type":"text","text":"sent"}]}');
  }
  const mcpServers = { mail: mail.entry, hub: hub.entry, calendar: calendar.entry };
  const relay = await listenWith(
    world,
    writeConfig(world, { mcpServers, mcpRelay: { toolNames: 'prefix', provenance } }),
  );
  return { relay, mail, hub, calendar };
}

function callsOf(server: Puppet): number {
  return server.connections.flatMap(({ received }) => received.of('tools/call')).length;
}

describe('a flow from one server to another', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let stage: Stage;
  let control: ControlClient;

  beforeAll(async () => {
    stage = await stageOf(world, { text: 'block', allowed: [{ from: 'mail', to: 'calendar' }] });
    control = controlClient(world, stage.relay);
  }, TEST_MS);

  function reader(front: Front = 'legacy http'): Promise<FrontClient> {
    return openFront(front, worldOfTest(), stage.relay, TOOLS);
  }

  test.each(FRONTS)('is stopped and explained over %s', async (front) => {
    const client = await reader(front);
    await client.call('mail__read');
    const before = callsOf(stage.hub);
    const answer = await client.call('hub__send', { body: `Here: ${SECRET}` });
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(
      /^AISEC_SECURITY_BLOCK:Unsafe Request: The argument `body` holds a secret that mail\.read returned at \d\d:\d\d; it would go to hub\.send\. /u,
    );
    expect(answer.json).not.toContain(SECRET);
    expect(callsOf(stage.hub)).toBe(before);
  });

  describe.each([
    ['a secret', SECRET, 'secret'],
    ['a document', DOCUMENT, 'document'],
  ])('of %s', (_what, text, what) => {
    test.each(ENCODED)('is stopped %s', async (_how, write) => {
      const client = await reader();
      await client.call('mail__read', { what });
      const before = callsOf(stage.hub);
      const answer = await client.call('hub__send', { list: [{ note: write(text) }] });
      expect(answer.text).toMatch(/^AISEC_SECURITY_BLOCK:.* that mail\.read returned at .* to hub\.send\./u);
      expect(callsOf(stage.hub)).toBe(before);
    });
  });

  test('stands in the log with both calls, and the log holds nothing of it', async () => {
    const client = await reader();
    await client.call('mail__read');
    await client.call('hub__send', { body: `for the log: ${Buffer.from(`a${SECRET}`).toString('base64')}` });
    const row = await auditRow(world.dataDir, 'hub.send', (one) => one.request?.includes('for the log: ') === true);
    expect(row).toMatchObject({ server: 'hub', status: 'blocked', verdict: 'block' });
    const sink = await control.call('calls.get', { entryId: String(row.entry_id) });
    const flow = sink.findings.find(({ detector }) => detector === 'flow.secret');
    expect(flow).toMatchObject({
      kind: 'secret',
      verdict: 'ask',
      direction: 'request',
      source: { server: 'mail', tool: 'read' },
    });
    const origin = await control.call('calls.get', { entryId: flow?.source?.entryId ?? '' });
    expect(origin).toMatchObject({ server: 'mail', tool: 'read', outcome: 'masked' });
    expect(sink.request?.slice(...(flow?.at ?? [0, 0]))).toMatch(/^<HUGGINGFACE_TOKEN(?:_\d+)?>$/u);
    expect(filesWith(world.dataDir, SECRET)).toEqual([]);
    expect(stage.relay.stderr()).not.toContain(SECRET);
  });

  test('passes between servers that are excepted, with a note', async () => {
    const client = await reader();
    await client.call('mail__read', { what: 'document' });
    const answer = await client.call('calendar__send', { body: DOCUMENT });
    expect(answer).toMatchObject({ text: 'sent', isError: false });
    const row = await auditRow(world.dataDir, 'calendar.send', (one) => one.server === 'calendar');
    expect(row).toMatchObject({ status: 'success', verdict: 'allow' });
    expect(row.reason).toMatch(
      /^The argument `body` holds a passage of \d+ letters .*; the configuration lets it go to/u,
    );
  });

  test('is none back to the server that said it, of what the client wrote first, or in another session', async () => {
    const client = await reader();
    await client.call('mail__read', { what: 'document' });
    expect((await client.call('mail__send', { body: DOCUMENT })).isError).toBe(false);
    const writer = await openFront('modern stdio', worldOfTest(), stage.relay, TOOLS);
    expect((await writer.call('hub__send', { body: DOCUMENT })).text).toBe('sent');
    await writer.call('mail__read', { what: 'document' });
    expect((await writer.call('hub__send', { body: `once more: ${DOCUMENT}` })).text).toBe('sent');
    const other = await reader();
    expect((await other.call('hub__send', { body: DOCUMENT })).text).toBe('sent');
  });
});

describe('the settings of flows', { timeout: TEST_MS }, () => {
  test('by default a document is noted, and a secret stopped', async () => {
    const world = worldOfTest();
    const { relay } = await stageOf(world);
    const client = await openFront('legacy http', world, relay, TOOLS);
    await client.call('mail__read', { what: 'document' });
    expect((await client.call('hub__send', { body: DOCUMENT })).text).toBe('sent');
    const row = await auditRow(world.dataDir, 'hub.send', (one) => one.server === 'hub');
    expect(row.findings).toContain('"flow.text"');
    expect(row.reason).toMatch(/that mail\.read returned at .*; it goes to hub\.send\.$/u);
    await client.call('mail__read');
    expect((await client.call('hub__send', { body: SECRET })).text).toContain('AISEC_SECURITY_BLOCK');
  });

  test('off, nothing is followed', async () => {
    const world = worldOfTest();
    const { relay } = await stageOf(world, { enabled: false });
    const client = await openFront('legacy http', world, relay, TOOLS);
    await client.call('mail__read');
    expect((await client.call('hub__send', { body: SECRET })).text).toBe('sent');
  });

  test('a setting that is wrong is told with its line', async () => {
    const world = worldOfTest();
    const file = world.write(
      'wrong.json',
      `{"mcpServers": { "a": { "command": "x" } },
"mcpRelay": { "provenance": {
  "secret": "mask",
  "texts": "ask",
  "allowed": [
    { "from": "a", "to": "*" },
    { "from": "a", "to": "b" }
] } } }`,
    );
    const { code, stderr } = await runRelay(world, ['--config-file', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/line 3: mcpRelay\.provenance\.secret: must be one of "allow", "ask", "block"/u);
    expect(stderr).toMatch(/line 4: mcpRelay\.provenance\.texts: is not a known setting/u);
  });

  test('a pair must be of servers that there are', async () => {
    const world = worldOfTest();
    const file = world.write(
      'wrong.json',
      `{"mcpServers": { "a": { "command": "x" } },
"mcpRelay": { "provenance": { "allowed": [
  { "from": "a", "to": "*" },
  { "from": "a", "to": "b" } ] } } }`,
    );
    const { code, stderr } = await runRelay(world, ['--config-file', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/line 4: mcpRelay\.provenance\.allowed\[1\]\.to: names no server of this file \(b\)/u);
    expect(stderr).not.toContain('allowed[0]');
  });
});
