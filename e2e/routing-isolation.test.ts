import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { pagesOf, resource, waitForListed } from './harness/listing.ts';
import { askModern, type ModernAnswer, modernFrame, waitForTools } from './harness/modern-http.ts';
import { type Puppet, type PuppetConnection, puppet } from './harness/puppet.ts';
import { descendants } from './harness/processes.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const CAN_ALL = '{"sampling":{},"elicitation":{},"roots":{"listChanged":true}}';
const QUESTION = '{"messages":[],"maxTokens":1}';
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;
const call = (client: RawClient, rawId = '"call"'): Promise<string> =>
  client.request(rawId, 'tools/call', '{"name":"work"}');

async function isolated(world: World): Promise<{ server: Puppet; clients: readonly RawClient[]; relayPid: number }> {
  const server = await puppet(world, 'own');
  server.on('tools/call', ({ connection }) => textResult(`connection ${server.connections.indexOf(connection)}`));
  server.on('resources/list', pagesOf('resources', [resource('demo://r')]));
  const relay = await listen(world, { own: { ...server.entry, isolation: 'session' } });
  const clients = await Promise.all(WAYS.map((way) => openClient(way, world, relay, { capabilities: CAN_ALL })));
  for (const client of clients) await client.waitForTools('work');
  return { server, clients, relayPid: relay.pid };
}

/** The connection that works on a client's calls. */
async function connectionOf(server: Puppet, client: RawClient): Promise<PuppetConnection> {
  const index = Number(textOf(await call(client)).replace('connection ', ''));
  const found = server.connections[index];
  if (!found) throw new Error(`no connection ${index}`);
  return found;
}

describe('a server with a connection for each session', { timeout: TEST_MS }, () => {
  test('each session has its own process, and always the same', async () => {
    const { server, clients } = await isolated(worldOfTest());
    const texts = await Promise.all(clients.map((client) => call(client)));
    expect(new Set(texts.map(textOf)).size).toBe(clients.length);
    for (const [index, client] of clients.entries()) {
      expect(textOf(await call(client))).toBe(textOf(texts[index] ?? ''));
    }
    // The handshake says what the client of this session can do.
    for (const client of clients) {
      const { received } = await connectionOf(server, client);
      const capabilities = rawAt(received.of('initialize')[0]?.rawParams ?? '', 'capabilities') ?? '{}';
      expect(JSON.parse(capabilities)).toMatchObject({ sampling: {}, elicitation: {}, roots: {} });
    }
  });

  test('what it asks outside of a call goes to its one session', async () => {
    const { server, clients } = await isolated(worldOfTest());
    for (const [index, client] of clients.entries()) {
      const connection = await connectionOf(server, client);
      const answer = connection.ask('roots/list', '{}');
      client.answer((await client.received.next('roots/list')).rawId, `{"roots":[{"uri":"file:///${index}"}]}`);
      expect(rawAt(await answer, 'result')).toBe(`{"roots":[{"uri":"file:///${index}"}]}`);
    }
    for (const client of clients) expect(client.received.of('roots/list')).toHaveLength(1);
  });

  test('what it asks during a call that it does not belong to outlives the call', async () => {
    const { server, clients } = await isolated(worldOfTest());
    for (const client of clients) {
      const connection = await connectionOf(server, client);
      const answer = Promise.withResolvers<string>();
      server.on('tools/call', async () => {
        connection.ask('roots/list', '{}').then(answer.resolve, answer.reject);
        await client.received.next('roots/list');
        return textResult('done');
      });
      const asked = client.received.of('roots/list').length;
      expect(textOf(await call(client, '"asks beside it"'))).toBe('done');
      client.answer((await client.received.next('roots/list', asked)).rawId, '{"roots":[]}');
      expect(rawAt(await answer.promise, 'result')).toBe('{"roots":[]}');
      server.on('tools/call', (work) => textResult(`connection ${server.connections.indexOf(work.connection)}`));
    }
  });

  test('while others have calls in flight too, what it asks can be told', async () => {
    const { server, clients } = await isolated(worldOfTest());
    server.on('tools/call', async ({ ask, connection }) => {
      await until(
        'all three work',
        () => server.connections.filter((one) => one.received.of('tools/call').length > 0).length >= 3,
      );
      return textResult(`${server.connections.indexOf(connection)} ${await ask('sampling/createMessage', QUESTION)}`);
    });
    const answers = clients.map((client) => call(client));
    for (const [index, client] of clients.entries()) {
      const { rawId } = await client.received.next('sampling/createMessage');
      client.answer(rawId, `{"role":"assistant","content":{"type":"text","text":"answer ${index}"},"model":"m"}`);
    }
    for (const [index, answer] of answers.entries()) expect(textOf(await answer)).toContain(`answer ${index}`);
  });

  test('only the connection of a session hears that its roots have changed', async () => {
    const { server, clients } = await isolated(worldOfTest());
    const [first, second] = clients;
    if (!first || !second) throw new Error('no clients');
    const [own, other] = [await connectionOf(server, first), await connectionOf(server, second)];
    first.tell('notifications/roots/list_changed');
    await own.received.next('notifications/roots/list_changed');
    await call(second);
    expect(other.received.of('notifications/roots/list_changed')).toEqual([]);
  });

  test('what it says unasked goes to its one session', async () => {
    const { server, clients } = await isolated(worldOfTest());
    for (const [index, client] of clients.entries()) {
      const connection = await connectionOf(server, client);
      connection.tell('notifications/message', `{"level":"error","data":"for ${index}"}`);
      await client.received.next('notifications/message');
    }
    for (const [index, client] of clients.entries()) {
      expect(client.received.of('notifications/message').map(({ rawParams }) => stringAt(rawParams, 'data'))).toEqual([
        `for ${index}`,
      ]);
    }
  });

  test('subscriptions are of the session and its connection', async () => {
    const { server, clients } = await isolated(worldOfTest());
    const [first, second] = clients;
    if (!first || !second) throw new Error('no clients');
    for (const client of [first, second]) await waitForListed(client, 'resources', 'demo://r');
    const [own, other] = [await connectionOf(server, first), await connectionOf(server, second)];
    for (const client of [first, second]) {
      expect(rawAt(await client.request('"s"', 'resources/subscribe', '{"uri":"demo://r"}'), 'result')).toBe('{}');
    }
    expect(own.received.of('resources/subscribe')).toHaveLength(1);
    expect(other.received.of('resources/subscribe')).toHaveLength(1);
    own.tell('notifications/resources/updated', '{"uri":"demo://r"}');
    await first.received.next('notifications/resources/updated');
    await other.ask('ping', '{}');
    await second.request('"p"', 'ping');
    expect(second.received.of('notifications/resources/updated')).toEqual([]);
  });

  test('a process that crashes takes only its own session’s calls with it', async () => {
    const { server, clients } = await isolated(worldOfTest());
    const [first, second] = clients;
    if (!first || !second) throw new Error('no clients');
    const [own] = [await connectionOf(server, first), await connectionOf(server, second)];
    server.on('tools/call', () => undefined);
    const [lost, kept] = [call(first, '"lost"'), call(second, '"kept"')];
    kept.catch(() => {});
    await until('both', () => server.connections.flatMap((one) => one.received.of('tools/call')).length >= 4);
    own.crash();
    expect(textOf(await lost)).toMatch(/^AISEC_TOOL_EXECUTION_ERROR:/u);
    server.on('tools/call', textResult('again'));
    expect(textOf(await call(second, '"more"'))).toBe('again');
    await until('a new process', async () => textOf(await call(first, '"new"')) === 'again');
    expect(second.received.answers('"kept"')).toEqual([]);
  });

  test('the process ends with its session', async () => {
    const { server, clients, relayPid } = await isolated(worldOfTest());
    const [, leaver] = clients;
    if (!leaver) throw new Error('no client');
    const connection = await connectionOf(server, leaver);
    for (const client of clients) await call(client);
    const before = descendants(relayPid).length;
    await leaver.leave();
    await until('its process is gone', () => !connection.isOpen);
    await until('one process less', () => descendants(relayPid).length < before);
    for (const client of clients.filter((one) => one !== leaver)) {
      expect(textOf(await call(client))).toMatch(/^connection/u);
    }
  });

  test('a list that changes there is told to the session alone', async () => {
    const { server, clients } = await isolated(worldOfTest());
    const [first, second] = clients;
    if (!first || !second) throw new Error('no clients');
    const [own, other] = [await connectionOf(server, first), await connectionOf(server, second)];
    own.tell('notifications/prompts/list_changed');
    await first.received.next('notifications/prompts/list_changed');
    await other.ask('ping', '{}');
    await second.request('"p"', 'ping');
    expect(second.received.of('notifications/prompts/list_changed')).toEqual([]);
  });

  test('a modern client says with each request what it can do', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'own');
    server.on('tools/call', async ({ ask }) => {
      const answer = await ask('sampling/createMessage', QUESTION);
      return textResult(rawAt(answer, 'error') === undefined ? 'sampled' : 'refused');
    });
    const relay = await listen(world, { own: { ...server.entry, isolation: 'session' } });
    await waitForTools(world, relay, 'work');
    const work = (capabilities: string): Promise<ModernAnswer> =>
      askModern(world, relay, modernFrame('1', 'tools/call', '{"name":"work"}', { capabilities }));
    const incapable = await work('{}');
    expect(rawAt(incapable.frame, 'error', 'code') ?? textOf(incapable.frame)).toMatch(/^(?:-32021|refused)$/u);
    // The same session, over the same connection: now it can.
    const asked = await work('{"sampling":{}}');
    expect(rawAt(asked.frame, 'result', 'resultType')).toBe('"input_required"');
    expect(server.connections).toHaveLength(2);
    const greeted = server.connections[1]?.received.of('initialize')[0]?.rawParams ?? '';
    expect(JSON.parse(rawAt(greeted, 'capabilities') ?? '{}')).toMatchObject({ sampling: {}, elicitation: {} });
  });
});
