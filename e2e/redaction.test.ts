import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { tool } from './fixtures/servers/session.ts';
import { buildToken } from './fixtures/tokens.ts';
import { auditRow } from './harness/audit-db.ts';
import { controlClient } from './harness/control-client.ts';
import { TEST_MS } from './harness/deadline.ts';
import { FRONTS, type FrontClient, openFront } from './harness/fronts.ts';
import { type ListeningRelay, listenWith } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { modernPuppet } from './harness/modern-puppet.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { filesWith } from './harness/secret-search.ts';
import type { ServerEntry } from './harness/servers.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

const SECRET = buildToken('HUGGINGFACE_TOKEN', 71);
const OTHER = buildToken('GITHUB_PERSONAL_ACCESS_TOKEN', 72);
const TOOLS = ['mail__work', 'hub__work', 'hub__send', 'paste__work'];

/** The arguments that each server has got, the latest last. */
const taken = new Map<string, unknown[]>();

/** A server that says its arguments back. */
function echoing(server: Puppet): void {
  server.on('tools/list', JSON.stringify({ tools: [tool('work', 'Works.'), tool('send', 'Sends.')] }));
  server.on('tools/call', ({ rawParams }) => {
    const args = rawAt(rawParams, 'arguments') ?? '{}';
    taken.set(server.name, [...(taken.get(server.name) ?? []), JSON.parse(args)]);
    return JSON.stringify({ content: [{ type: 'text', text: `got ${args}` }] });
  });
}

/** The arguments of the latest call that a server has got. */
function latestArguments(server: Puppet): unknown {
  return taken.get(server.name)?.at(-1);
}

describe('values are put back for the servers that may have them', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let mail: Puppet;
  let hub: Puppet;
  let modernHub: Puppet;
  let paste: Puppet;

  beforeAll(async () => {
    mail = await puppet(world, 'mail');
    mail.on(
      'tools/call',
      JSON.stringify({ content: [{ type: 'text', text: `The key is ${SECRET}, and the other one ${OTHER}.` }] }),
    );
    [hub, modernHub, paste] = [
      await puppet(world, 'hub'),
      await modernPuppet(world, 'next'),
      await puppet(world, 'paste'),
    ];
    for (const server of [hub, modernHub, paste]) echoing(server);
    const restore = { kinds: ['HUGGINGFACE_TOKEN'], tools: ['w*'] };
    const mcpServers: Record<string, ServerEntry & { readonly restore?: unknown }> = {
      mail: mail.entry,
      hub: { ...hub.entry, restore },
      next: { ...modernHub.entry, restore: { kinds: ['secret'] } },
      paste: paste.entry,
    };
    relay = await listenWith(world, writeConfig(world, { mcpServers, mcpRelay: { toolNames: 'prefix' } }));
  }, TEST_MS);

  async function reader(front: (typeof FRONTS)[number] = 'legacy http'): Promise<FrontClient> {
    const client = await openFront(front, worldOfTest(), relay, [...TOOLS, 'next__work']);
    const { text } = await client.call('mail__work');
    expect(text).toBe('The key is <HUGGINGFACE_TOKEN>, and the other one <GITHUB_PERSONAL_ACCESS_TOKEN>.');
    return client;
  }

  test.each(FRONTS)('over %s, in the arguments alone, and what comes back is masked again', async (front) => {
    const client = await reader(front);
    const answer = await client.call('hub__work', {
      note: 'Use <HUGGINGFACE_TOKEN>, not <HUGGINGFACE_TOKEN_7>.',
      list: [{ key: '<HUGGINGFACE_TOKEN>' }],
    });
    expect(latestArguments(hub)).toEqual({
      note: `Use ${SECRET}, not <HUGGINGFACE_TOKEN_7>.`,
      list: [{ key: SECRET }],
    });
    expect(answer.isError).toBe(false);
    expect(answer.json).not.toContain(SECRET);
    expect(answer.text).toContain('Use <HUGGINGFACE_TOKEN>, not <HUGGINGFACE_TOKEN_7>.');
  });

  test.each(['legacy http', 'modern http'] as const)('over %s to a server of the modern era', async (front) => {
    const client = await reader(front);
    const answer = await client.call('next__work', { a: '<HUGGINGFACE_TOKEN> <GITHUB_PERSONAL_ACCESS_TOKEN>' });
    expect(latestArguments(modernHub)).toEqual({ a: `${SECRET} ${OTHER}` });
    expect(answer.json).not.toContain(SECRET);
    expect(answer.json).not.toContain(OTHER);
  });

  test('not for a server, a tool, a kind or a session that it is not for', async () => {
    const client = await reader();
    const note = '<HUGGINGFACE_TOKEN> <GITHUB_PERSONAL_ACCESS_TOKEN>';
    await client.call('paste__work', { note });
    expect(latestArguments(paste)).toEqual({ note });
    await client.call('hub__send', { note });
    expect(latestArguments(hub)).toEqual({ note });
    await client.call('hub__work', { '<HUGGINGFACE_TOKEN>': '<GITHUB_PERSONAL_ACCESS_TOKEN>' });
    expect(latestArguments(hub)).toEqual({ '<HUGGINGFACE_TOKEN>': '<GITHUB_PERSONAL_ACCESS_TOKEN>' });
    const stranger = await openFront('legacy http', worldOfTest(), relay, TOOLS);
    await stranger.call('hub__work', { note });
    expect(latestArguments(hub)).toEqual({ note });
  });

  test('the value goes as it is to a server that may have it, and masked to another', async () => {
    const client = await reader();
    // What the client wrote first: what a server said would be stopped as a flow.
    await client.call('hub__work', { note: buildToken('GITHUB_PERSONAL_ACCESS_TOKEN', 98) });
    expect(latestArguments(hub)).toEqual({ note: '<GITHUB_PERSONAL_ACCESS_TOKEN_2>' });
    const own = buildToken('HUGGINGFACE_TOKEN', 99);
    await client.call('hub__work', { note: own });
    expect(latestArguments(hub)).toEqual({ note: own });
    await client.call('paste__work', { note: own });
    expect(latestArguments(paste)).toEqual({ note: '<HUGGINGFACE_TOKEN_2>' });
  });

  test.each([
    ['as it is', (text: string) => text],
    ['in JSON', (text: string) => JSON.stringify({ deep: JSON.stringify(text) })],
    ['in base64', (text: string) => Buffer.from(`k ${text}`).toString('base64')],
    ['in hex', (text: string) => Buffer.from(text).toString('hex')],
  ])('what a server gives back %s later on is masked', async (_how, write) => {
    const client = await reader();
    await client.call('hub__work', { note: '<HUGGINGFACE_TOKEN>' });
    hub.on('tools/call', JSON.stringify({ content: [{ type: 'text', text: `kept: ${write(SECRET)}` }] }));
    const answer = await client.call('hub__send');
    echoing(hub);
    expect(answer.text).toMatch(/^kept: /u);
    expect(answer.json).not.toContain(write(SECRET));
    expect(answer.json).not.toContain(SECRET);
  });

  test('the log says which placeholder was restored, and holds the value nowhere', async () => {
    const client = await reader();
    await client.call('hub__work', { note: 'the log: <HUGGINGFACE_TOKEN>' });
    const row = await auditRow(world.dataDir, 'hub.work', (one) => one.request?.includes('the log: ') === true);
    expect(row).toMatchObject({ server: 'hub', status: 'success' });
    expect(row.request).toContain('the log: <HUGGINGFACE_TOKEN>');
    const control = controlClient(world, relay);
    const { findings, request } = await control.call('calls.get', { entryId: String(row.entry_id) });
    const restored = findings.filter(({ detector }) => detector === 'redaction.restored');
    expect(restored).toHaveLength(1);
    expect(restored[0]).toMatchObject({ kind: 'secret', verdict: 'allow', evidence: '<HUGGINGFACE_TOKEN>' });
    expect(request?.slice(...(restored[0]?.at ?? [0, 0]))).toBe('<HUGGINGFACE_TOKEN>');
    expect(filesWith(world.dataDir, SECRET)).toEqual([]);
    expect(relay.stderr()).not.toContain(SECRET);
  });

  test('a session that has ended gives nothing back', async () => {
    const client = await overHttp(worldOfTest(), relay);
    await client.call('mail__work');
    await client.sdk.close();
    const again = await openFront('legacy http', worldOfTest(), relay, TOOLS);
    await again.call('hub__work', { note: '<HUGGINGFACE_TOKEN>' });
    expect(latestArguments(hub)).toEqual({ note: '<HUGGINGFACE_TOKEN>' });
  });
});

describe('what says the same is masked alike', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let server: Puppet;

  beforeAll(async () => {
    server = await puppet(world, 'files');
    relay = await listenWith(world, writeConfig(world, { mcpServers: { files: server.entry } }));
  }, TEST_MS);

  test('a result that is there as text and as structuredContent has one finding', async () => {
    const structured = { note: `a "${SECRET}" and\n${OTHER}`, [`k ${SECRET}`]: 1 };
    const text = JSON.stringify(structured, null, 2).replace('hf_', String.raw`hf\u005f`);
    server.on('tools/call', JSON.stringify({ content: [{ type: 'text', text }], structuredContent: structured }));
    const client = await overHttp(worldOfTest(), relay);
    await client.waitForTools('work');
    const answer = await client.call('work');
    const masked = {
      note: 'a "<HUGGINGFACE_TOKEN>" and\n<GITHUB_PERSONAL_ACCESS_TOKEN>',
      'k <HUGGINGFACE_TOKEN>': 1,
    };
    expect(answer.structured).toEqual(masked);
    expect(JSON.parse(answer.text)).toEqual(masked);
    const row = await auditRow(world.dataDir, 'work', ({ tool: name }) => name === 'work');
    const { findings } = await controlClient(world, relay).call('calls.get', { entryId: String(row.entry_id) });
    expect(findings.map(({ copies }) => copies?.length)).toEqual([1, 1, 1]);
  });

  test('a file in base64 keeps all but its values, which keep their placeholders', async () => {
    const file = `first: ${SECRET}\nthen: naïve ☕\nlast: ${OTHER}\n`;
    const resource = { uri: 'file:///a', blob: Buffer.from(file).toString('base64') };
    server.on('tools/call', JSON.stringify({ content: [{ type: 'resource', resource }] }));
    const client = await overHttp(worldOfTest(), relay);
    await client.waitForTools('work');
    for (const _again of [1, 2]) {
      const { json } = await client.call('work');
      const blob: unknown = JSON.parse(rawAt(json, 'content', 0, 'resource', 'blob') ?? 'null');
      expect(Buffer.from(String(blob), 'base64').toString()).toBe(
        'first: <HUGGINGFACE_TOKEN>\nthen: naïve ☕\nlast: <GITHUB_PERSONAL_ACCESS_TOKEN>\n',
      );
    }
  });

  test('a file that is no text stays as it is, and with a secret in it is stopped', async () => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe, 1, 2, 3, 4, 5]);
    const client = await overHttp(worldOfTest(), relay);
    await client.waitForTools('work');
    for (const [bytes, expected] of [
      [picture, `"blob":"${picture.toString('base64')}"`],
      [Buffer.concat([picture, Buffer.from(` ${SECRET} `), picture]), 'A secret stands in a file that is no text'],
    ] as const) {
      const resource = { uri: 'file:///a', blob: bytes.toString('base64') };
      server.on('tools/call', JSON.stringify({ content: [{ type: 'resource', resource }] }));
      expect((await client.call('work')).json).toContain(expected);
    }
  });
});

describe('without the setting', { timeout: TEST_MS }, () => {
  test('nothing is put back', async () => {
    const world = worldOfTest();
    const [mail, hub] = [await puppet(world, 'mail'), await puppet(world, 'hub')];
    mail.on('tools/call', JSON.stringify({ content: [{ type: 'text', text: `The key is ${SECRET}.` }] }));
    echoing(hub);
    const mcpServers = { mail: mail.entry, hub: hub.entry };
    const relay = await listenWith(world, writeConfig(world, { mcpServers, mcpRelay: { toolNames: 'prefix' } }));
    const client = await overHttp(world, relay);
    await client.waitForTools('mail__work', 'hub__work');
    await client.call('mail__work');
    await client.call('hub__work', { note: '<HUGGINGFACE_TOKEN>' });
    expect(latestArguments(hub)).toEqual({ note: '<HUGGINGFACE_TOKEN>' });
  });

  test('nothing is put back for a server in hidden mode: what it answers would not be masked', async () => {
    const world = worldOfTest();
    const [mail, hub] = [await puppet(world, 'mail'), await puppet(world, 'hub')];
    mail.on('tools/call', JSON.stringify({ content: [{ type: 'text', text: `The key is ${SECRET}.` }] }));
    echoing(hub);
    const trusted = { ...hub.entry, hidden_mode: true, restore: { kinds: ['secret'] } };
    const mcpServers = { mail: mail.entry, hub: trusted };
    const relay = await listenWith(world, writeConfig(world, { mcpServers, mcpRelay: { toolNames: 'prefix' } }));
    const client = await overHttp(world, relay);
    await client.waitForTools('mail__work', 'hub__work');
    await client.call('mail__work');
    await client.call('hub__work', { note: '<HUGGINGFACE_TOKEN>' });
    expect(latestArguments(hub)).toEqual({ note: '<HUGGINGFACE_TOKEN>' });
  });

  test('a setting that is wrong is told with its line', async () => {
    const world = worldOfTest();
    const file = world.write(
      'wrong.json',
      `{"mcpServers": {
  "a": { "command": "x", "restore": ["secret"] },
  "b": { "command": "x", "restore": { "kinds": ["Secrets"] } },
  "c": { "command": "x", "restore": { "kinds": [], "tool": "*" } }
}}`,
    );
    const { code, stderr } = await runRelay(world, ['--config-file', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/line 2: mcpServers\.a\.restore: /u);
    expect(stderr).toMatch(/line 3: mcpServers\.b\.restore\.kinds\[0\]: must be "secret", "pii" or the name/u);
    expect(stderr).toMatch(/line 4: mcpServers\.c\.restore\.kinds: must name at least one/u);
    expect(stderr).toMatch(/line 4: mcpServers\.c\.restore\.tool: is not a known setting/u);
  });
});
