import { once } from 'node:events';
import { request as httpRequest } from 'node:http';

import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt, rawElements } from './fixtures/raw-json.ts';
import { tool } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { onEvents } from './harness/lines.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { WAYS, openClient } from './harness/raw-client.ts';
import { BEARER, type RawResponse, rawHttp } from './harness/raw-http.ts';
import { SaidFrames, resultFrame } from './harness/said-frames.ts';
import { worldOfSuite } from './harness/world.ts';

const WORK = '{"name":"work","arguments":{}}';
const ping = (id: number): string => `{"jsonrpc":"2.0","id":${id},"method":"ping"}`;

describe('clients of the legacy era', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let server: Puppet;

  beforeAll(async () => {
    server = await puppet(world, 'server');
    relay = await listen(world, { server: server.entry });
    await server.connected();
  }, TEST_MS);

  const post = (body: string, headers: Readonly<Record<string, string>> = {}): Promise<RawResponse> =>
    rawHttp(relay.info.endpoints.mcp, {
      method: 'POST',
      headers: {
        ...BEARER,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body,
    });

  async function session(
    version: string,
    capabilities = '{}',
    isReady = true,
  ): Promise<Readonly<Record<string, string>>> {
    const info = '{"name":"c","version":"1"}';
    const params = `{"protocolVersion":"${version}","capabilities":${capabilities},"clientInfo":${info}}`;
    const opened = await post(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":${params}}`);
    const headers = { 'mcp-session-id': String(opened.headers['mcp-session-id']) };
    if (isReady) await post('{"jsonrpc":"2.0","method":"notifications/initialized"}', headers);
    return headers;
  }

  /** Opens the stream of a session. */
  async function listenTo(headers: Readonly<Record<string, string>>): Promise<SaidFrames> {
    const received = new SaidFrames();
    const all = { ...BEARER, ...headers, accept: 'text/event-stream' };
    const stream = httpRequest(relay.info.endpoints.mcp, { headers: all, agent: false }, (response) => {
      response.on('error', () => {});
      onEvents(response, (data) => received.add(data));
    });
    stream.on('error', () => {});
    stream.end();
    world.onEnd(() => void stream.destroy());
    await once(stream, 'response');
    return received;
  }

  test.each(WAYS)('are asked over %s, and no longer once the server has given up', async (way) => {
    const client = await openClient(way, world, relay, { capabilities: '{"roots":{},"sampling":{}}' });
    await client.waitForTools('work');
    server.on(
      'tools/call',
      async ({ ask }) => `{"content":[],"said":${rawAt(await ask('roots/list', '{}'), 'result')}}`,
    );
    const call = client.request('"call"', 'tools/call', WORK);
    const asked = await client.received.next('roots/list');
    client.answer(asked.rawId, '{"roots":[],"n":1.0}');
    expect(rawAt(await call, 'result', 'said')).toBe('{"roots":[],"n":1.0}');

    server.on('tools/call', ({ ask }) => {
      ask('sampling/createMessage', '{"messages":[],"maxTokens":1}', '"late"').catch(() => {});
      return undefined;
    });
    client.request('"second"', 'tools/call', WORK).catch(() => {});
    const sampling = await client.received.next('sampling/createMessage');
    (await server.connected()).tell('notifications/cancelled', '{"requestId":"late"}');
    const given = await client.received.next('notifications/cancelled');
    expect(rawAt(given.rawParams, 'requestId')).toBe(sampling.rawId);
    client.tell('notifications/cancelled', '{"requestId":"second"}');
    await (await server.connected()).received.next('notifications/cancelled', WAYS.indexOf(way));
    await client.leave();
  });

  test('that took no stream for a call are asked on the stream of their session', async () => {
    server.on('tools/call', async ({ ask }) => {
      const answer = await ask('roots/list', '{}');
      return `{"content":[],"said":${rawAt(answer, 'result') ?? rawAt(answer, 'error') ?? ''}}`;
    });
    const headers = await session('2025-06-18', '{"roots":{}}');
    const call = (): Promise<RawResponse> =>
      post(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${WORK}}`, {
        ...headers,
        accept: 'application/json',
      });
    expect(rawAt((await call()).body, 'result', 'said')).toContain('no stream open');
    const received = await listenTo(headers);
    const answered = call();
    const asked = await received.next('roots/list');
    expect((await post(resultFrame(asked.rawId ?? '', '{"roots":[]}'), headers)).status).toBe(202);
    expect(rawAt((await answered).body, 'result', 'said')).toBe('{"roots":[]}');
  });

  test('name a revision that is spoken, or none', async () => {
    const headers = await session('2025-06-18');
    expect((await post(ping(1), headers)).status).toBe(200);
    expect((await post(ping(1), { ...headers, 'mcp-protocol-version': '2025-03-26' })).status).toBe(200);
    const unknown = await post(ping(1), { ...headers, 'mcp-protocol-version': '2023-01-01' });
    expect(unknown.status).toBe(400);
    const ended = await rawHttp(relay.info.endpoints.mcp, { method: 'DELETE', headers: { ...BEARER, ...headers } });
    expect(ended.status).toBe(204);
    expect((await post(ping(1), headers)).status).toBe(404);
  });

  test('of the one revision that knows batches may send several messages at once', async () => {
    const batch = `[${ping(1)},{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}},${ping(2)}]`;
    const headers = await session('2025-03-26');
    const { status, body } = await post(batch, headers);
    expect(status).toBe(200);
    expect(rawElements(body).map((frame) => rawAt(frame, 'id'))).toEqual(['1', '2']);
    expect((await post('[{"jsonrpc":"2.0","method":"notifications/initialized"}]', headers)).status).toBe(202);
    expect((await post('[]', headers)).status).toBe(400);
    const other = await post(batch, await session('2025-11-25'));
    expect(other.status).toBe(400);
    expect(rawAt(other.body, 'error', 'code')).toBe('-32600');
  });

  test.each(['stdio', 'sse'] as const)('and so over %s', async (way) => {
    const client = await openClient(way, world, relay, { version: '2025-03-26' });
    client.send(`[${ping(1)},${ping(2)}]`);
    await until('answers', () => client.received.all.some(({ source }) => source.startsWith('[')));
    const answers = client.received.all.find(({ source }) => source.startsWith('['))?.source ?? '';
    expect(rawElements(answers).map((frame) => rawAt(frame, 'result'))).toEqual(['{}', '{}']);
    await client.leave();
  });

  test('hear of nothing before they have said that they are ready', async () => {
    const changed = 'notifications/tools/list_changed';
    const ready = await listenTo(await session('2025-11-25'));
    const headers = await session('2025-11-25', '{}', false);
    const other = await listenTo(headers);
    const change = async (name: string): Promise<void> => {
      const before = ready.of(changed).length;
      server.on('tools/list', JSON.stringify({ tools: [tool('work', 'Works.'), tool(name, 'Works too.')] }));
      (await server.connected()).tell(changed);
      await ready.next(changed, before);
    };
    await change('one');
    await post('{"jsonrpc":"2.0","method":"notifications/initialized"}', headers);
    await change('two');
    await other.next(changed);
    expect(other.all).toHaveLength(1);
  });
});
