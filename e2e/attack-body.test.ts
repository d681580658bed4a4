import { beforeAll, describe, expect, test } from 'vitest';

import { HTTP, MAX_INPUT } from '../src-relay/control/contract.ts';
import { type BareConnection, attack, bareConnection, headOf } from './harness/attack.ts';
import { type Calm, calm, witness } from './harness/calm.ts';
import { controlToken } from './harness/control-client.ts';
import { TEST_MS, within } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { ROUTES } from './harness/listener-routes.ts';
import { BEARER } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { worldOfSuite } from './harness/world.ts';

const MIB = 1024 * 1024;
const TEN_MIB = `Content-Length: ${10 * MIB}`;
const JSON_TYPE = 'Content-Type: application/json';
const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

describe('a body that nobody wants', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let peace: Calm;
  const tries = new Map<string, number>();
  const count = (reason: string): Map<string, number> => tries.set(reason, (tries.get(reason) ?? 0) + 1);
  const port = (): number => Number(new URL(relay.info.baseUrl).port);
  const own = (): string => `Host: 127.0.0.1:${port()}`;
  const client = `Authorization: ${BEARER.authorization}`;
  const control = (): string => `Authorization: Bearer ${controlToken(world)}`;

  beforeAll(async () => {
    relay = await listen(world, { witness: witness(world) });
    peace = await calm(world, relay);
  }, TEST_MS);

  const everywhere = ROUTES.map(({ path }) => path);
  const guarded = ROUTES.filter(({ right }) => right === 'client').map(({ path }) => path);
  const managed = ROUTES.filter(({ right }) => right === 'control').map(({ path }) => path);
  const cases = [
    {
      who: 'of a foreign Host',
      paths: everywhere,
      lines: () => ['Host: attacker.example'],
      status: 403,
      log: 'foreign Host',
    },
    {
      who: 'of a foreign Origin',
      paths: everywhere,
      lines: () => [own(), 'Origin: null'],
      status: 403,
      log: 'foreign Host',
    },
    {
      who: 'of a page of another site',
      paths: everywhere,
      lines: () => [own(), 'Sec-Fetch-Site: cross-site'],
      status: 403,
      log: 'page of another site',
    },
    { who: 'without a token', paths: guarded, lines: () => [own()], status: 401, log: 'no token' },
    {
      who: 'with a wrong token',
      paths: guarded,
      lines: () => [own(), `${client}x`],
      status: 401,
      log: 'an unknown token',
    },
    {
      who: 'for management, with a client token',
      paths: managed,
      lines: () => [own(), client],
      status: 401,
      log: 'for management',
    },
  ];

  describe.each(cases)('$who', ({ paths, lines, status, log }) => {
    test.each(paths)('to %s: the answer comes before the body', async (path) => {
      const answer = await attack(port(), headOf(`POST ${path} HTTP/1.1`, ...lines(), JSON_TYPE, TEN_MIB));
      expect(answer.status).toBe(status);
      const asked = headOf(`POST ${path} HTTP/1.1`, ...lines(), JSON_TYPE, TEN_MIB, 'Expect: 100-continue');
      expect(await attack(port(), asked)).toMatchObject({ status, isInvited: false });
      const chunked = headOf(`POST ${path} HTTP/1.1`, ...lines(), JSON_TYPE, 'Transfer-Encoding: chunked');
      expect((await attack(port(), chunked)).status).toBe(status);
      for (let time = 0; time < 3; time += 1) count(log);
    });
  });

  test.each(['/', '/health', '/healthz', '/.well-known/oauth-protected-resource'])(
    'to %s, which takes none',
    async (path) => {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        const answer = await attack(port(), headOf(`${method} ${path} HTTP/1.1`, own(), JSON_TYPE, TEN_MIB));
        expect(answer.status, method).toBe(405);
      }
    },
  );

  const types = [
    [],
    ['Content-Type:'],
    ['Content-Type: text/plain'],
    ['Content-Type: text/plain; application/json'],
    ['Content-Type: text/plain, application/json'],
    ['Content-Type: application/x-www-form-urlencoded'],
    ['Content-Type: multipart/form-data; boundary=x'],
    ['Content-Type: application/jsonp'],
    ['Content-Type: application/json-rpc'],
    ['Content-Type: application/json+x'],
    ['Content-Type: text/json'],
    ['Content-Type: application /json'],
    ['Content-Type: json'],
    ['Content-Type: */*'],
    ['Content-Type: application/json, text/plain'],
    ['Content-Type: application/json; charset=utf-16'],
    ['Content-Type: application/json; charset=utf-7'],
    ['Content-Type: application/json; charset = "iso-8859-1"'],
    ['Content-Type: application/json; charset=utf-8; charset=utf-16'],
    ['Content-Type: application/json', 'Content-Type: text/plain'],
    ['Content-Type: text/plain', 'Content-Type: application/json'],
    ['Content-Type: application/json', 'Content-Encoding: gzip'],
    ['Content-Type: application/json', 'Content-Encoding: br'],
    ['Content-Type: application/json', 'Content-Encoding: deflate, gzip'],
    ['Content-Type: application/json', 'Content-Encoding: x'],
  ];

  test.each(types.map((lines) => ({ type: lines.join(' and ') || 'no type', lines })))(
    '$type: 415 before the body, whoever sends it',
    async ({ lines }) => {
      for (const [path, right] of [
        ['/mcp', client],
        [`${HTTP.control}/relay.pause`, control()],
      ] as const) {
        const head = [`POST ${path} HTTP/1.1`, own(), right, ...lines, TEN_MIB] as const;
        expect((await attack(port(), headOf(...head))).status, path).toBe(415);
        expect(await attack(port(), headOf(...head, 'Expect: 100-continue')), path).toMatchObject({
          status: 415,
          isInvited: false,
        });
        for (let time = 0; time < 2; time += 1)
          count(path === '/mcp' ? 'A message was refused' : 'another body than JSON');
      }
    },
  );

  test.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/json ; version=1',
    'application/json;',
  ])('%s is JSON', async (type) => {
    const head = headOf('POST /mcp HTTP/1.1', own(), client, `Content-Type: ${type}`, `Content-Length: ${PING.length}`);
    // No session, no answer to a ping: but it was read.
    expect((await attack(port(), head + PING)).body).toContain('Mcp-Session-Id');
  });

  test('one that says it is too long: 413 before it comes', async () => {
    for (const [path, right, length] of [
      ['/mcp', client, 64 * MIB + 1],
      ['/mcp', client, 2 ** 52],
      [`${HTTP.control}/relay.pause`, control(), MAX_INPUT + 1],
    ] as const) {
      const head = [`POST ${path} HTTP/1.1`, own(), right, JSON_TYPE, `Content-Length: ${length}`] as const;
      expect((await attack(port(), headOf(...head))).status).toBe(413);
      expect(await attack(port(), headOf(...head, 'Expect: 100-continue'))).toMatchObject({
        status: 413,
        isInvited: false,
      });
      for (let time = 0; time < 2; time += 1) count(path === '/mcp' ? 'too_large' : 'an endless body');
    }
  });

  test('one that does not say how long it is: 413 as soon as it is too long', async () => {
    for (const [path, right, cap] of [
      ['/mcp', client, 64 * MIB],
      [`${HTTP.control}/relay.pause`, control(), MAX_INPUT],
    ] as const) {
      const connection = await bareConnection(port());
      connection.send(headOf(`POST ${path} HTTP/1.1`, own(), right, JSON_TYPE, 'Transfer-Encoding: chunked'));
      const size = 64 * 1024;
      const chunk = `${size.toString(16)}\r\n${' '.repeat(size)}\r\n`;
      for (let sent = 0; sent <= cap; sent += size) connection.send(chunk);
      expect((await connection.answer()).status).toBe(413);
      count(path === '/mcp' ? 'too_large' : 'an endless body');
      connection.close();
    }
  });

  /** A request that is refused, with a body of ten mebibytes announced and none of it sent. */
  async function refused(): Promise<BareConnection> {
    const connection = await bareConnection(port());
    connection.send(headOf('POST /mcp HTTP/1.1', own(), JSON_TYPE, TEN_MIB));
    expect((await connection.answer()).status).toBe(401);
    count('no token');
    return connection;
  }

  test('does not keep the connection: it ends a second after the answer, or where too much comes', async () => {
    const silent = await refused();
    let started = performance.now();
    await within('end without the body', silent.closed);
    const patience = performance.now() - started;
    const pushed = await refused();
    started = performance.now();
    for (let sent = 0; sent < 4 && !pushed.isClosed(); sent += 1) pushed.send(' '.repeat(MIB));
    await within('end in the middle of the body', pushed.closed);
    expect(performance.now() - started).toBeLessThan(patience);
  });

  test('that comes after the answer is no request of its own', async () => {
    const opened = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${INITIALIZE_PARAMS}}`;
    const hidden = headOf('POST /mcp HTTP/1.1', own(), client, JSON_TYPE, `Content-Length: ${opened.length}`) + opened;
    const connection = await bareConnection(port());
    connection.send(headOf('POST /mcp HTTP/1.1', own(), JSON_TYPE, `Content-Length: ${hidden.length}`));
    expect((await connection.answer()).status).toBe(401);
    connection.send(hidden + headOf('GET /no-such-path HTTP/1.1', own(), client));
    expect((await connection.answer()).status, 'the request behind it').toBe(404);
    connection.close();
    count('no token');
  });

  test('is asked for only where it will be read', async () => {
    const head = [own(), JSON_TYPE, `Content-Length: ${PING.length}`, 'Expect: 100-continue'];
    for (const [path, right] of [
      ['/mcp', client],
      [`${HTTP.control}/relay.status`, control()],
    ] as const) {
      const body = path === '/mcp' ? PING : `{}${' '.repeat(PING.length - 2)}`;
      const connection = await bareConnection(port());
      connection.send(headOf(`POST ${path} HTTP/1.1`, right, ...head));
      connection.send(body);
      const answer = await connection.answer();
      expect(answer.isInvited, path).toBe(true);
      expect(answer.status, path).toBe(path === '/mcp' ? 400 : 200);
      connection.close();
    }
    const other = headOf('POST /mcp HTTP/1.1', own(), client, JSON_TYPE, TEN_MIB, 'Expect: lunch');
    expect((await attack(port(), other)).status).toBe(417);
  });

  test('each of these stands in the log, and nothing else has happened', () => peace.holds(Object.fromEntries(tries)));
});
