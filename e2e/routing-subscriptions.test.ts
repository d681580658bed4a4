import { beforeEach, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { RawRpcError } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { pagesOf, resource, template, waitForListed } from './harness/listing.ts';
import { type Puppet, type PuppetConnection, puppet } from './harness/puppet.ts';
import { type RawClient, openClient } from './harness/raw-client.ts';
import { stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const UPDATED = 'notifications/resources/updated';
const ALIAS = `mcp-relay://second/${encodeURIComponent('demo://box')}`;

describe('subscriptions to resources', { timeout: TEST_MS }, () => {
  let world: World;
  let relay: ListeningRelay;
  let first: Puppet;
  let second: Puppet;
  let connection: PuppetConnection;
  let other: PuppetConnection;

  beforeEach(async () => {
    world = worldOfTest();
    [first, second] = [await puppet(world, 'first'), await puppet(world, 'second')];
    for (const server of [first, second]) {
      server.on('resources/list', pagesOf('resources', [resource('demo://box'), resource(`own://${server.name}`)]));
    }
    first.on('resources/templates/list', pagesOf('templates', [template('demo://room/{id}')]));
    relay = await listen(world, { first: first.entry, second: second.entry });
    [connection, other] = [await first.connected(), await second.connected()];
  }, TEST_MS);

  async function client(...args: Parameters<typeof openClient> extends [infer W, ...unknown[]] ? [W] : never) {
    const opened = await openClient(args[0], world, relay);
    await waitForListed(opened, 'resources', 'demo://box', ALIAS);
    return opened;
  }
  const ask = async (one: RawClient, method: 'subscribe' | 'unsubscribe', uri: string): Promise<string> =>
    one.request(`"${method}"`, `resources/${method}`, JSON.stringify({ uri }));
  const subscribe = async (one: RawClient, uri: string): Promise<void> => {
    expect(rawAt(await ask(one, 'subscribe', uri), 'result')).toBe('{}');
  };
  const unsubscribe = async (one: RawClient, uri: string): Promise<void> => {
    expect(rawAt(await ask(one, 'unsubscribe', uri), 'result')).toBe('{}');
  };
  const asked = (of: PuppetConnection, method: 'subscribe' | 'unsubscribe'): readonly string[] =>
    of.received.of(`resources/${method}`).map(({ rawParams }) => stringAt(rawParams, 'uri') ?? '');
  const updates = (one: RawClient): readonly string[] =>
    one.received.of(UPDATED).map(({ rawParams }) => stringAt(rawParams, 'uri') ?? '');
  const update = (of: PuppetConnection, uri: string): void => of.tell(UPDATED, JSON.stringify({ uri }));
  /** Everything that the servers have said so far has come through the relay. */
  const settled = async (...clients: readonly RawClient[]): Promise<void> => {
    for (const server of [connection, other]) await server.ask('ping', '{}');
    for (const one of clients) await one.request('"settled"', 'ping');
  };

  test('a server is asked once for all sessions, and told when the last has gone', async () => {
    const [one, two, three] = [await client('http'), await client('sse'), await client('stdio')];
    for (const each of [one, two, three]) await subscribe(each, 'demo://box');
    await subscribe(one, 'demo://box');
    expect(asked(connection, 'subscribe')).toEqual(['demo://box']);
    expect(asked(other, 'subscribe')).toEqual([]);

    update(connection, 'demo://box');
    for (const each of [one, two, three]) await until('the update', () => updates(each).length === 1);

    await unsubscribe(one, 'demo://box');
    expect(asked(connection, 'unsubscribe')).toEqual([]);
    update(connection, 'demo://box');
    for (const each of [two, three]) await until('the update', () => updates(each).length === 2);
    await settled(one);
    expect(updates(one)).toHaveLength(1);

    // One says goodbye to its session, the other just goes away.
    await two.leave();
    await unsubscribe(three, 'demo://box');
    await until('the last has gone', () => asked(connection, 'unsubscribe').length === 1);
    expect(asked(connection, 'unsubscribe')).toEqual(['demo://box']);
  });

  test('the session that ends takes its subscriptions with it', async () => {
    const one = await client('sse');
    await subscribe(one, 'demo://box');
    await subscribe(one, ALIAS);
    await one.leave();
    await until('both servers are told', () =>
      [connection, other].every((server) => asked(server, 'unsubscribe').includes('demo://box')),
    );
  });

  test('only subscribers hear of a resource, under the address they know', async () => {
    const [one, two, idle] = [await client('http'), await client('http'), await client('http')];
    await subscribe(one, 'demo://box');
    await subscribe(two, ALIAS);
    await subscribe(two, 'demo://room/7');
    expect(asked(connection, 'subscribe')).toEqual(['demo://box', 'demo://room/7']);
    expect(asked(other, 'subscribe')).toEqual(['demo://box']);
    update(connection, 'demo://box');
    update(other, 'demo://box');
    update(connection, 'demo://room/7');
    update(connection, 'own://first');
    update(connection, ALIAS);
    connection.tell(UPDATED, '{"uri":7}');
    connection.tell(UPDATED);
    await until('updates', () => updates(one).length === 1 && updates(two).length === 2);
    await settled(one, two, idle);
    expect(updates(one)).toEqual(['demo://box']);
    expect(updates(two).toSorted()).toEqual(['demo://room/7', ALIAS]);
    expect(updates(idle)).toEqual([]);
  });

  test('a server cannot speak for a resource of another one', async () => {
    const one = await client('http');
    await subscribe(one, 'demo://box');
    update(other, 'demo://box');
    await settled(one);
    expect(updates(one)).toEqual([]);
  });

  test('what nobody has cannot be subscribed to', async () => {
    const one = await client('http');
    const frame = await ask(one, 'subscribe', 'demo://nothing');
    expect(rawAt(frame, 'error', 'code')).toBe('-32002');
    expect(rawAt(frame, 'error', 'data')).toBe('{"uri":"demo://nothing"}');
    for (const server of [connection, other]) expect(asked(server, 'subscribe')).toEqual([]);
  });

  test('a server that refuses is not counted as subscribed to', async () => {
    const [one, two] = [await client('http'), await client('http')];
    first.on('resources/subscribe', () => {
      throw new RawRpcError('{"code":-32001,"message":"not now"}');
    });
    expect(rawAt(await ask(one, 'subscribe', 'demo://box'), 'error')).toContain('not now');
    first.on('resources/subscribe', '{}');
    await subscribe(two, 'demo://box');
    expect(asked(connection, 'subscribe')).toEqual(['demo://box', 'demo://box']);
    update(connection, 'demo://box');
    await until('the update', () => updates(two).length === 1);
    await settled(one);
    expect(updates(one)).toEqual([]);
  });

  test('subscriptions outlive a crash of their server', async () => {
    const one = await client('http');
    await subscribe(one, 'demo://box');
    connection.crash();
    const again = await first.connected(1);
    await until('subscribed again', () => asked(again, 'subscribe').includes('demo://box'));
    update(again, 'demo://box');
    await until('the update', () => updates(one).includes('demo://box'));
  });
});
