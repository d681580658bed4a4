import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { tool } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type HeaderChanges, askModern, modernFrame, openModern, waitForTools } from './harness/modern-http.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { BEARER, rawHttp } from './harness/raw-http.ts';
import { worldOfSuite } from './harness/world.ts';

const CALL = modernFrame('7', 'tools/call', '{"name":"work","arguments":{}}');
const LIST = modernFrame('7', 'tools/list');
const without = (frame: string, key: string): string =>
  frame.replace(new RegExp(`"io.modelcontextprotocol/${key}":("[^"]*"|\\{[^}]*\\}),?`, 'u'), '');

describe('a modern client over HTTP', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let server: Puppet;

  beforeAll(async () => {
    server = await puppet(world, 'server');
    const region = { type: 'string', 'x-mcp-header': 'Region' };
    const placed = { ...tool('placed', 'Works somewhere.'), inputSchema: { type: 'object', properties: { region } } };
    server.on('tools/list', JSON.stringify({ tools: [tool('work', 'Works.'), placed] }));
    server.on('tools/call', '{"content":[],"n":1.0,"big":12345678901234567890}');
    relay = await listen(world, { server: server.entry });
    await waitForTools(world, relay, 'work', 'placed');
  }, TEST_MS);

  test('needs no session, and gets what the server wrote', async () => {
    const { status, frame } = await askModern(world, relay, CALL, { 'mcp-session-id': 'whatever' });
    expect(status).toBe(200);
    expect(rawAt(frame, 'id')).toBe('7');
    expect(rawAt(frame, 'result', 'resultType')).toBe('"complete"');
    expect(rawAt(frame, 'result', 'n')).toBe('1.0');
    expect(rawAt(frame, 'result', 'big')).toBe('12345678901234567890');
  });

  test('discovers what there is', async () => {
    const { frame } = await askModern(world, relay, modernFrame('1', 'server/discover'));
    expect(rawAt(frame, 'result', 'supportedVersions')).toBe('["2026-07-28"]');
    expect(rawAt(frame, 'result', 'capabilities', 'tools', 'listChanged')).toBe('true');
    expect(rawAt(frame, 'result', 'ttlMs')).toMatch(/^\d+$/u);
  });

  const refused: [string, string, HeaderChanges, number, number][] = [
    ['no JSON', '{', {}, 400, -32_700],
    ['an array', `[${LIST}]`, {}, 400, -32_600],
    ['no capabilities', without(LIST, 'clientCapabilities'), {}, 400, -32_602],
    ['no envelope, by its header modern', '{"jsonrpc":"2.0","id":7,"method":"tools/list"}', {}, 400, -32_602],
    ['another revision in the header', LIST, { 'mcp-protocol-version': '2025-11-25' }, 400, -32_020],
    ['no revision in the header', LIST, { 'mcp-protocol-version': undefined }, 400, -32_020],
    ['a revision nobody knows', LIST.replace('2026-07-28', 'v9'), { 'mcp-protocol-version': 'v9' }, 400, -32_022],
    [
      'an old revision',
      LIST.replace('2026-07-28', '2025-11-25'),
      { 'mcp-protocol-version': '2025-11-25' },
      400,
      -32_022,
    ],
    ['another method in the header', LIST, { 'mcp-method': 'tools/call' }, 400, -32_020],
    ['no method in the header', LIST, { 'mcp-method': undefined }, 400, -32_020],
    ['another name in the header', CALL, { 'mcp-name': 'placed' }, 400, -32_020],
    ['no name in the header', CALL, { 'mcp-name': undefined }, 400, -32_020],
    ['a name in bad base64', CALL, { 'mcp-name': '=?base64?d29yaw?=' }, 400, -32_020],
    ['an unknown method', modernFrame('7', 'no/such'), {}, 404, -32_601],
    ['a method that is gone', modernFrame('7', 'ping'), {}, 404, -32_601],
    ['initialize', modernFrame('7', 'initialize'), {}, 404, -32_601],
    ['listening to nothing', modernFrame('7', 'subscriptions/listen'), {}, 200, -32_602],
  ];
  test.each(refused)('%s is answered as the revision says', async (_, body, headers, status, code) => {
    const answer = await askModern(world, relay, body, headers);
    expect(answer.status).toBe(status);
    expect(rawAt(answer.frame, 'error', 'code')).toBe(String(code));
    expect(rawAt(answer.frame, 'id')).toBe(body.startsWith('{"') ? '7' : 'null');
  });

  test('says in headers what the tool asks for', async () => {
    const call = modernFrame('7', 'tools/call', '{"name":"placed","arguments":{"region":"süd"}}');
    expect(rawAt((await askModern(world, relay, call)).frame, 'error', 'code')).toBe('-32020');
    const other = { 'mcp-param-region': 'nord' };
    expect((await askModern(world, relay, call, other)).status).toBe(400);
    const encoded = { 'mcp-param-region': `=?base64?${Buffer.from('süd').toString('base64')}?=` };
    expect((await askModern(world, relay, call, encoded)).status).toBe(200);
  });

  test('has its notifications taken without effect', async () => {
    const body = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}';
    expect((await askModern(world, relay, body)).status).toBe(202);
  });

  test('may greet the old way after it has discovered', async () => {
    const body =
      '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}';
    const headers = { ...BEARER, 'content-type': 'application/json', accept: 'application/json' };
    const greeted = await rawHttp(relay.info.endpoints.mcp, { method: 'POST', headers, body });
    expect(greeted.status).toBe(200);
    expect(rawAt(greeted.body, 'result', 'protocolVersion')).toBe('"2025-11-25"');
  });

  test('cancels by going away, and the server hears of it', async () => {
    let calls = 0;
    server.on('tools/call', () => {
      calls += 1;
      return new Promise<undefined>(() => {});
    });
    const going = openModern(world, relay, CALL);
    await until('call', () => calls === 1);
    going.close();
    const { received } = await server.connected();
    await received.next('notifications/cancelled');
    server.on('tools/call', '{"content":[]}');
  });

  test('shares its ids with others: each gets its own answer, and cancels its own request', async () => {
    const waiting = new Map<string, (result: string) => void>();
    server.on(
      'tools/call',
      ({ rawParams }) =>
        new Promise((resolve) => waiting.set(rawAt(rawParams, 'arguments', 'who') ?? '', (result) => resolve(result))),
    );
    const of = (who: number): string =>
      modernFrame('7', 'tools/call', `{"name":"work","arguments":{"who":${who}}}`, { client: 'twin' });
    const one = openModern(world, relay, of(1));
    await until('first call', () => waiting.has('1'));
    const two = openModern(world, relay, of(2));
    await until('second call', () => waiting.has('2'));
    const { received } = await server.connected();
    const before = received.of('notifications/cancelled').length;
    two.close();
    await received.next('notifications/cancelled', before);
    waiting.get('1')?.('{"content":[],"who":1}');
    expect(rawAt(await one.received.answer('7'), 'result', 'who')).toBe('1');
    server.on('tools/call', '{"content":[]}');
  });

  test('hears progress and log messages ahead of the answer, if it wants to', async () => {
    server.on('tools/call', ({ rawParams, connection }) => {
      const token = rawAt(rawParams, '_meta', 'progressToken');
      if (token !== undefined) connection.tell('notifications/progress', `{"progressToken":${token},"progress":1.0}`);
      connection.tell('notifications/message', '{"level":"debug","data":"quiet"}');
      connection.tell('notifications/message', '{"level":"error","data":"loud"}');
      return '{"content":[]}';
    });
    const meta = '"progressToken":"mine","io.modelcontextprotocol/logLevel":"warning"';
    const call = modernFrame('7', 'tools/call', '{"name":"work","arguments":{}}', { meta });
    const answer = await askModern(world, relay, call);
    expect(
      answer.ahead.map((frame) => rawAt(frame, 'params', 'progressToken') ?? rawAt(frame, 'params', 'data')),
    ).toEqual(['"mine"', '"loud"']);
    expect(rawAt(answer.ahead[0] ?? '', 'params', 'progress')).toBe('1.0');
    expect((await askModern(world, relay, CALL)).ahead).toEqual([]);
    server.on('tools/call', '{"content":[]}');
  });
});
