import { describe, expect, test } from 'vitest';

import { INJECTED_DOCUMENT } from './fixtures/injections.ts';
import { rawAt } from './fixtures/raw-json.ts';
import { RawRpcError, textResult } from './fixtures/servers/session.ts';
import { buildToken } from './fixtures/tokens.ts';
import { auditRow } from './harness/audit-db.ts';
import { controlClient } from './harness/control-client.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { listedNames, pagesOf, resource, resourceText, template, waitForListed } from './harness/listing.ts';
import { askModern, modernFrame, openModern } from './harness/modern-http.ts';
import { modernPuppet } from './harness/modern-puppet.ts';
import { puppet } from './harness/puppet.ts';
import { openClient } from './harness/raw-client.ts';
import { stringAt } from './harness/said-frames.ts';
import { filesWith } from './harness/secret-search.ts';
import { worldOfTest } from './harness/world.ts';

const TOKEN = buildToken('HUGGINGFACE_TOKEN', 71);
const DEBUG = { env: { LOGLEVEL: 'debug' } } as const;
const CAN_ALL = '{"sampling":{},"elicitation":{"form":{},"url":{}},"roots":{}}';
const FORM = '{"message":"Your size?","requestedSchema":{"type":"object","properties":{}}}';
const ROOM = 'demo://room/{id}';

describe('a secret of a client', { timeout: TEST_MS }, () => {
  test('in its refusal to answer does not reach the server', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: server.entry }, DEBUG);
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    let got = '';
    server.on('tools/call', async ({ ask }) => {
      got = await ask('sampling/createMessage', '{"messages":[],"maxTokens":1}');
      return textResult('asked');
    });
    const called = client.request('1', 'tools/call', '{"name":"work"}');
    const { rawId } = await client.received.next('sampling/createMessage');
    client.refuse(rawId, JSON.stringify({ code: -1, message: `no ${TOKEN}`, data: { why: [TOKEN] } }));
    await called;
    expect(rawAt(got, 'error', 'code')).toMatch(/^-\d+$/u);
    expect(got).not.toContain(TOKEN);
    await auditRow(world.dataDir, 'the call', ({ tool, status }) => tool === 'work' && status === 'success');
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
  });

  test('in its refusal of what a modern server wants stands in no log', async () => {
    const world = worldOfTest();
    const server = await modernPuppet(world, 'asker');
    server.on(
      'tools/call',
      () => `{"resultType":"input_required","inputRequests":{"a":{"method":"elicitation/create","params":${FORM}}}}`,
    );
    const relay = await listen(world, { asker: server.entry }, DEBUG);
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    const called = client.request('1', 'tools/call', '{"name":"work"}');
    const { rawId } = await client.received.next('elicitation/create');
    client.refuse(rawId, JSON.stringify({ code: -1, message: `no ${TOKEN}` }));
    expect(stringAt(await called, 'result', 'content', 0, 'text')).toMatch(/^AISEC_TOOL_EXECUTION_ERROR:/u);
    await auditRow(world.dataDir, 'the call', ({ tool, status }) => tool === 'work' && status === 'error');
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(relay.stderr()).not.toContain(TOKEN);
  });

  test('in an address that it subscribes to reaches no server, and no log, in either era', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'rooms');
    server.on('resources/templates/list', pagesOf('templates', [template(ROOM)]));
    const relay = await listen(world, { rooms: server.entry }, DEBUG);
    const { received } = await server.connected();
    const client = await openClient('http', world, relay);
    await waitForListed(client, 'templates', ROOM);
    const uri = `demo://room/${TOKEN}`;
    await client.request('1', 'resources/subscribe', JSON.stringify({ uri, _meta: { note: TOKEN } }));
    const wanted = { notifications: { resourceSubscriptions: [uri, 'demo://room/7'] } };
    openModern(world, relay, modernFrame('2', 'subscriptions/listen', JSON.stringify(wanted)));
    await until('the other one', () =>
      received.of('resources/subscribe').some(({ rawParams }) => rawParams.includes('demo://room/7')),
    );
    expect(received.all.filter(({ source }) => source.includes(TOKEN))).toEqual([]);
    await auditRow(world.dataDir, 'the subscription', ({ server }) => server === 'rooms');
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(relay.stderr()).not.toContain(TOKEN);
  });

  test('as the name of a method whose params are none stands in no log', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'only');
    const relay = await listen(world, { only: server.entry }, DEBUG);
    const client = await openClient('http', world, relay);
    await client.waitForTools('work');
    expect(rawAt(await client.request('1', `vendor/${TOKEN}`, '[1]'), 'error', 'code')).toBe('-32602');
    await client.request('2', 'tools/call', '{"name":"work"}');
    await auditRow(world.dataDir, 'the call after it', ({ tool }) => tool === 'work');
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(relay.stderr()).not.toContain(TOKEN);
  });
});

describe('a secret in an address that a server lists', { timeout: TEST_MS }, () => {
  const SECRET = `demo://h/?key=${TOKEN}`;

  test('is masked in the alias of the second server too, and each is read by the address in the list', async () => {
    const world = worldOfTest();
    const servers = [await puppet(world, 'left'), await puppet(world, 'right')];
    for (const server of servers) {
      server.on('resources/list', pagesOf('resources', [resource(SECRET), resource(`demo://${server.name}`)]));
      server.on('resources/read', () => resourceText('demo://h', `of ${server.name}`));
    }
    const relay = await listen(world, Object.fromEntries(servers.map(({ name, entry }) => [name, entry])), DEBUG);
    const client = await openClient('http', world, relay);
    await waitForListed(client, 'resources', 'demo://left', 'demo://right');
    const names = (await listedNames(client, 'resources')).filter((name) => name.includes('HUGGINGFACE'));
    expect(names).toHaveLength(2);
    expect(client.received.all.filter(({ source }) => source.includes(TOKEN))).toEqual([]);
    const texts = [];
    for (const [index, uri] of names.entries()) {
      const frame = await client.request(`"read ${index}"`, 'resources/read', JSON.stringify({ uri }));
      texts.push(stringAt(frame, 'result', 'contents', 0, 'text') ?? frame);
    }
    expect(texts).toEqual(['of left', 'of right']);
    // The server's own address is the server's own to have.
    const { received } = await (servers[0] ?? servers[1])!.connected();
    expect(stringAt(received.of('resources/read')[0]?.rawParams ?? '{}', 'uri')).toBe(SECRET);
    await auditRow(world.dataDir, 'both reads', ({ server, status }) => server === 'right' && status === 'success');
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(relay.stderr()).not.toContain(TOKEN);
  });

  test('stands in no notice where the definition is poisoned', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'bad');
    const poisoned = { description: INJECTED_DOCUMENT };
    server.on('resources/list', pagesOf('resources', [{ uri: TOKEN, name: 'n', ...poisoned }, resource('demo://x')]));
    server.on('prompts/list', pagesOf('prompts', [{ name: TOKEN, ...poisoned }]));
    server.on('tools/list', JSON.stringify({ tools: [{ name: TOKEN, inputSchema: { type: 'object' }, ...poisoned }] }));
    const relay = await listen(world, { bad: server.entry }, DEBUG);
    const client = await openClient('http', world, relay);
    await waitForListed(client, 'resources', 'demo://x');
    await client.request('1', 'resources/read', '{"uri":"demo://x"}');
    await auditRow(world.dataDir, 'the read', ({ server }) => server === 'bad');
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(relay.stderr()).not.toContain(TOKEN);
  });

  test('stands in no log where the server is trusted, though it passes', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'trusted');
    server.on('resources/list', pagesOf('resources', [resource(SECRET)]));
    server.on('resources/read', () => resourceText('demo://h', 'read'));
    const relay = await listen(world, { trusted: { ...server.entry, hidden_mode: true } }, DEBUG);
    const client = await openClient('http', world, relay);
    await waitForListed(client, 'resources', SECRET);
    expect(await client.request('1', 'resources/read', JSON.stringify({ uri: SECRET }))).toContain('read');
    await auditRow(world.dataDir, 'the read', ({ server, bypassed }) => server === 'trusted' && bypassed === 1);
    expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    expect(relay.stderr()).not.toContain(TOKEN);
  });
});

describe('what a server says when it refuses a subscription', { timeout: TEST_MS }, () => {
  test.each([
    [
      'a harmless sentence',
      '{"code":-32050,"message":"not now","data":{"x":1.0}}',
      (error: string) => expect(error).toBe('{"code":-32050,"message":"not now","data":{"x":1.0}}'),
    ],
    [
      'an injection',
      JSON.stringify({ code: -32050, message: INJECTED_DOCUMENT }),
      (error: string) => {
        expect(error).not.toContain('maintenance mode');
        expect(rawAt(error, 'data', 'code')).toBe('"AISEC_SECURITY_BLOCK"');
      },
    ],
  ])('%s', async (_what, raw, holds) => {
    const world = worldOfTest();
    const server = await puppet(world, 'refuser');
    server.on('resources/list', pagesOf('resources', [resource('demo://box')]));
    server.on('resources/subscribe', () => {
      throw new RawRpcError(raw);
    });
    const relay = await listen(world, { refuser: server.entry });
    const client = await openClient('http', world, relay);
    await waitForListed(client, 'resources', 'demo://box');
    holds(rawAt(await client.request('1', 'resources/subscribe', '{"uri":"demo://box"}'), 'error') ?? '');
    await auditRow(world.dataDir, 'the subscription', ({ tool }) => tool === 'demo://box');
  });
});

describe('what is found in what a server says unasked', { timeout: TEST_MS }, () => {
  test.each(['during a call', 'outside of calls'])(
    'stands in the log, and a flood of it in few rows: %s',
    async (when) => {
      const world = worldOfTest();
      const server = await puppet(world, 'talker');
      const relay = await listen(world, { talker: server.entry });
      const client = await openClient('http', world, relay);
      await client.waitForTools('work');
      const connection = await server.connected();
      const done = Promise.withResolvers<string>();
      server.on('tools/call', () => done.promise);
      const called = client.request('"call"', 'tools/call', '{"name":"work"}');
      await connection.received.next('tools/call');
      if (when === 'outside of calls') {
        done.resolve(textResult('done'));
        await called;
      }
      const say = (data: string): void =>
        connection.tell('notifications/message', JSON.stringify({ level: 'info', data }));
      say(INJECTED_DOCUMENT);
      say(`the key is ${TOKEN}`);
      for (let count = 0; count < 60; count += 1) say(`again ${count} ${TOKEN}`);
      say('the last one');
      await until('the last one', () => client.received.all.some(({ source }) => source.includes('the last one')));
      done.resolve(textResult('done'));
      await called;
      await client.request('"after"', 'tools/call', '{"name":"list_downstream_servers_info"}');
      const blocked = await auditRow(world.dataDir, 'the injection', ({ status }) => status === 'blocked');
      expect(blocked).toMatchObject({ server: 'talker', verdict: 'block', bypassed: 0 });
      expect(blocked.findings).toContain('injection');
      const masked = await auditRow(
        world.dataDir,
        'the secret',
        ({ response }) => response?.includes('the key is') ?? false,
      );
      expect(masked).toMatchObject({ server: 'talker', verdict: 'mask', status: 'success' });
      const { rows } = await controlClient(world, relay).call('calls.list', { filter: {}, limit: 200 });
      expect(rows.filter(({ outcome }) => outcome === 'masked').length).toBeLessThan(40);
      expect(filesWith(world.dataDir, TOKEN)).toEqual([]);
    },
  );
});

describe('the scanner’s own server', { timeout: TEST_MS }, () => {
  test('says nothing to clients', async () => {
    const world = worldOfTest();
    const [scanner, other] = [await puppet(world, 'pan-aisecurity'), await puppet(world, 'other')];
    scanner.on('resources/list', pagesOf('resources', [resource('scanned://last')]));
    scanner.on('prompts/list', '{"prompts":[{"name":"secret-prompt"}]}');
    const relay = await listen(world, { 'pan-aisecurity': scanner.entry, other: other.entry });
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    const [inner, outer] = [await scanner.connected(), await other.connected()];
    await client.request('"level"', 'logging/setLevel', '{"level":"debug"}');
    inner.tell('notifications/message', '{"level":"error","data":"I scanned something private"}');
    inner.tell('notifications/elicitation/complete', '{"elicitationId":"e"}');
    inner.tell('notifications/resources/updated', '{"uri":"scanned://last"}');
    await inner.ask('ping', '{}');
    outer.tell('notifications/message', '{"level":"error","data":"of the other"}');
    await client.received.next('notifications/message');
    for (const method of ['prompts/get', 'resources/read', 'resources/subscribe', 'completion/complete']) {
      const params =
        '{"name":"secret-prompt","uri":"scanned://last","ref":{"type":"ref/prompt","name":"secret-prompt"}}';
      expect(rawAt(await client.request(`"${method}"`, method, params), 'error')).toBeDefined();
      expect(inner.received.of(method)).toEqual([]);
    }
    const heard = client.received.all.map(({ source }) => source).join('\n');
    expect(heard).not.toContain('something private');
    expect(client.received.of('notifications/resources/updated')).toEqual([]);
    expect(client.received.of('notifications/elicitation/complete')).toEqual([]);
    expect(inner.received.of('logging/setLevel')).toEqual([]);
    for (const method of ['prompts/list', 'resources/list']) {
      const { frame } = await askModern(world, relay, modernFrame('3', method));
      expect(rawAt(frame, 'result')).not.toMatch(/secret-prompt|scanned:/u);
    }
  });
});
