import { beforeAll, describe, expect, test } from 'vitest';

import { attack, bareConnection, headOf } from './harness/attack.ts';
import { type Calm, calm, witness } from './harness/calm.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { BEARER } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { TOKEN } from './harness/relay.ts';
import { worldOfSuite } from './harness/world.ts';

const NOT_HTTP = 'not HTTP';
const NO_END = 'no sure end';

describe('requests that two readers could take for different ones', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let peace: Calm;
  const tries = new Map<string, number>();
  const count = (reason: string): Map<string, number> => tries.set(reason, (tries.get(reason) ?? 0) + 1);
  const port = (): number => Number(new URL(relay.info.baseUrl).port);
  const host = (): string => `Host: 127.0.0.1:${port()}`;
  const right = `Authorization: ${BEARER.authorization}`;
  /** What would be done if somebody took the rest of a body for a request of its own. */
  const smuggled = (): string => {
    const body = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${INITIALIZE_PARAMS}}`;
    const about = ['Content-Type: application/json', `Content-Length: ${body.length}`];
    return headOf('POST /mcp HTTP/1.1', host(), right, ...about) + body;
  };

  beforeAll(async () => {
    relay = await listen(world, { witness: witness(world) });
    peace = await calm(world, relay);
  }, TEST_MS);

  /** Sends it with another request behind it; gives the statuses of all answers before the connection ends. */
  async function statusesOf(bytes: string): Promise<readonly number[]> {
    const connection = await bareConnection(port());
    connection.send(bytes + smuggled());
    const statuses: number[] = [];
    for (;;) {
      const { status } = await connection.answer();
      if (status === 0) return statuses;
      statuses.push(status);
    }
  }

  const post = 'POST /mcp HTTP/1.1';
  const chunked = 'Transfer-Encoding: chunked';
  const json = 'Content-Type: application/json';

  test.each([
    { name: 'Content-Length and Transfer-Encoding', lines: ['Content-Length: 4', chunked], body: '0\r\n\r\n' },
    { name: 'Transfer-Encoding and Content-Length', lines: [chunked, 'Content-Length: 4'], body: '0\r\n\r\n' },
    { name: 'two different lengths', lines: ['Content-Length: 2', 'Content-Length: 0'], body: '{}' },
    { name: 'the same length twice', lines: ['Content-Length: 2', 'Content-Length: 2'], body: '{}' },
    { name: 'a list of lengths', lines: ['Content-Length: 2, 2'], body: '{}' },
    { name: 'a length with a sign', lines: ['Content-Length: +2'], body: '{}' },
    { name: 'a negative length', lines: ['Content-Length: -2'], body: '{}' },
    { name: 'a length in hex', lines: ['Content-Length: 0x2'], body: '{}' },
    { name: 'a length beyond all numbers', lines: [`Content-Length: ${'9'.repeat(30)}`], body: '{}' },
    { name: 'a length with an underscore', lines: ['Content-Length: 1_0'], body: '{}' },
    { name: 'chunked, then something else', lines: [chunked, 'Transfer-Encoding: identity'], body: '0\r\n\r\n' },
    { name: 'a space before the colon', lines: ['Transfer-Encoding : chunked'], body: '0\r\n\r\n' },
    { name: 'a folded header', lines: ['X-Folded: a', ' b', 'Content-Length: 0'], body: '' },
    { name: 'a header folded with a tab', lines: ['Transfer-Encoding:', '\tchunked'], body: '0\r\n\r\n' },
    { name: 'a space before the first header', first: `${post}\r\n x: y`, lines: ['Content-Length: 0'], body: '' },
    { name: 'a line feed alone', first: `${post}\nX: y`, lines: ['Content-Length: 0'], body: '' },
    { name: 'a line feed alone in a header', lines: ['X: y\nContent-Length: 0'], body: '' },
    { name: 'a carriage return alone', lines: ['X: y\rContent-Length: 0'], body: '' },
    { name: 'a zero byte in a header', lines: ['X: a\0b', 'Content-Length: 0'], body: '' },
    { name: 'a zero byte in the Host', first: `${post}\r\nHost: 127.0.0.1\0`, lines: ['Content-Length: 0'], body: '' },
    { name: 'a header without a name', lines: [': y', 'Content-Length: 0'], body: '' },
    { name: 'a header without a colon', lines: ['Content-Length 0'], body: '' },
    { name: 'HTTP/1.2', first: 'POST /mcp HTTP/1.2', lines: ['Content-Length: 0'], body: '' },
    { name: 'HTTP/3.0', first: 'POST /mcp HTTP/3.0', lines: ['Content-Length: 0'], body: '' },
    { name: 'a method in small letters', first: 'post /mcp HTTP/1.1', lines: ['Content-Length: 0'], body: '' },
    { name: 'a method of nobody', first: 'FROB /mcp HTTP/1.1', lines: ['Content-Length: 0'], body: '' },
    { name: 'a target that is no path', first: 'POST mcp HTTP/1.1', lines: ['Content-Length: 0'], body: '' },
    { name: 'a tab in the target', first: 'POST /m\tcp HTTP/1.1', lines: ['Content-Length: 0'], body: '' },
    { name: 'a space in the target', first: 'POST /m cp HTTP/1.1', lines: ['Content-Length: 0'], body: '' },
    {
      name: 'bytes beyond ASCII in the target',
      first: 'POST /m\xffcp HTTP/1.1',
      lines: ['Content-Length: 0'],
      body: '',
    },
    { name: 'the preface of HTTP/2', first: 'PRI * HTTP/2.0', lines: [], body: 'SM\r\n\r\n' },
  ])('$name: refused, and what follows is never looked at', async ({ first, lines, body }) => {
    const statuses = await statusesOf(headOf(first ?? post, host(), right, json, ...lines) + body);
    expect(statuses).toEqual([400]);
    count(NOT_HTTP);
  });

  test('a TLS greeting', async () => {
    expect(await statusesOf('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03')).toEqual([400]);
    count(NOT_HTTP);
  });

  test.each([
    'identity',
    'xchunked',
    'gzip',
    'gzip, chunked',
    'chunked, chunked',
    'chunked;q=1',
    '\x0bchunked',
    '"chunked"',
  ])('the transfer encoding %j: refused by its head', async (encoding) => {
    const bytes = headOf(post, host(), right, json, `Transfer-Encoding: ${encoding}`);
    expect((await attack(port(), bytes)).status).toBe(400);
    // Some of them the parser refuses, the rest the guard.
    tries.set('refused', (tries.get('refused') ?? 0) + 1);
  });

  test('chunks over HTTP/1.0', async () => {
    const answer = await attack(port(), headOf('POST /mcp HTTP/1.0', host(), right, json, chunked));
    expect(answer.status).toBe(400);
    count(NO_END);
  });

  test.each([
    { name: 'no number', body: 'zz\r\n{}\r\n0\r\n\r\n' },
    { name: 'a negative number', body: '-2\r\n{}\r\n0\r\n\r\n' },
    { name: 'a number with 0x', body: '0x2\r\n{}\r\n0\r\n\r\n' },
    { name: 'a number beyond all', body: `${'f'.repeat(20)}\r\n{}\r\n0\r\n\r\n` },
    { name: 'a number with a space before it', body: ' 2\r\n{}\r\n0\r\n\r\n' },
    { name: 'a chunk longer than it says', body: '1\r\n{}\r\n0\r\n\r\n' },
    { name: 'a chunk whose size ends in a line feed', body: '2\n{}\r\n0\r\n\r\n' },
    { name: 'an extension that ends in a line feed', body: '2;a\n{}\r\n0\r\n\r\n' },
    { name: 'an endless extension', body: `2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n` },
    { name: 'a trailer that is none', body: '2\r\n{}\r\n0\r\nAuthorization\r\n\r\n' },
  ])('a chunk size that is $name: the connection ends, nothing is taken', async ({ body }) => {
    const statuses = await statusesOf(headOf(post, host(), right, json, chunked) + body);
    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(statuses.length).toBeLessThanOrEqual(1);
    count(NOT_HTTP);
  });

  test('a trailer gives nobody another right, Host or Origin', async () => {
    const late = [right, `Origin: http://127.0.0.1:${port()}`, 'Content-Type: application/json'].join('\r\n');
    const answer = await attack(port(), `${headOf(post, host(), chunked)}2\r\n{}\r\n0\r\n${late}\r\n\r\n`);
    expect(answer.status).toBe(401);
    count('no token');
  });

  test('a tunnel', async () => {
    for (const target of ['attacker.example:443', `127.0.0.1:${port()}`, `localhost:${port()}`]) {
      expect(await statusesOf(headOf(`CONNECT ${target} HTTP/1.1`, host(), right))).toEqual([405]);
      count('tunnel');
    }
  });

  test('an upgrade is not made: the request is what it is without it', async () => {
    const webSocket = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAA',
    ];
    const http2 = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'];
    for (const upgrade of [webSocket, http2]) {
      for (const path of ['/mcp', '/sse', '/ui/', '/control/events']) {
        const answer = await attack(port(), headOf(`GET ${path} HTTP/1.1`, host(), ...upgrade));
        expect(answer.status, path).toBe(401);
        expect(answer.head).not.toMatch(/upgrade/iu);
      }
      const known = await attack(port(), headOf('GET /mcp HTTP/1.1', host(), right, ...upgrade));
      expect(known.status).toBe(400);
      for (const reason of ['no token', 'no token', 'page without', 'for management']) count(reason);
    }
  });

  test('each of many requests on one connection is judged by itself', async () => {
    const rights = Array.from({ length: 60 }, (_, index) => [right, 'X: none', `${right}x`][index % 3] ?? '');
    const connection = await bareConnection(port());
    connection.send(rights.map((line) => headOf('GET /no-such-path HTTP/1.1', host(), line)).join(''));
    const statuses: number[] = [];
    for (const _ of rights) statuses.push((await connection.answer()).status);
    connection.close();
    expect(statuses).toEqual(rights.map((line) => (line === right ? 404 : 401)));
    for (const line of rights) if (line !== right) count(line === 'X: none' ? 'no token' : 'an unknown token');
  });

  test('too much of a head', async () => {
    for (const line of [
      `X: ${'a'.repeat(17_000)}`,
      `Authorization: Bearer ${'a'.repeat(17_000)}`,
      `Cookie: ${'a=b; '.repeat(4000)}`,
    ]) {
      expect((await attack(port(), headOf('GET /health HTTP/1.1', host(), line))).status).toBe(431);
      count(NOT_HTTP);
    }
    expect((await attack(port(), headOf(`GET /${'a'.repeat(17_000)} HTTP/1.1`, host()))).status).toBe(431);
    count(NOT_HTTP);
    const many = Array.from({ length: 101 }, (_, index) => `X-${index}: a`);
    expect((await attack(port(), headOf('GET /health HTTP/1.1', host(), ...many))).status).toBe(431);
    count('too many headers');
    expect((await attack(port(), headOf('GET /health HTTP/1.1', host(), ...many.slice(0, 90)))).status).toBe(200);
  });

  test('each of these stands in the log, and nothing else has happened', async () => {
    const { refused = 0, ...wanted } = Object.fromEntries(tries);
    const rest = Object.values(wanted).reduce((sum, times) => sum + times, 0);
    await peace.holds({ ...wanted, 'was refused': rest + refused });
    expect(relay.stderr()).not.toContain(TOKEN);
  });
});
