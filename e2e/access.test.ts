import { beforeAll, describe, expect, test } from 'vitest';

import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { BEARER, rawHttp } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const JSON_POST = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const INITIALIZE = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${INITIALIZE_PARAMS}}`;

describe('who may connect', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  const at = (path: string): string => `${new URL(relay.info.baseUrl).origin}${path}`;
  const port = (): string => new URL(relay.info.baseUrl).port;

  beforeAll(async () => {
    relay = await listen(world, { echo: fixture('echo') });
  }, TEST_MS);

  const guarded = [
    { method: 'POST', path: '/mcp' },
    { method: 'GET', path: '/mcp' },
    { method: 'DELETE', path: '/mcp' },
    { method: 'GET', path: '/sse' },
    { method: 'GET', path: '/sse/' },
    { method: 'POST', path: '/messages?sessionId=1' },
    { method: 'GET', path: '/metrics' },
    { method: 'GET', path: '/openapi.json' },
    { method: 'GET', path: '/no-such-path' },
  ];
  const headers = { ...JSON_POST };

  test.each(guarded)('$method $path without a token: 401', async ({ method, path }) => {
    const body = method === 'POST' ? { body: INITIALIZE } : {};
    expect((await rawHttp(at(path), { method, headers, ...body })).status).toBe(401);
    const wrong = { ...headers, authorization: 'Bearer wrong-token' };
    expect((await rawHttp(at(path), { method, headers: wrong, ...body })).status).toBe(401);
  });

  const foreign = [
    { name: 'Host', headers: { host: 'attacker.example' } },
    { name: 'Host with the right port', headers: () => ({ host: `attacker.example:${port()}` }) },
    { name: 'Host of another port', headers: { host: '127.0.0.1:1' } },
    { name: 'Origin', headers: { origin: 'https://attacker.example' } },
    { name: 'Origin null', headers: { origin: 'null' } },
    { name: 'Origin of another port', headers: { origin: 'http://127.0.0.1:1' } },
    { name: 'Origin of an extension', headers: { origin: 'chrome-extension://abcdefghijklmnop' } },
  ];

  test.each(foreign)('a foreign $name: 403 before the 401, on every route', async ({ headers: given }) => {
    const extra = typeof given === 'function' ? given() : given;
    for (const { method, path } of [...guarded, { method: 'GET', path: '/' }, { method: 'GET', path: '/health' }]) {
      const response = await rawHttp(at(path), { method, headers: { ...headers, ...extra } });
      expect(response.status, `${method} ${path}`).toBe(403);
      const withToken = await rawHttp(at(path), { method, headers: { ...headers, ...BEARER, ...extra } });
      expect(withToken.status, `${method} ${path} with a token`).toBe(403);
    }
  });

  test('the own Host is known in its usual spellings', async () => {
    for (const host of [`127.0.0.1:${port()}`, `localhost:${port()}`, `LOCALHOST:${port()}`]) {
      expect((await rawHttp(at('/health'), { headers: { host } })).status, host).toBe(200);
    }
  });

  test.each(['/health', '/healthz'])('%s answers without a token and without details', async (path) => {
    const response = await rawHttp(at(path));
    expect(response.status).toBe(200);
    expect(JSON.parse(response.body)).toEqual({ status: 'ok' });
  });

  test('/ says name and version without a token', async () => {
    const response = await rawHttp(at('/'));
    expect(response.status).toBe(200);
    expect(response.body).toContain(relay.info.version);
    expect(response.body).not.toContain('echo');
  });

  test.each(['oauth-protected-resource', 'oauth-authorization-server', 'openid-configuration'])(
    '/.well-known/%s: 404',
    async (name) => {
      expect((await rawHttp(at(`/.well-known/${name}`))).status).toBe(404);
    },
  );

  test.each(['text/plain', 'application/x-www-form-urlencoded', undefined])(
    'a POST with content type %s: 415',
    async (type) => {
      const given = { ...BEARER, accept: JSON_POST.accept, ...(type === undefined ? {} : { 'content-type': type }) };
      const response = await rawHttp(at('/mcp'), { method: 'POST', headers: given, body: INITIALIZE });
      expect(response.status).toBe(415);
    },
  );

  test('with the token all is open', async () => {
    const posted = await rawHttp(at('/mcp'), { method: 'POST', headers: { ...headers, ...BEARER }, body: INITIALIZE });
    expect(posted.status).toBe(200);
    for (const path of ['/sse', '/sse/']) {
      const stream = await rawHttp(at(path), {
        headers: { ...BEARER, accept: 'text/event-stream' },
        headersOnly: true,
      });
      expect(stream.status).toBe(200);
      expect(stream.headers['content-type']).toContain('text/event-stream');
    }
  });

  test('the token is never on stderr', () => {
    expect(relay.stderr()).not.toContain(BEARER.authorization.slice('Bearer '.length));
  });
});
