import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseJson, member } from '../../protocol/json.ts';
import { SSE_HEADERS } from '../../protocol/sse.ts';
import { writeRelayFile } from '../instance/write.ts';
import { Bridge } from './bridge.ts';
import type { WaitLimits } from './connector.ts';
import { RelayFinder } from './finder.ts';
import { saidIn } from './messages.ts';
import type { RelayStarter } from './starter.ts';

let folder = '';
let ends: (() => void | Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bridge-'));
  writeFileSync(join(folder, 'token'), 'secret');
});
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
  rmSync(folder, { recursive: true });
});

/** A bridge, what it has written, and a way to wait for the answer to an id. */
function bridged(limits: Partial<WaitLimits> = {}, starter?: RelayStarter) {
  const written: string[] = [];
  const finder = new RelayFinder({
    relayFile: join(folder, 'relay.json'),
    tokenFile: join(folder, 'token'),
    withoutToken: 'Connect the client.',
  });
  const bridge = new Bridge({ finder, starter, limits, write: (source) => written.push(source) });
  ends.push(() => bridge.close(false));
  return {
    written,
    take: (message: object) => bridge.take(Buffer.from(JSON.stringify(message))),
    answer: (id: string) =>
      vi.waitFor(
        () => {
          const found = written.find((source) => member(parseJson(source), 'id') === id);
          if (found === undefined) throw new Error(`no answer to ${id} in ${written.join(' ')}`);
          return found;
        },
        { timeout: 10_000 },
      ),
  };
}

const request = (id: string, method: string, params: object = {}) => ({ jsonrpc: '2.0', id, method, params });

/** A relay played by the test: it answers every message of a client as `answer` says. */
async function relay(answer: (body: string, response: ServerResponse, request: IncomingMessage) => void) {
  const server = createServer((request, response) => {
    if (request.url === '/health') return void response.end('{}');
    if (request.method === 'GET') return response.writeHead(200, SSE_HEADERS).flushHeaders();
    if (request.method !== 'POST') return void response.writeHead(204).end();
    text(request).then(
      (body) => answer(body, response, request),
      () => {},
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const baseUrl = `http://127.0.0.1:${port}`;
  const endpoints = { mcp: `${baseUrl}/mcp`, sse: `${baseUrl}/sse`, ui: `${baseUrl}/ui/`, health: `${baseUrl}/health` };
  const about = { pid: process.pid, version: '1', instanceId: String(port), startedAt: '', baseUrl, endpoints };
  writeRelayFile(join(folder, 'relay.json'), { ...about, configFile: null });
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
}

const json = (response: ServerResponse, body: object, headers = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

describe('while no relay runs', () => {
  test('a request waits so long and no longer, and is told what to do', async () => {
    let starts = 0;
    const starter = { advice: 'Start it.', start: () => ((starts += 1), undefined) };
    const { take, answer } = bridged({ waitMs: 300 }, starter);
    take(request('a', 'ping'));
    take(request('b', 'tools/call', { name: 'x' }));
    expect(await answer('a')).toContain('The relay does not run. Start it.');
    expect(await answer('b')).toContain('"error"');
    expect(starts).toBe(1);
  });

  test('why it could not be started is said', async () => {
    const { take, answer } = bridged({ waitMs: 100 }, { advice: '', start: () => 'It is broken: mend it.' });
    take(request('a', 'ping'));
    expect(await answer('a')).toContain('It is broken: mend it.');
  });

  test('no more waits than there is room for', async () => {
    const { take, answer, written } = bridged({ waitMs: 60_000, waiting: 2 });
    for (const id of ['a', 'b', 'c']) take(request(id, 'ping'));
    expect(await answer('c')).toContain('Too much waits');
    expect(written).toHaveLength(1);
  });

  test('what the client gives up is neither sent nor answered', async () => {
    const { take, answer, written } = bridged();
    take(request('a', 'ping'));
    take({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'a' } });
    const seen: string[] = [];
    await relay((body, response) => {
      seen.push(body);
      const id = member(parseJson(body), 'id');
      if (id === undefined) response.writeHead(202).end();
      else json(response, { jsonrpc: '2.0', id, result: {} });
    });
    take(request('b', 'ping'));
    await answer('b');
    expect(written).toHaveLength(1);
    expect(seen.filter((body) => body.includes('"a"') && body.includes('ping'))).toEqual([]);
  });
});

test('a request that ends every relay is not sent for ever', async () => {
  let seen = 0;
  await relay((_, response) => {
    seen += 1;
    response.destroy();
  });
  const { take, answer } = bridged();
  take(request('a', 'tools/list'));
  expect(await answer('a')).toContain('may have been carried out');
  expect(seen).toBe(4);
});

test('a token that is refused is no reason to wait', async () => {
  await relay((_, response) => response.writeHead(401).end());
  const { take, answer } = bridged();
  take(request('a', 'ping'));
  expect(await answer('a')).toContain('clients connect');
});

test('a session that the relay knows no longer is opened anew, and told what the one before knew', async () => {
  const seen: string[] = [];
  let sessions = 0;
  await relay((body, response, { headers }) => {
    const { id, method } = saidIn(body);
    seen.push(method ?? '');
    if (method === 'initialize') {
      sessions += 1;
      const result = { protocolVersion: '2025-06-18', capabilities: {} };
      return json(
        response,
        { jsonrpc: '2.0', id: parseJson(id ?? 'null'), result },
        { 'mcp-session-id': String(sessions) },
      );
    }
    if (headers['mcp-session-id'] !== String(sessions)) return response.writeHead(404).end('{}');
    if (id === undefined) return response.writeHead(202).end();
    return json(response, { jsonrpc: '2.0', id: parseJson(id), result: { of: sessions } });
  });
  const { take, answer, written } = bridged();
  take(request('i', 'initialize', { protocolVersion: '2025-06-18' }));
  take({ jsonrpc: '2.0', method: 'notifications/initialized' });
  take(request('s', 'resources/subscribe', { uri: 'a:b' }));
  await answer('s');
  sessions += 1;
  take(request('c', 'tools/call', { name: 'x' }));
  expect(await answer('c')).toContain('"of":3');
  expect(seen.filter((method) => method === 'tools/call')).toHaveLength(2);
  expect(seen.slice(-4)).toEqual(['initialize', 'notifications/initialized', 'resources/subscribe', 'tools/call']);
  // Handshake and subscription are the bridge's own business the second time.
  expect(written.filter((source) => source.includes('"id":"i"'))).toHaveLength(1);
  expect(written.filter((source) => source.includes('"id":"s"'))).toHaveLength(1);
});

test('several messages at once are answered at once, in the revision that has them', async () => {
  await relay((body, response) => {
    const { id, method } = saidIn(body);
    if (id === undefined) return response.writeHead(202).end();
    const result = method === 'initialize' ? { protocolVersion: '2025-03-26', capabilities: {} } : {};
    return json(response, { jsonrpc: '2.0', id: parseJson(id ?? 'null'), result }, { 'mcp-session-id': 's' });
  });
  const { take, answer, written } = bridged();
  take(request('i', 'initialize', { protocolVersion: '2025-03-26' }));
  await answer('i');
  take([request('a', 'ping'), { jsonrpc: '2.0', method: 'notifications/x' }, request('b', 'ping')]);
  await vi.waitFor(() => expect(written).toHaveLength(2));
  expect(parseJson(written[1] ?? '')).toEqual([
    { jsonrpc: '2.0', id: 'a', result: {} },
    { jsonrpc: '2.0', id: 'b', result: {} },
  ]);
});
