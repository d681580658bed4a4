import { describe, expect, test } from 'vitest';

import { Cancellation } from '../src-relay/protocol/cancellation.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { callTool, clientRequest, connectDownstream, type Downstream, textOf } from './harness/downstream.ts';
import { type Arrival, type HttpScript, httpScript, openStream } from './harness/http-script.ts';
import { suiteOverHttp } from './harness/suite-server.ts';
import { type World, worldOfTest } from './harness/world.ts';

/** In place of events: the connection is cut. */
const BROKEN = 'cut';
const DONE = '{"content":[{"type":"text","text":"done"}]}';

async function attached(
  world: World,
  take: (arrival: Arrival) => boolean | void,
): Promise<{ downstream: Downstream; script: HttpScript }> {
  const script = await httpScript(world, take);
  const downstream = connectDownstream(world, { url: script.url });
  await downstream.ready();
  return { downstream, script };
}

function calls({ arrivals }: HttpScript): readonly Arrival[] {
  return arrivals.filter(({ method }) => method === 'tools/call');
}

function answerOf({ id }: Arrival): string {
  return `{"jsonrpc":"2.0","id":${id},"result":${DONE}}`;
}

describe('a session that the server has forgotten', { timeout: TEST_MS }, () => {
  test.each([
    [404, '{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"Session not found"}}'],
    [404, ''],
    [400, 'Bad Request: No valid session ID provided'],
  ])('is opened anew, and the call made once: HTTP %i %s', async (status, body) => {
    let forgets = 1;
    const { downstream, script } = await attached(worldOfTest(), ({ method, response, result }) => {
      if (method !== 'tools/call') return false;
      if (forgets > 0) {
        forgets -= 1;
        response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      } else result(DONE);
      return true;
    });
    expect(textOf(await callTool(downstream.server, 'work'))).toContain('done');
    expect(script.arrivals.filter(({ method }) => method === 'initialize')).toHaveLength(2);
    expect(calls(script)).toHaveLength(2);
    expect(downstream.statuses).not.toContain('waiting');
  });

  test('again and again is an error, not an endless loop', async () => {
    const { downstream, script } = await attached(worldOfTest(), ({ method, response }) => {
      if (method !== 'tools/call') return false;
      response.writeHead(404).end();
      return true;
    });
    await expect(callTool(downstream.server, 'work')).rejects.toThrow(/no longer knows the connection/u);
    expect(calls(script)).toHaveLength(2);
  });

  test('does not disturb calls that are under way', async () => {
    const gate = Promise.withResolvers<void>();
    let count = 0;
    const { downstream } = await attached(worldOfTest(), ({ method, response, result }) => {
      if (method !== 'tools/call') return false;
      count += 1;
      if (count === 1)
        gate.promise.then(
          () => result(DONE),
          () => {},
        );
      else if (count === 2) response.writeHead(404).end();
      else result(DONE);
      return true;
    });
    const first = callTool(downstream.server, 'work');
    await until('the first is under way', () => count === 1);
    expect(textOf(await callTool(downstream.server, 'work'))).toContain('done');
    gate.resolve();
    expect(textOf(await first)).toContain('done');
  });
});

describe('a server that is gone', { timeout: TEST_MS }, () => {
  test('is noticed at the first call; the call is made when it is back', async () => {
    const world = worldOfTest();
    const before = await suiteOverHttp(world, 'legacy');
    const downstream = connectDownstream(world, before.entry);
    await downstream.ready();
    await before.kill();
    const call = callTool(downstream.server, 'test_simple_text');
    await until('it is noticed', () => downstream.server.status !== 'ready');
    await suiteOverHttp(world, 'legacy', 'http', before.port);
    expect(textOf(await call)).toContain('simple text');
  });

  test('for good fails the call with the reason', async () => {
    const world = worldOfTest();
    const before = await suiteOverHttp(world, 'modern');
    const downstream = connectDownstream(world, before.entry);
    await downstream.ready();
    await before.kill();
    await expect(callTool(downstream.server, 'test_simple_text')).rejects.toThrow(/ECONNREFUSED/u);
    expect(['connecting', 'waiting']).toContain(downstream.server.status);
  });

  test('for one call (HTTP 503) fails that call alone', async () => {
    let count = 0;
    const { downstream } = await attached(worldOfTest(), ({ method, response, result }) => {
      if (method !== 'tools/call') return false;
      count += 1;
      if (count === 1) response.writeHead(503).end('busy');
      else result(DONE);
      return true;
    });
    await expect(callTool(downstream.server, 'work')).rejects.toThrow('HTTP 503');
    expect(textOf(await callTool(downstream.server, 'work'))).toContain('done');
    expect(downstream.statuses.filter((status) => status === 'ready')).toHaveLength(1);
  });
});

describe('an answer whose stream breaks off', { timeout: TEST_MS }, () => {
  test('is fetched where the events have ids, when the server says to come back', async () => {
    let cutAt = 0;
    let backAt = 0;
    const { downstream, script } = await attached(worldOfTest(), (arrival) => {
      const { request, response } = arrival;
      if (arrival.method === 'tools/call') {
        openStream(arrival);
        cutAt = performance.now();
        response.write(`retry: 300\nid: 1\ndata:\n\n`, () => response.destroy());
        return true;
      }
      if (request.method === 'GET' && request.headers['last-event-id'] !== undefined) {
        backAt = performance.now();
        openStream(arrival);
        const call = calls(script)[0];
        response.end(`id: 2\ndata: ${call ? answerOf(call) : ''}\n\n`);
        return true;
      }
      return false;
    });
    expect(textOf(await callTool(downstream.server, 'work'))).toContain('done');
    expect(backAt - cutAt).toBeGreaterThanOrEqual(295);
    const back = script.arrivals.find(({ request }) => request.headers['last-event-id'] !== undefined);
    expect(back?.request.headers).toMatchObject({ 'last-event-id': '1', 'mcp-session-id': 'the-session' });
    expect(calls(script)).toHaveLength(1);
  });

  test('is fetched from a server that hangs up while it works', async () => {
    const world = worldOfTest();
    const downstream = connectDownstream(world, (await suiteOverHttp(world, 'legacy')).entry);
    await downstream.ready();
    expect(textOf(await callTool(downstream.server, 'test_reconnection'))).toContain('completed successfully');
  });

  test.each([
    ['without ids', 'data: {"jsonrpc":"2.0","method":"notifications/message","params":{}}\n\n', 405],
    ['without ids, by a broken connection,', BROKEN, 405],
    ['with ids, by a server that does not give it again', 'retry: 10\nid: 1\ndata:\n\n', 405],
    ['with ids, by a server that is broken', 'retry: 10\nid: 1\ndata:\n\n', 500],
  ])('%s fails that call, which is not made again', async (_what, events, status) => {
    const { downstream, script } = await attached(worldOfTest(), (arrival) => {
      if (arrival.request.method === 'GET') {
        arrival.response.writeHead(status).end();
        return true;
      }
      if (arrival.method !== 'tools/call') return false;
      openStream(arrival);
      if (events === BROKEN) arrival.response.write(': half\n', () => arrival.response.destroy());
      else arrival.response.end(events);
      return true;
    });
    await expect(within('the failure', callTool(downstream.server, 'work'))).rejects.toThrow(
      /stream|HTTP (405|500)|terminated|closed|reset|aborted/u,
    );
    expect(calls(script)).toHaveLength(1);
    expect(downstream.server.status).toBe('ready');
  });
});

describe('long streams', { timeout: TEST_MS }, () => {
  test('of many calls take no connection from others', async () => {
    const open: Arrival[] = [];
    const { downstream } = await attached(worldOfTest(), (arrival) => {
      if (arrival.method !== 'tools/call') return false;
      if (open.length < 300) {
        openStream(arrival);
        open.push(arrival);
      } else arrival.result(DONE);
      return true;
    });
    const slow = Array.from({ length: 300 }, () => callTool(downstream.server, 'work'));
    await until('all are under way', () => open.length === 300);
    expect(textOf(await within('a quick call', callTool(downstream.server, 'work')))).toContain('done');
    for (const arrival of open) arrival.response.end(`data: ${answerOf(arrival)}\n\n`);
    const texts = (await Promise.all(slow)).map(textOf);
    expect(texts.every((one) => one.includes('done'))).toBe(true);
  });

  test('that end with the answer leave their connection to the next call', async () => {
    const ports = new Set<number | undefined>();
    const { downstream } = await attached(worldOfTest(), (arrival) => {
      if (arrival.method !== 'tools/call') return false;
      ports.add(arrival.request.socket.remotePort);
      openStream(arrival);
      arrival.response.write(`data: ${answerOf(arrival)}\n\n`, () => arrival.response.end());
      return true;
    });
    for (let count = 0; count < 5; count += 1) await callTool(downstream.server, 'work');
    expect(ports.size).toBeLessThan(3);
  });

  test('that stay open after the answer are let go', async () => {
    const gone: Promise<void>[] = [];
    const { downstream } = await attached(worldOfTest(), (arrival) => {
      if (arrival.method !== 'tools/call') return false;
      openStream(arrival);
      arrival.response.write(`data: ${answerOf(arrival)}\n\n`);
      gone.push(arrival.gone);
      return true;
    });
    expect(textOf(await callTool(downstream.server, 'work'))).toContain('done');
    await within('the stream is closed', Promise.all(gone));
  });
});

describe('a server with ways of its own', { timeout: TEST_MS }, () => {
  test('that answers 404 where others have a stream is not taken for one that has forgotten the session', async () => {
    const { downstream, script } = await attached(worldOfTest(), ({ request, response }) => {
      if (request.method !== 'GET') return false;
      response.writeHead(404).end();
      return true;
    });
    await until('it was asked for a stream', () => script.arrivals.some(({ request }) => request.method === 'GET'));
    await callTool(downstream.server, 'work').catch(() => {});
    expect(script.arrivals.filter(({ method }) => method === 'initialize')).toHaveLength(1);
  });

  test.each([
    ['HTTP 500', ({ response }: Arrival) => response.writeHead(500).end()],
    ['a page', ({ response }: Arrival) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello')],
    ['nothing that can be read', ({ response }: Arrival) => response.end('{"jsonrpc":"2.0","id":1,"result":{}')],
    [
      'a stream that ends',
      ({ response }: Arrival) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(),
    ],
    ['silence', () => {}],
  ])('that answers what it does not know with %s is spoken to in the legacy era', async (_what, answer) => {
    const { downstream } = await attached(worldOfTest(), (arrival) => {
      if (arrival.method !== 'server/discover') return false;
      answer(arrival);
      return true;
    });
    expect(downstream.server.greeting?.era).toBe('legacy');
  });

  test('that is strict hears of the end of the handshake before anything else', async () => {
    let isInitialized = false;
    const { downstream } = await attached(worldOfTest(), (arrival) => {
      if (arrival.method === 'notifications/initialized') {
        setTimeout(() => {
          isInitialized = true;
          arrival.response.writeHead(202).end();
        }, 200);
        return true;
      }
      if (arrival.method !== 'tools/list' || isInitialized) return false;
      arrival.response.writeHead(400).end('too early');
      return true;
    });
    expect(downstream.offers[0]?.tools).toHaveLength(1);
    expect(downstream.statuses).not.toContain('waiting');
  });

  test('that redirects is followed on its own origin, and is not asked again', async () => {
    const world = worldOfTest();
    const script = await httpScript(world, ({ request, response }) => {
      if (request.url !== '/old') return false;
      response.writeHead(307, { location: '/mcp/' }).end();
      return true;
    });
    const downstream = connectDownstream(world, { url: script.url.replace('/mcp', '/old') });
    await downstream.ready();
    expect(script.arrivals.filter(({ request }) => request.url === '/old')).toHaveLength(1);
  });

  test('that redirects elsewhere is not followed there', async () => {
    const world = worldOfTest();
    const elsewhere = await httpScript(world, () => false);
    const script = await httpScript(world, ({ response }) => {
      response.writeHead(307, { location: elsewhere.url }).end();
    });
    const downstream = connectDownstream(world, { url: script.url });
    await until('it has failed', () => downstream.server.status === 'waiting');
    expect(downstream.server.reason).toContain('redirects to another origin');
    expect(elsewhere.arrivals).toEqual([]);
  });
});

describe('a request of the modern era', { timeout: TEST_MS }, () => {
  const discover =
    '{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"public"}';

  function modern(arrival: Arrival): boolean {
    if (arrival.method === 'server/discover') arrival.result(discover);
    else if (arrival.method === 'tools/list')
      arrival.result('{"resultType":"complete","tools":[],"ttlMs":5,"cacheScope":"public"}');
    else return false;
    return true;
  }

  test('carries the headers that repeat its body, and no session', async () => {
    const { downstream, script } = await attached(worldOfTest(), (arrival) => {
      if (modern(arrival)) return true;
      arrival.response.setHeader('mcp-session-id', 'not-for-this-era');
      arrival.result(DONE);
      return true;
    });
    for (const name of ['work', 'wörk', '=?base64?d29yaw==?=']) {
      const request = {
        ...clientRequest('tools/call', { name, arguments: {} }),
        paramHeaders: { 'Mcp-Param-Region': 'eu' },
      };
      await downstream.server.request(request, { timeoutMs: 5000 });
    }
    const headers = calls(script).map(({ request }) => request.headers);
    expect(headers.map((one) => one['mcp-name'])).toEqual([
      'work',
      `=?base64?${Buffer.from('wörk').toString('base64')}?=`,
      `=?base64?${Buffer.from('=?base64?d29yaw==?=').toString('base64')}?=`,
    ]);
    expect(headers[2]).toMatchObject({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-param-region': 'eu',
    });
    expect(script.arrivals.every(({ request }) => request.headers['mcp-session-id'] === undefined)).toBe(true);
    expect(script.arrivals.every(({ request }) => request.method === 'POST')).toBe(true);
    expect(downstream.offers.at(-1)?.cache).toEqual({ ttlMs: 5, isPrivate: false });
  });

  test('is cancelled by closing it, and by nothing else', async () => {
    const cancellation = new Cancellation();
    const { downstream, script } = await attached(worldOfTest(), (arrival) => {
      if (modern(arrival)) return true;
      if (arrival.body.includes('refused')) return false;
      openStream(arrival);
      return true;
    });
    const call = callTool(downstream.server, 'work', {}, { cancellation });
    await until('it is under way', () => calls(script).length === 1);
    cancellation.cancel();
    await expect(call).rejects.toThrow('cancelled');
    await within('the request is closed', calls(script)[0]?.gone ?? Promise.reject(new Error('no call')));
    // What would have been sent with it has come by now.
    await callTool(downstream.server, 'refused').catch(() => {});
    expect(script.arrivals.map(({ method }) => method)).not.toContain('notifications/cancelled');
  });

  test('of the legacy era is cancelled in words', async () => {
    const cancellation = new Cancellation();
    const { downstream, script } = await attached(worldOfTest(), (arrival) => {
      if (arrival.method !== 'tools/call') return false;
      openStream(arrival);
      return true;
    });
    const call = callTool(downstream.server, 'work', {}, { cancellation });
    await until('it is under way', () => calls(script).length === 1);
    cancellation.cancel();
    await expect(call).rejects.toThrow('cancelled');
    await until('the server is told', () => script.arrivals.some(({ method }) => method === 'notifications/cancelled'));
  });

  test('asks nothing else of a server that refuses access', async () => {
    const world = worldOfTest();
    const script = await httpScript(world, ({ response }) => {
      response.writeHead(403).end();
    });
    const downstream = connectDownstream(world, { url: script.url });
    await until('it has failed', () => downstream.server.status === 'waiting');
    expect(downstream.server.reason).toContain('refused access (HTTP 403)');
    expect(script.arrivals.map(({ method }) => method)).not.toContain('initialize');
  });
});
