import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { HTTP } from '../src-relay/control/contract.ts';
import { attack, bareConnection, headOf } from './harness/attack.ts';
import { type Calm, calm, witness } from './harness/calm.ts';
import { controlClient } from './harness/control-client.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { ROUTES } from './harness/listener-routes.ts';
import { createLink, openPage, pageHeaders } from './harness/page-session.ts';
import { type RawResponse, rawHttp } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { TOKEN, runRelay } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const GUARDED = ROUTES.filter(({ right }) => right === 'client');
const INITIALIZE = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${INITIALIZE_PARAMS}}`;
const JSON_POST = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

describe('credentials that are none', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let created = '';
  let peace: Calm;
  const tries = new Map<string, number>();
  const count = (reason: string, times: number): Map<string, number> =>
    tries.set(reason, (tries.get(reason) ?? 0) + times);
  const port = (): number => Number(new URL(relay.info.baseUrl).port);
  const own = (): string => `Host: 127.0.0.1:${port()}`;

  beforeAll(async () => {
    relay = await listen(world, { witness: witness(world), slow: fixture('slow') });
    const { stdout } = await runRelay(world, ['token', 'create', '--client', 'other']);
    created = stdout.trim().split('\n').at(-1) ?? '';
    expect(created).toMatch(/^mcpr_[\w-]{43}$/u);
    peace = await calm(world, relay);
  }, TEST_MS);

  const digest = createHash('sha256').update(TOKEN).digest('hex');
  const wrong: readonly (readonly string[])[] = [
    ['Authorization:'],
    ['Authorization: Bearer'],
    ['Authorization: Bearer x'],
    [`Authorization: ${TOKEN}`],
    [`Authorization: Bearer${TOKEN}`],
    [`Authorization: Bearer: ${TOKEN}`],
    [`Authorization: Bearer\t${TOKEN}`],
    [`Authorization: Bearer "${TOKEN}"`],
    [`Authorization: Bearer ${TOKEN.slice(0, -1)}`],
    [`Authorization: Bearer ${TOKEN.slice(1)}`],
    [`Authorization: Bearer ${TOKEN}x`],
    [`Authorization: Bearer ${TOKEN}\xa0`],
    [`Authorization: Bearer ${TOKEN.toUpperCase()}`],
    [`Authorization: Bearer ${TOKEN} ${TOKEN}`],
    [`Authorization: Bearer ${TOKEN},`],
    [`Authorization: Bearer ${TOKEN}${'x'.repeat(8000)}`],
    [`Authorization: Bearer ${digest}`],
    ['Authorization: Bearer client:env'],
    ['Authorization: Bearer undefined'],
    ['Authorization: Bearer null'],
    ['Authorization: Bearer __proto__'],
    [`Authorization: Basic ${TOKEN}`],
    [`Authorization: Basic ${Buffer.from(`client:${TOKEN}`).toString('base64')}`],
    [`Authorization: Basic ${Buffer.from(`Bearer:${TOKEN}`).toString('base64')}`],
    [`Authorization: Digest username="env", response="${TOKEN}"`],
    [`Authorization: Token ${TOKEN}`],
    [`Authorization: Negotiate ${TOKEN}`],
    [`Authorization: DPoP ${TOKEN}`],
    [`Authorization: Bearer ${TOKEN}`, 'Authorization: Bearer x'],
    ['Authorization: Bearer x', `Authorization: Bearer ${TOKEN}`],
    [`Authorization: Bearer ${TOKEN}`, `Authorization: Bearer ${TOKEN}`],
    [`Proxy-Authorization: Bearer ${TOKEN}`],
    [`X-Authorization: Bearer ${TOKEN}`],
    [`X-Api-Key: ${TOKEN}`],
    [`Cookie: token=${TOKEN}; authorization=Bearer ${TOKEN}`],
    [`Mcp-Session-Id: ${TOKEN}`],
  ];

  /** The route's request with these headers, and a body where it takes one. */
  function request(method: string, path: string, lines: readonly string[]): string {
    const body = method === 'POST' ? INITIALIZE : '';
    const about = body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`];
    return headOf(`${method} ${path} HTTP/1.1`, own(), ...lines, 'Accept: */*', ...about) + body;
  }

  test('in any spelling, on every route', async () => {
    for (const lines of wrong) {
      for (const { method, path } of GUARDED) {
        const answer = await attack(port(), request(method, path, lines));
        expect(answer.status, `${method} ${path} ${lines.join(' and ')}`).toBe(401);
        expect(answer.head).toMatch(/\r\nwww-authenticate: Bearer/iu);
        expect(answer.body).not.toContain(TOKEN);
      }
    }
    count('token was refused', wrong.length * GUARDED.length);
  });

  test('in the address, on every route', async () => {
    for (const { method, path } of GUARDED) {
      for (const name of ['token', 'access_token', 'authorization', 'api_key', 'key']) {
        const value = name === 'authorization' ? `Bearer%20${TOKEN}` : TOKEN;
        const target = `${path}${path.includes('?') ? '&' : '?'}${name}=${value}`;
        expect((await attack(port(), request(method, target, []))).status, target).toBe(401);
      }
    }
    count('token was refused', 5 * GUARDED.length);
  });

  test("those of management's page", async () => {
    const page = await openPage(world, relay);
    for (const { method, path } of GUARDED) {
      const headers = { ...JSON_POST, ...pageHeaders(page) };
      const body = method === 'POST' ? { body: INITIALIZE } : {};
      expect((await rawHttp(`${relay.info.baseUrl}${path}`, { method, headers, ...body })).status, path).toBe(401);
      const bearer = { ...headers, authorization: `Bearer ${page.key}` };
      const answer = await rawHttp(`${relay.info.baseUrl}${path}`, { method, headers: bearer, ...body });
      expect(answer.status, path).toBe(401);
    }
    count('token was refused', 2 * GUARDED.length);
  });

  test('a one-time link is used up by nobody but a person who follows it', async () => {
    const link = new URL(await createLink(world, relay));
    const get = `GET ${link.pathname} HTTP/1.1`;
    for (const [first, lines, status] of [
      [`POST ${link.pathname} HTTP/1.1`, ['Content-Length: 0'], 405],
      [`OPTIONS ${link.pathname} HTTP/1.1`, [], 405],
      [get, ['Origin: null'], 403],
      [get, ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image'], 403],
      [get, ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'], 403],
    ] as const) {
      expect((await attack(port(), headOf(first, own(), ...lines))).status, first).toBe(status);
    }
    for (const path of [`${link.pathname}x`, link.pathname.slice(0, -1), `${link.pathname}/../x`, '/ui/link/%00']) {
      expect((await attack(port(), headOf(`GET ${path} HTTP/1.1`, own()))).status, path).toBe(401);
    }
    count('link was refused', 4);
    expect((await rawHttp(link.href)).status, 'the link is still good').toBe(303);
  });

  test('each of these stands in the log, and nothing else has happened', async () => {
    await peace.holds(Object.fromEntries(tries));
    expect(relay.stderr()).not.toContain(TOKEN);
  });

  /** Posts a message to /mcp as this client. */
  const post = (token: string, session: string | undefined, body: string): Promise<RawResponse> =>
    rawHttp(relay.info.endpoints.mcp, {
      method: 'POST',
      headers: {
        ...JSON_POST,
        authorization: `Bearer ${token}`,
        ...(session === undefined ? {} : { 'mcp-session-id': session }),
      },
      body,
    });
  async function open(token: string): Promise<string> {
    const session = (await post(token, undefined, INITIALIZE)).headers['mcp-session-id'];
    if (typeof session !== 'string') throw new Error('no session');
    return session;
  }
  const call = '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"touch"}}';

  test("another client's session does not exist", async () => {
    const [mine, theirs] = [await open(TOKEN), await open(created)];
    const listening = await bareConnection(port());
    const stream = [own(), `Authorization: Bearer ${TOKEN}`, `Mcp-Session-Id: ${mine}`, 'Accept: text/event-stream'];
    listening.send(headOf('GET /mcp HTTP/1.1', ...stream));
    expect((await listening.answer()).status).toBe(200);
    peace = await calm(world, relay);
    const headers = { authorization: `Bearer ${created}`, accept: 'text/event-stream' };
    for (const session of [mine, mine.toUpperCase(), `${theirs}, ${mine}`, `${theirs},${mine}`]) {
      const answers = [
        await post(created, session, call),
        await rawHttp(relay.info.endpoints.mcp, { headers: { ...headers, 'mcp-session-id': session } }),
        await rawHttp(relay.info.endpoints.mcp, {
          method: 'DELETE',
          headers: { ...headers, 'mcp-session-id': session },
        }),
        await rawHttp(`${relay.info.baseUrl}/messages?sessionId=${encodeURIComponent(session)}`, {
          method: 'POST',
          headers: { ...JSON_POST, ...headers },
          body: call,
        }),
      ];
      expect(
        answers.map(({ status }) => status),
        session,
      ).toEqual([404, 404, 404, 404]);
    }
    await peace.holds({ "another client's session": 4 });
    expect(listening.isClosed(), "the owner's stream stays").toBe(false);
    expect((await post(TOKEN, mine, call)).body).toContain('touched');
    const ended = { authorization: `Bearer ${TOKEN}`, 'mcp-session-id': mine };
    expect((await rawHttp(relay.info.endpoints.mcp, { method: 'DELETE', headers: ended })).status).toBe(204);
    expect((await post(TOKEN, mine, call)).status, 'it has ended for its owner').toBe(404);
  });

  test("another client's stream takes no message, and another one's call is not cancelled", async () => {
    const listening = await bareConnection(port());
    listening.send(headOf('GET /sse HTTP/1.1', own(), `Authorization: Bearer ${TOKEN}`));
    expect((await listening.answer()).status).toBe(200);
    const endpoint = await until('endpoint', () => /data: (?<path>\S+)\r?\n/u.exec(listening.rest())?.groups?.['path']);
    const [mine, theirs] = [await open(TOKEN), await open(created)];
    const waiting = post(
      TOKEN,
      mine,
      '{"jsonrpc":"2.0","id":"w","method":"tools/call","params":{"name":"wait","arguments":{"ms":1500,"steps":1}}}',
    );
    const cancelled = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"w"}}';
    expect((await post(created, theirs, cancelled)).status).toBe(202);
    expect((await post(created, mine, cancelled)).status).toBe(404);
    const before = listening.rest();
    for (const [token, status] of [
      [created, 404],
      [TOKEN, 202],
    ] as const) {
      const headers = { ...JSON_POST, authorization: `Bearer ${token}` };
      const ping = `{"jsonrpc":"2.0","id":"${status}","method":"ping"}`;
      const answer = await rawHttp(`${relay.info.baseUrl}${endpoint}`, { method: 'POST', headers, body: ping });
      expect(answer.status).toBe(status);
    }
    const told = await until('answer to its owner', () => /"id":"202"/u.test(listening.rest()) && listening.rest());
    expect(told.slice(before.length)).not.toContain('"404"');
    expect((await waiting).body).toContain('waited 1500 ms');
    listening.close();
  });

  test('of a client that was revoked: its requests, and its streams too', async () => {
    const session = await open(created);
    const streams = await Promise.all([bareConnection(port()), bareConnection(port())]);
    const [sse, mcp] = streams;
    const right = `Authorization: Bearer ${created}`;
    sse.send(headOf('GET /sse HTTP/1.1', own(), right));
    mcp.send(headOf('GET /mcp HTTP/1.1', own(), right, `Mcp-Session-Id: ${session}`, 'Accept: text/event-stream'));
    for (const stream of streams) expect((await stream.answer()).status).toBe(200);
    expect((await runRelay(world, ['token', 'revoke', 'other'])).code).toBe(0);
    await until('refused', async () => (await post(created, session, call)).status === 401);
    const control = controlClient(world, relay);
    await until('its sessions have ended', async () => {
      const { clients } = await control.call('relay.status', {});
      return clients.every(({ identity }) => identity !== 'client:other');
    });
    for (const stream of streams) stream.close();
    expect(
      (await rawHttp(`${relay.info.baseUrl}${HTTP.events}`, { headers: { authorization: `Bearer ${created}` } }))
        .status,
    ).toBe(401);
  });
});
