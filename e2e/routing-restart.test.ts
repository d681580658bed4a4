import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listenWith } from './harness/listening-relay.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { openClient } from './harness/raw-client.ts';
import { BEARER, rawHttp, type RawResponse } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { writeConfig } from './harness/relay.ts';
import { requestFrame, stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const HEADERS = {
  ...BEARER,
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

function post(relay: ListeningRelay, body: string, session?: string): Promise<RawResponse> {
  const headers = session === undefined ? HEADERS : { ...HEADERS, 'mcp-session-id': session };
  return rawHttp(relay.info.endpoints.mcp, { method: 'POST', headers, body });
}

async function greet(relay: ListeningRelay): Promise<string> {
  const opened = await post(relay, requestFrame('0', 'initialize', INITIALIZE_PARAMS));
  expect(opened.status).toBe(200);
  return String(opened.headers['mcp-session-id']);
}

async function stage(world: World): Promise<{ server: Puppet; relay: ListeningRelay; configFile: string }> {
  const server = await puppet(world, 'one');
  server.on('tools/call', textResult('done'));
  const configFile = writeConfig(world, { mcpServers: { one: server.entry } });
  const relay = await listenWith(world, configFile);
  await server.connected();
  return { server, relay, configFile };
}

describe('sessions of the legacy era', { timeout: TEST_MS }, () => {
  test('that have ended answer 404, so that the client opens a new one', async () => {
    const { relay } = await stage(worldOfTest());
    const session = await greet(relay);
    expect((await post(relay, requestFrame('1', 'ping', '{}'), session)).status).toBe(200);
    const ended = await rawHttp(relay.info.endpoints.mcp, {
      method: 'DELETE',
      headers: { ...HEADERS, 'mcp-session-id': session },
    });
    expect(ended.status).toBeLessThan(300);
    expect((await post(relay, requestFrame('2', 'ping', '{}'), session)).status).toBe(404);
    const again = await greet(relay);
    expect(again).not.toBe(session);
    expect((await post(relay, requestFrame('3', 'ping', '{}'), again)).status).toBe(200);
  });

  test('of a relay that was started anew answer 404, and a new one works', async () => {
    const world = worldOfTest();
    const { relay, configFile } = await stage(world);
    const session = await greet(relay);
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    const port = new URL(relay.info.baseUrl).port;
    const again = await listenWith(world, configFile, { args: ['--port', port] });
    expect(new URL(again.info.baseUrl).port).toBe(port);
    for (const method of ['ping', 'tools/list', 'tools/call']) {
      expect((await post(again, requestFrame('1', method, '{}'), session)).status).toBe(404);
    }
    const client = await openClient('http', world, again);
    await client.waitForTools('work');
    expect(stringAt(await client.request('1', 'tools/call', '{"name":"work"}'), 'result', 'content', 0, 'text')).toBe(
      'done',
    );
  });

  test('end with all that is open: the server hears that nobody waits any longer', async () => {
    const { server, relay } = await stage(worldOfTest());
    const connection = await server.connected();
    server.on('tools/call', async ({ ask }) =>
      textResult(await ask('elicitation/create', '{"message":"m"}', '"open"')),
    );
    const opened = await post(
      relay,
      requestFrame(
        '0',
        'initialize',
        INITIALIZE_PARAMS.replace('"capabilities":{}', '"capabilities":{"elicitation":{}}'),
      ),
    );
    const session = String(opened.headers['mcp-session-id']);
    const call = post(relay, requestFrame('1', 'tools/call', '{"name":"work"}'), session);
    await until('the call', () => connection.received.of('tools/call').length === 1);
    await rawHttp(relay.info.endpoints.mcp, { method: 'DELETE', headers: { ...HEADERS, 'mcp-session-id': session } });
    await connection.received.next('notifications/cancelled');
    expect(rawAt(await connection.received.answer('"open"'), 'error')).toBeDefined();
    await within('end of the call', call);
  });

  test('of one token are not those of another session’s id that was made up', async () => {
    const { relay } = await stage(worldOfTest());
    const session = await greet(relay);
    for (const other of ['x', session.toUpperCase(), `${session} `, session.slice(1), '../'.repeat(5)]) {
      if (other === session) continue;
      const { status } = await post(relay, requestFrame('1', 'ping', '{}'), other.trim() === session ? 'y' : other);
      expect(status).toBe(404);
    }
  });
});

describe('a relay that goes away', { timeout: TEST_MS }, () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'by %s leaves no call of a bridged client without an answer',
    async (signal) => {
      const world = worldOfTest();
      const { server, relay } = await stage(world);
      const client = await openClient('stdio', world, relay);
      await client.waitForTools('work');
      server.on('tools/call', () => undefined);
      const call = client.request('"lost"', 'tools/call', '{"name":"work"}');
      await until('the call', () => server.connections.some(({ received }) => received.of('tools/call').length === 1));
      relay.child.kill(signal);
      const frame = await call;
      expect(rawAt(frame, 'error') ?? rawAt(frame, 'result', 'isError')).toBeDefined();
    },
  );
});
