import { describe, expect, test } from 'vitest';

import { INJECTED_DOCUMENT } from './fixtures/injections.ts';
import { tool } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import {
  LISTS,
  type ListKind,
  listedNames,
  pagesOf,
  prompt,
  resource,
  template,
  waitForListed,
} from './harness/listing.ts';
import { type Puppet, type PuppetConnection, puppet } from './harness/puppet.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { type World, worldOfTest } from './harness/world.ts';

const KINDS: readonly ListKind[] = ['tools', 'prompts', 'resources', 'templates'];
const changed = (kind: ListKind): string => `notifications/${kind === 'templates' ? 'resources' : kind}/list_changed`;
const item: Readonly<Record<ListKind, (name: string, description?: string) => object>> = {
  tools: (name, description = 'Works.') => tool(name, description),
  prompts: (name, description) => ({ ...prompt(name), ...(description === undefined ? {} : { description }) }),
  resources: (name, description) => ({
    ...resource(`demo://${name}`),
    ...(description === undefined ? {} : { description }),
  }),
  templates: (name, description) => ({
    ...template(`demo://${name}/{id}`),
    ...(description === undefined ? {} : { description }),
  }),
};
const shown = (kind: ListKind, name: string): string =>
  kind === 'resources' ? `demo://${name}` : kind === 'templates' ? `demo://${name}/{id}` : name;

interface Stage {
  readonly server: Puppet;
  readonly connection: PuppetConnection;
  readonly clients: readonly RawClient[];
  readonly relay: ListeningRelay;
}

async function stage(world: World, kind: ListKind): Promise<Stage> {
  const server = await puppet(world, 'changing');
  server.on(LISTS[kind].method, pagesOf(kind, [item[kind]('one')]));
  const relay = await listen(world, { changing: server.entry });
  const connection = await server.connected();
  const clients = await Promise.all(WAYS.map((way) => openClient(way, world, relay)));
  for (const client of clients) await waitForListed(client, kind, shown(kind, 'one'));
  return { server, connection, clients, relay };
}

describe('a server whose list changes', { timeout: TEST_MS }, () => {
  test.each(KINDS)('%s: every client is told, when the list that it then gets is the new one', async (kind) => {
    const { server, connection, clients } = await stage(worldOfTest(), kind);
    const before = clients.map(({ received }) => received.of(changed(kind)).length);
    server.on(LISTS[kind].method, pagesOf(kind, [item[kind]('one'), item[kind]('two')]));
    connection.tell(changed(kind));
    for (const [index, client] of clients.entries()) {
      await client.received.next(changed(kind), before[index]);
      expect(await listedNames(client, kind)).toContain(shown(kind, 'two'));
    }
  });

  test.each(KINDS)('%s: nobody is told where nothing differs', async (kind) => {
    const { server, connection, clients } = await stage(worldOfTest(), kind);
    const before = clients.map(({ received }) => received.of(changed(kind)).length);
    const listed = connection.received.of(LISTS[kind].method).length;
    connection.tell(changed(kind));
    await connection.received.next(LISTS[kind].method, listed);
    // What comes next is told of once: the change before it was none.
    server.on(LISTS[kind].method, pagesOf(kind, [item[kind]('one'), item[kind]('two')]));
    connection.tell(changed(kind));
    for (const [index, client] of clients.entries()) {
      await client.received.next(changed(kind), before[index]);
      await client.request('"p"', 'ping');
      expect(client.received.of(changed(kind))).toHaveLength((before[index] ?? 0) + 1);
    }
  });

  test.each(KINDS)('%s: what is poisoned is neither listed nor told of', async (kind) => {
    const { server, connection, clients } = await stage(worldOfTest(), kind);
    const before = clients.map(({ received }) => received.of(changed(kind)).length);
    const listed = connection.received.of(LISTS[kind].method).length;
    server.on(LISTS[kind].method, pagesOf(kind, [item[kind]('one'), item[kind]('evil', INJECTED_DOCUMENT)]));
    connection.tell(changed(kind));
    await connection.received.next(LISTS[kind].method, listed);
    server.on(
      LISTS[kind].method,
      pagesOf(kind, [item[kind]('one'), item[kind]('evil', INJECTED_DOCUMENT), item[kind]('three')]),
    );
    connection.tell(changed(kind));
    for (const [index, client] of clients.entries()) {
      await waitForListed(client, kind, shown(kind, 'three'));
      expect(await listedNames(client, kind)).not.toContain(shown(kind, 'evil'));
      await client.received.next(changed(kind), before[index]);
      await client.request('"p"', 'ping');
      expect(client.received.of(changed(kind))).toHaveLength((before[index] ?? 0) + 1);
    }
  });

  test('one that says so a thousand times is listed a few times', async () => {
    const { server, connection, clients } = await stage(worldOfTest(), 'prompts');
    const [client] = clients;
    if (!client) throw new Error('no client');
    const before = connection.received.of('prompts/list').length;
    let version = 0;
    server.on('prompts/list', () => JSON.stringify({ prompts: [prompt(`version-${(version += 1)}`)] }));
    for (let index = 0; index < 1000; index += 1) connection.tell(changed('prompts'));
    await until('the first change', () => client.received.of(changed('prompts')).length > 0);
    await connection.ask('ping', '{}');
    expect(connection.received.of('prompts/list').length - before).toBeLessThan(5);
    expect(client.received.of(changed('prompts')).length).toBeLessThan(5);
  });

  test('one that withdraws everything: its lists are empty, its names lead nowhere', async () => {
    const { server, connection, clients } = await stage(worldOfTest(), 'resources');
    const [client] = clients;
    if (!client) throw new Error('no client');
    server.on('resources/list', pagesOf('resources', []));
    connection.tell(changed('resources'));
    await until('the empty list', async () => (await listedNames(client, 'resources')).length === 0);
    expect(await client.request('"gone"', 'resources/read', '{"uri":"demo://one"}')).toContain('-32002');
    expect(connection.received.of('resources/read')).toEqual([]);
  });

  test.each(WAYS)('a client over %s that has not said that it is ready hears nothing unasked', async (way) => {
    const world = worldOfTest();
    const { server, connection, clients, relay } = await stage(world, 'prompts');
    const [witness] = clients;
    if (!witness) throw new Error('no client');
    const shy = await openClient(way, world, relay, { saysReady: false });
    const change = async (...names: readonly string[]): Promise<void> => {
      const before = witness.received.of(changed('prompts')).length;
      server.on('prompts/list', pagesOf('prompts', names.map(prompt)));
      connection.tell(changed('prompts'));
      await witness.received.next(changed('prompts'), before);
    };
    await change('one', 'two');
    await shy.request('"p"', 'ping');
    expect(shy.received.all.every(({ method }) => method === '')).toBe(true);
    shy.tell('notifications/initialized');
    await shy.request('"p"', 'ping');
    await change('one', 'two', 'three');
    await shy.received.next(changed('prompts'));
  });
});
