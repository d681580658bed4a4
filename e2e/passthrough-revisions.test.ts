import { describe, expect, test } from 'vitest';

import { rawAt, rawElements } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { pagesOf, prompt, promptText, waitForListed } from './harness/listing.ts';
import { ALL_CAPABILITIES, type Puppet, puppet } from './harness/puppet.ts';
import { WAYS, openClient } from './harness/raw-client.ts';
import { BEARER, rawHttp } from './harness/raw-http.ts';
import { requestFrame, stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const REVISIONS = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'] as const;
const CAN_ALL = '{"sampling":{},"elicitation":{},"roots":{}}';
const QUESTION = '{"messages":[],"maxTokens":1}';
const ANSWER = '{"role":"assistant","content":{"type":"text","text":"42"},"model":"m"}';
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;

async function stage(world: World, version?: string): Promise<{ server: Puppet; relay: ListeningRelay }> {
  const server = await puppet(world, 'one');
  if (version !== undefined) {
    const info = '{"name":"one","version":"1"}';
    server.on('initialize', `{"protocolVersion":"${version}","capabilities":${ALL_CAPABILITIES},"serverInfo":${info}}`);
  }
  server.on('prompts/list', pagesOf('prompts', [prompt('letter')]));
  server.on('prompts/get', promptText('Dear'));
  server.on('tools/call', async ({ ask }) => textResult(await ask('sampling/createMessage', QUESTION)));
  const relay = await listen(world, { one: server.entry });
  await server.connected();
  return { server, relay };
}

describe.each(REVISIONS)('a client that speaks %s', { timeout: TEST_MS }, (version) => {
  test.each(WAYS)('is answered in it over %s, and everything works', async (way) => {
    const world = worldOfTest();
    const { relay } = await stage(world);
    const client = await openClient(way, world, relay, { version, capabilities: CAN_ALL });
    expect(stringAt(client.greeting, 'protocolVersion')).toBe(version);
    await client.waitForTools('work');
    await waitForListed(client, 'prompts', 'letter');
    const got = await client.request('1', 'prompts/get', '{"name":"letter"}');
    expect(stringAt(got, 'result', 'messages', 0, 'content', 'text')).toBe('Dear');
    const called = client.request('2', 'tools/call', '{"name":"work"}');
    client.answer((await client.received.next('sampling/createMessage')).rawId, ANSWER);
    expect(rawAt(textOf(await called), 'result')).toBe(ANSWER);
  });
});

describe('a client that speaks what nobody knows', { timeout: TEST_MS }, () => {
  test.each(['2023-01-01', '2099-01-01', 'x'])('%s is answered in the newest of the era', async (version) => {
    const world = worldOfTest();
    const { relay } = await stage(world);
    const client = await openClient('stdio', world, relay, { version });
    expect(stringAt(client.greeting, 'protocolVersion')).toBe('2025-11-25');
  });
});

describe.each(REVISIONS)('a server that speaks %s', { timeout: TEST_MS }, (version) => {
  test('is spoken to in it, and everything works for a client of another revision', async () => {
    const world = worldOfTest();
    const { server, relay } = await stage(world, version);
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    await waitForListed(client, 'prompts', 'letter');
    const got = await client.request('1', 'prompts/get', '{"name":"letter"}');
    expect(stringAt(got, 'result', 'messages', 0, 'content', 'text')).toBe('Dear');
    const called = client.request('2', 'tools/call', '{"name":"work"}');
    client.answer((await client.received.next('sampling/createMessage')).rawId, ANSWER);
    expect(rawAt(textOf(await called), 'result')).toBe(ANSWER);
    expect((await server.connected()).received.of('notifications/initialized')).toHaveLength(1);
  });
});

describe('several messages at once', { timeout: TEST_MS }, () => {
  const post = async (relay: ListeningRelay, version: string): Promise<{ status: number; body: string }> => {
    const headers = { ...BEARER, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const hello = `{"protocolVersion":"${version}","capabilities":{},"clientInfo":{"name":"b","version":"1"}}`;
    const opened = await rawHttp(relay.info.endpoints.mcp, {
      method: 'POST',
      headers,
      body: requestFrame('0', 'initialize', hello),
    });
    const session = String(opened.headers['mcp-session-id']);
    return rawHttp(relay.info.endpoints.mcp, {
      method: 'POST',
      headers: { ...headers, 'mcp-session-id': session },
      body: `[{"jsonrpc":"2.0","method":"notifications/initialized"},${requestFrame('1', 'ping', '{}')},${requestFrame('"two"', 'tools/list', '{}')}]`,
    });
  };

  test('are answered together in the one revision that has them', async () => {
    const { relay } = await stage(worldOfTest());
    const { status, body } = await post(relay, '2025-03-26');
    expect(status).toBe(200);
    const ids = rawElements(body).map((frame) => rawAt(frame, 'id'));
    expect(new Set(ids)).toEqual(new Set(['"two"', '1']));
    expect(ids).toHaveLength(2);
    expect(body).toContain('"work"');
  });

  test.each(REVISIONS.filter((version) => version !== '2025-03-26'))('are refused in %s', async (version) => {
    const { relay } = await stage(worldOfTest());
    const { status, body } = await post(relay, version);
    expect(status).toBe(400);
    expect(rawAt(body, 'error', 'code')).toBe('-32600');
  });

  test('are understood of a server that speaks that revision', async () => {
    const world = worldOfTest();
    const { server, relay } = await stage(world, '2025-03-26');
    const client = await openClient('http', world, relay);
    await client.waitForTools('work');
    server.on('tools/call', ({ rawId, rawParams, send }) => {
      const token = rawAt(rawParams, '_meta', 'progressToken') ?? '0';
      const progress = `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${token},"progress":1}}`;
      send(`[${progress},{"jsonrpc":"2.0","id":${rawId},"result":${textResult('together')}}]`);
      return undefined;
    });
    const frame = await client.request('1', 'tools/call', '{"name":"work","_meta":{"progressToken":"mine"}}');
    expect(textOf(frame)).toBe('together');
    expect(client.received.of('notifications/progress')).toHaveLength(1);
  });
});
