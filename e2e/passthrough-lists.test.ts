import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt, rawMembers } from './fixtures/raw-json.ts';
import { RawRpcError, tool } from './fixtures/servers/session.ts';
import { TEST_MS } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import {
  LISTS,
  type ListKind,
  listed,
  listedNames,
  listedPages,
  pagesOf,
  prompt,
  resource,
  template,
  waitForListed,
} from './harness/listing.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { type RawClient, openClient } from './harness/raw-client.ts';
import { type World, worldOfSuite, worldOfTest } from './harness/world.ts';

const KINDS: readonly ListKind[] = ['tools', 'prompts', 'resources', 'templates'];
const BESIDE_TOOLS: readonly ListKind[] = ['prompts', 'resources', 'templates'];

/** An item of a kind whose name, or address, has this in it. */
const item: Readonly<Record<ListKind, (name: string) => object>> = {
  tools: (name) => tool(name, `Does ${name}.`),
  prompts: prompt,
  resources: (name) => resource(`demo://${name}`),
  templates: (name) => template(`demo://${name}/{id}`),
};
const shown: Readonly<Record<ListKind, (name: string) => string>> = {
  tools: (name) => name,
  prompts: (name) => name,
  resources: (name) => `demo://${name}`,
  templates: (name) => `demo://${name}/{id}`,
};

async function clientOf(world: World, ...servers: readonly Puppet[]): Promise<RawClient> {
  const relay = await listen(world, Object.fromEntries(servers.map(({ name, entry }) => [name, entry])), {
    args: ['--max-mcp-tools', '1000'],
  });
  await Promise.all(servers.map((server) => server.connected()));
  return openClient('http', world, relay);
}

describe('lists of several servers', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let client: RawClient;

  beforeAll(async () => {
    const [first, second] = [await puppet(world, 'first'), await puppet(world, 'second')];
    for (const kind of KINDS) {
      const names = Array.from({ length: 25 }, (_, index) => item[kind](`first-${index}`));
      first.on(LISTS[kind].method, pagesOf(kind, names, 10));
      second.on(LISTS[kind].method, pagesOf(kind, [item[kind]('second-0'), item[kind]('second-1')], 1));
    }
    client = await clientOf(world, first, second);
    for (const kind of KINDS) await waitForListed(client, kind, shown[kind]('first-24'), shown[kind]('second-1'));
  }, TEST_MS);

  test.each(KINDS)('%s: all pages of all servers, in the order of the configuration', async (kind) => {
    const wanted = [...Array.from({ length: 25 }, (_, index) => `first-${index}`), 'second-0', 'second-1'];
    const own = kind === 'tools' ? ['list_downstream_servers_info'] : [];
    expect(await listedNames(client, kind)).toEqual([...wanted.map((name) => shown[kind](name)), ...own]);
    expect(await listedNames(client, kind)).toEqual(await listedNames(client, kind));
  });

  test.each(KINDS)("%s: a cursor that is not the relay's own is refused", async (kind) => {
    for (const cursor of ['"after 10"', '""', '"AAAA"', '12', 'null']) {
      const frame = await client.request(
        `"cursor ${cursor.replaceAll('"', '')}"`,
        LISTS[kind].method,
        `{"cursor":${cursor}}`,
      );
      expect(rawAt(frame, 'error', 'code'), cursor).toBe('-32602');
    }
  });

  test('what the relay can do is what the servers can do', () => {
    const capabilities = rawMembers(rawAt(client.greeting, 'capabilities') ?? '{}');
    expect(JSON.parse(capabilities.get('prompts') ?? 'null')).toEqual({ listChanged: true });
    expect(JSON.parse(capabilities.get('resources') ?? 'null')).toEqual({ listChanged: true, subscribe: true });
    expect([...capabilities.keys()].toSorted()).toEqual(['completions', 'logging', 'prompts', 'resources', 'tools']);
  });
});

describe('a list that is longer than a page of the relay', { timeout: TEST_MS }, () => {
  test.each(BESIDE_TOOLS)('%s: comes in pages with cursors of the relay, each item once', async (kind) => {
    const world = worldOfTest();
    const server = await puppet(world, 'long');
    const items = Array.from({ length: 1203 }, (_, index) => item[kind](`n-${index}`));
    server.on(LISTS[kind].method, pagesOf(kind, items, 100));
    const client = await clientOf(world, server);
    await waitForListed(client, kind, shown[kind]('n-1202'));
    const pages = await listedPages(client, kind);
    expect(pages.map((page) => page.length)).toEqual([500, 500, 203]);
    expect(pages.flat()).toEqual(items.map((one) => JSON.stringify(one)));

    const first = await client.request('"first"', LISTS[kind].method);
    const cursor = rawAt(first, 'result', 'nextCursor') ?? '';
    expect(cursor).not.toContain('after');
    // A list that has changed meanwhile does not go on with half of another one.
    server.on(LISTS[kind].method, pagesOf(kind, items.slice(1), 100));
    const connection = await server.connected();
    connection.tell(`notifications/${kind === 'templates' ? 'resources' : kind}/list_changed`);
    await client.received.next(`notifications/${kind === 'templates' ? 'resources' : kind}/list_changed`);
    const frame = await client.request('"stale"', LISTS[kind].method, `{"cursor":${cursor}}`);
    expect(rawAt(frame, 'error', 'code')).toBe('-32602');
    expect(await listed(client, kind)).toHaveLength(1202);
  });
});

describe('one failing server never fails a list', { timeout: TEST_MS }, () => {
  const failures = {
    'answers with an error': () => {
      throw new RawRpcError('{"code":-32603,"message":"broken"}');
    },
    'never answers': () => undefined,
    'repeats its cursor': () => '{"prompts":[],"resources":[],"resourceTemplates":[],"nextCursor":"again"}',
    'answers with no list': () => '{"prompts":7,"resources":{},"resourceTemplates":null}',
    'answers with items that are none': () =>
      '{"prompts":[7,null,{"name":8}],"resources":[[],{"uri":null}],"resourceTemplates":[{},"x"]}',
  };

  test.each(Object.entries(failures))('one that %s', async (_what, part) => {
    const world = worldOfTest();
    const [good, bad] = [await puppet(world, 'good'), await puppet(world, 'bad')];
    for (const kind of BESIDE_TOOLS) {
      good.on(LISTS[kind].method, pagesOf(kind, [item[kind]('good')]));
      bad.on(LISTS[kind].method, part);
    }
    bad.on('tools/list', JSON.stringify({ tools: [tool('bad_work', 'Works all the same.')] }));
    const client = await clientOf(world, bad, good);
    await client.waitForTools('work', 'bad_work');
    for (const kind of BESIDE_TOOLS) {
      expect(await waitForListed(client, kind, shown[kind]('good'))).toEqual([shown[kind]('good')]);
    }
  });

  test('one that goes on with new pages for ever', async () => {
    const world = worldOfTest();
    const [good, endless] = [await puppet(world, 'good'), await puppet(world, 'endless')];
    let asked = 0;
    good.on('prompts/list', pagesOf('prompts', [prompt('good')]));
    endless.on('prompts/list', () => {
      asked += 1;
      return JSON.stringify({ prompts: [prompt(`p${asked}`)], nextCursor: `page ${asked}` });
    });
    const client = await clientOf(world, endless, good);
    await waitForListed(client, 'prompts', 'good');
    await client.waitForTools('work');
    expect(asked).toBeLessThan(2000);
  });
});

describe('what no server has', { timeout: TEST_MS }, () => {
  test('is not offered, and its methods are unknown', async () => {
    const world = worldOfTest();
    const [plain, other] = [
      await puppet(world, 'plain', { capabilities: '{"tools":{}}' }),
      await puppet(world, 'other', { capabilities: '{}' }),
    ];
    const client = await clientOf(world, plain, other);
    const capabilities = rawMembers(rawAt(client.greeting, 'capabilities') ?? '{}');
    expect([...capabilities.keys()].filter((key) => key !== 'logging')).toEqual(['tools']);
    const methods = {
      'prompts/list': '{}',
      'prompts/get': '{"name":"p"}',
      'resources/list': '{}',
      'resources/templates/list': '{}',
      'resources/read': '{"uri":"demo://x"}',
      'resources/subscribe': '{"uri":"demo://x"}',
      'completion/complete': '{"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":""}}',
      'tasks/get': '{"taskId":"t"}',
    };
    for (const [method, params] of Object.entries(methods)) {
      const frame = await client.request(`"${method}"`, method, params);
      expect(rawAt(frame, 'error', 'code'), method).toBe('-32601');
    }
    for (const server of [plain, other]) {
      const connection = await server.connected();
      for (const method of Object.keys(methods)) expect(connection.received.of(method), method).toEqual([]);
    }
  });

  test('a server that offers prompts but has none gives an empty list', async () => {
    const world = worldOfTest();
    const client = await clientOf(world, await puppet(world, 'empty'));
    for (const kind of BESIDE_TOOLS) expect(await listed(client, kind)).toEqual([]);
  });
});

describe('names that two servers bring', { timeout: TEST_MS }, () => {
  test('the first keeps its own; prompts get the server in front, resources an alias', async () => {
    const world = worldOfTest();
    const [first, second] = [await puppet(world, 'first'), await puppet(world, 'second')];
    for (const server of [first, second]) {
      server.on('prompts/list', pagesOf('prompts', [prompt('letter')]));
      server.on('resources/list', pagesOf('resources', [resource('demo://box/1')]));
      server.on('resources/templates/list', pagesOf('templates', [template('demo://box/{id}')]));
    }
    const client = await clientOf(world, first, second);
    expect(await waitForListed(client, 'prompts', 'second__letter')).toEqual(['letter', 'second__letter']);
    const alias = `mcp-relay://second/${encodeURIComponent('demo://box/1')}`;
    expect(await waitForListed(client, 'resources', alias)).toEqual(['demo://box/1', alias]);
    expect(await waitForListed(client, 'templates', 'demo://box/{id}')).toEqual(['demo://box/{id}']);
    // Everything but the name stays as its server wrote it.
    const prompts = await listed(client, 'prompts');
    expect(prompts[1]).toBe(JSON.stringify({ ...prompt('letter'), name: 'second__letter' }));
  });
});
