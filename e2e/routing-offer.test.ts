import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { RawRpcError } from './fixtures/servers/session.ts';
import { auditRow } from './harness/audit-db.ts';
import { TEST_MS } from './harness/deadline.ts';
import { listenWith } from './harness/listening-relay.ts';
import { pagesOf, prompt, promptText, resource, resourceText, template, waitForListed } from './harness/listing.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { type RawClient, openClient } from './harness/raw-client.ts';
import { writeConfig } from './harness/relay.ts';
import { stringAt } from './harness/said-frames.ts';
import { type World, worldOfSuite, worldOfTest } from './harness/world.ts';

const COMPLETION = (value: string): string => JSON.stringify({ completion: { values: [value] } });

/** Says its own name in everything it answers. */
async function talker(world: World, name: string): Promise<Puppet> {
  const server = await puppet(world, name);
  server.on('prompts/get', ({ rawParams }) => promptText(`${name} got ${stringAt(rawParams, 'name') ?? ''}`));
  server.on('resources/read', ({ rawParams }) => {
    const uri = stringAt(rawParams, 'uri') ?? '';
    return resourceText(uri, `${name} has ${uri}`);
  });
  server.on('completion/complete', () => COMPLETION(name));
  return server;
}

async function clientOf(world: World, servers: readonly Puppet[], toolNames = 'auto'): Promise<RawClient> {
  const mcpServers = Object.fromEntries(servers.map(({ name, entry }) => [name, entry]));
  const relay = await listenWith(world, writeConfig(world, { mcpServers, mcpRelay: { toolNames } }));
  await Promise.all(servers.map((server) => server.connected()));
  return openClient('http', world, relay);
}

const alias = (server: string, uri: string): string => `mcp-relay://${server}/${encodeURIComponent(uri)}`;

describe('prompts and resources of two servers that bring the same names', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let first: Puppet;
  let second: Puppet;
  let client: RawClient;

  /** The requests of this method that have reached the servers since the last look. */
  const seen = new Map<string, number>();
  function reached(method: string): readonly string[] {
    return [first, second].flatMap((server) => {
      const all = server.connections.flatMap(({ received }) => received.of(method));
      const key = `${server.name} ${method}`;
      const fresh = all.slice(seen.get(key) ?? 0);
      seen.set(key, all.length);
      return fresh.map(({ rawParams }) => `${server.name} ${rawParams}`);
    });
  }
  const read = async (uri: string): Promise<string> => {
    const frame = await client.request('"read"', 'resources/read', JSON.stringify({ uri }));
    return stringAt(frame, 'result', 'contents', 0, 'text') ?? frame;
  };
  const get = async (name: string): Promise<string> => {
    const frame = await client.request('"get"', 'prompts/get', JSON.stringify({ name }));
    return stringAt(frame, 'result', 'messages', 0, 'content', 'text') ?? frame;
  };
  const complete = async (ref: object): Promise<string> => {
    const params = JSON.stringify({ ref, argument: { name: 'a', value: '' } });
    const frame = await client.request('"complete"', 'completion/complete', params);
    return stringAt(frame, 'result', 'completion', 'values', 0) ?? frame;
  };

  beforeAll(async () => {
    [first, second] = [await talker(world, 'first'), await talker(world, 'second')];
    for (const server of [first, second]) {
      server.on('prompts/list', pagesOf('prompts', [prompt('letter'), prompt(`only-${server.name}`)]));
      server.on('resources/list', pagesOf('resources', [resource('demo://box/1'), resource(`own://${server.name}`)]));
    }
    first.on('resources/templates/list', pagesOf('templates', [template('demo://{id}'), template('demo://{id}/a')]));
    second.on(
      'resources/templates/list',
      pagesOf('templates', [template('demo://room/{id}'), template('demo://{id}/a'), template('{scheme}://x')]),
    );
    client = await clientOf(world, [first, second]);
    await waitForListed(client, 'prompts', 'second__letter');
    await waitForListed(client, 'resources', alias('second', 'demo://box/1'));
    await waitForListed(client, 'templates', 'demo://room/{id}');
    reached('prompts/get');
    reached('resources/read');
  }, TEST_MS);

  test.each([
    ['letter', 'first', 'letter'],
    ['second__letter', 'second', 'letter'],
    ['only-first', 'first', 'only-first'],
    ['only-second', 'second', 'only-second'],
  ])('prompt %s goes to %s alone, under its own name %s', async (shown, server, own) => {
    expect(await get(shown)).toBe(`${server} got ${own}`);
    expect(reached('prompts/get')).toEqual([`${server} ${JSON.stringify({ name: own })}`]);
  });

  test.each([
    ['demo://box/1', 'first', 'demo://box/1'],
    [alias('second', 'demo://box/1'), 'second', 'demo://box/1'],
    ['own://second', 'second', 'own://second'],
    ['demo://room/7', 'second', 'demo://room/7'],
    ['demo://hall/7', 'first', 'demo://hall/7'],
    ['demo://hall/a', 'first', 'demo://hall/a'],
  ])('resource %s is read from %s alone, by its own address', async (uri, server, own) => {
    expect(await read(uri)).toBe(`${server} has ${own}`);
    expect(reached('resources/read')).toEqual([`${server} ${JSON.stringify({ uri: own })}`]);
  });

  test.each([
    [{ type: 'ref/prompt', name: 'second__letter' }, 'second', '{"type":"ref/prompt","name":"letter"}'],
    [{ type: 'ref/prompt', name: 'letter' }, 'first', '{"type":"ref/prompt","name":"letter"}'],
    [{ type: 'ref/resource', uri: 'demo://room/{id}' }, 'second', '{"type":"ref/resource","uri":"demo://room/{id}"}'],
    [{ type: 'ref/resource', uri: 'demo://{id}/a' }, 'first', '{"type":"ref/resource","uri":"demo://{id}/a"}'],
    [
      { type: 'ref/resource', uri: alias('second', 'demo://box/1') },
      'second',
      '{"type":"ref/resource","uri":"demo://box/1"}',
    ],
  ])('a completion for %j goes to %s', async (ref, server, own) => {
    reached('completion/complete');
    expect(await complete(ref)).toBe(server);
    const [arrived, ...more] = reached('completion/complete');
    expect(more).toEqual([]);
    expect(arrived).toContain(`${server} {"ref":${own},`);
  });

  test.each([
    'demo:/box/1',
    'DEMO://box/1',
    'file:///nowhere/notes.txt',
    'mcp-relay://second/nothing',
    'mcp-relay://third/demo%3A%2F%2Fbox%2F1',
    `mcp-relay://first/${encodeURIComponent('own://second')}`,
    '',
  ])('a resource that nobody has (%j) is refused, and no server is asked', async (uri) => {
    const frame = await client.request('"nobody"', 'resources/read', JSON.stringify({ uri }));
    expect(rawAt(frame, 'error', 'code')).toBe('-32002');
    expect(rawAt(frame, 'error', 'data')).toBe(JSON.stringify({ uri }));
    expect(reached('resources/read')).toEqual([]);
  });

  test.each(['Letter', 'first__letter', 'second__only-second', ''])(
    'a prompt that nobody has (%j) is refused',
    async (name) => {
      const frame = await client.request('"nobody"', 'prompts/get', JSON.stringify({ name }));
      expect(rawAt(frame, 'error', 'code')).toBe('-32602');
      expect(reached('prompts/get')).toEqual([]);
    },
  );

  test.each([
    ['prompts/get', '{}'],
    ['prompts/get', '{"name":7}'],
    ['prompts/get', '[]'],
    ['resources/read', '{"uri":["demo://box/1"]}'],
    ['resources/subscribe', '{}'],
    ['completion/complete', '{"ref":{"type":"ref/prompt"},"argument":{"name":"a","value":""}}'],
    ['completion/complete', '{"ref":{"type":"ref/prompt","name":"nobody"},"argument":{"name":"a","value":""}}'],
    ['completion/complete', '{"ref":{"type":"ref/tool","name":"letter"},"argument":{"name":"a","value":""}}'],
    ['completion/complete', '{}'],
  ])('%s with params %s is refused, and no server is asked', async (method, params) => {
    reached(method);
    const frame = await client.request('"bad"', method, params);
    expect(rawAt(frame, 'error', 'code')).toMatch(/^-326(?:00|02)$/u);
    expect(reached(method)).toEqual([]);
  });

  test('an address that a result has named is read from the server of that result', async () => {
    const links = [
      { type: 'resource_link', uri: 'made://link', name: 'l' },
      { type: 'resource', resource: { uri: 'made://embedded', text: 'x' } },
      { type: 'text', text: 'made://only-said' },
    ];
    second.on('tools/list', JSON.stringify({ tools: [{ name: 'make', inputSchema: { type: 'object' } }] }));
    second.on('tools/call', JSON.stringify({ content: links }));
    (await second.connected()).tell('notifications/tools/list_changed');
    await client.waitForTools('make');
    await client.request('"make"', 'tools/call', '{"name":"make"}');
    expect(await read('made://link')).toBe('second has made://link');
    expect(await read('made://embedded')).toBe('second has made://embedded');
    expect(rawAt(await client.request('"said"', 'resources/read', '{"uri":"made://only-said"}'), 'error', 'code')).toBe(
      '-32002',
    );
  });

  test('a server cannot take over, by naming it in a result, an address that another one has', async () => {
    const links = ['demo://box/1', 'own://first'].map((uri) => ({
      type: 'resource_link',
      uri,
      name: 'mine',
    }));
    second.on('tools/list', JSON.stringify({ tools: [{ name: 'seize', inputSchema: { type: 'object' } }] }));
    second.on('tools/call', JSON.stringify({ content: links }));
    (await second.connected()).tell('notifications/tools/list_changed');
    await client.waitForTools('seize');
    await client.request('"seize"', 'tools/call', '{"name":"seize"}');
    expect(await read('demo://box/1')).toBe('first has demo://box/1');
    expect(await read('own://first')).toBe('first has own://first');
  });

  test('each request stands in the log with its server', async () => {
    await get('only-second');
    await read('own://first');
    const row = await auditRow(world.dataDir, 'prompt', ({ tool }) => tool === 'only-second');
    expect(row).toMatchObject({ server: 'second', status: 'success', verdict: 'allow', client: 'client:env' });
    expect(await auditRow(world.dataDir, 'resource', ({ tool }) => tool === 'own://first')).toMatchObject({
      server: 'first',
      status: 'success',
    });
  });
});

describe('names in front of prompts', { timeout: TEST_MS }, () => {
  test('always, where the configuration says so', async () => {
    const world = worldOfTest();
    const server = await talker(world, 'one');
    server.on('prompts/list', pagesOf('prompts', [prompt('letter')]));
    const client = await clientOf(world, [server], 'prefix');
    expect(await waitForListed(client, 'prompts', 'one__letter')).toEqual(['one__letter']);
    const frame = await client.request('1', 'prompts/get', '{"name":"one__letter"}');
    expect(stringAt(frame, 'result', 'messages', 0, 'content', 'text')).toBe('one got letter');
    expect(rawAt(await client.request('2', 'prompts/get', '{"name":"letter"}'), 'error', 'code')).toBe('-32602');
  });
});

describe('methods that the relay does not know', { timeout: TEST_MS }, () => {
  test('go raw to the only server there is', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'only');
    server.on('vendor/special', ({ rawParams }) => rawParams);
    const client = await clientOf(world, [server]);
    await client.waitForTools('work');
    const frame = await client.request('1', 'vendor/special', '{"x":1.0}');
    expect(rawAt(frame, 'result', 'x')).toBe('1.0');
    server.on('vendor/special', () => {
      throw new RawRpcError('{"code":-31999,"message":"not today"}');
    });
    expect(rawAt(await client.request('2', 'vendor/special', '{}'), 'error')).toBe(
      '{"code":-31999,"message":"not today"}',
    );
    expect(rawAt(await client.request('3', 'vendor/unknown', '{}'), 'error', 'code')).toBe('-32601');
    await auditRow(world.dataDir, 'the unknown method', ({ tool }) => tool === 'vendor/special');
  });

  test('are refused where there are two', async () => {
    const world = worldOfTest();
    const servers = [await puppet(world, 'one'), await puppet(world, 'two')];
    for (const server of servers) server.on('vendor/special', '{}');
    const client = await clientOf(world, servers);
    await client.waitForTools('work', 'two__work');
    const frame = await client.request('1', 'vendor/special', '{"x":1.0}');
    expect(rawAt(frame, 'error', 'code')).toBe('-32601');
    for (const server of servers) {
      expect((await server.connected()).received.of('vendor/special')).toEqual([]);
    }
    const row = await auditRow(world.dataDir, 'the refused method', ({ status }) => status === 'denied');
    expect(row).toMatchObject({ server: null, client: 'client:env', verdict: 'allow' });
  });

  test('ping is answered by the relay itself', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'one');
    server.on('ping', () => undefined);
    const client = await clientOf(world, [server]);
    expect(rawAt(await client.request('1', 'ping'), 'result')).toBe('{}');
    expect(rawAt(await (await server.connected()).ask('ping', '{}'), 'result')).toBe('{}');
  });
});
