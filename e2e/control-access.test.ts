import { beforeAll, describe, expect, test } from 'vitest';

import { HTTP, PROCEDURES } from '../src-relay/control/contract.ts';
import { controlClient, controlToken } from './harness/control-client.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { createLink, openPage, pageHeaders } from './harness/page-session.ts';
import { type RawResponse, rawHttp } from './harness/raw-http.ts';
import { TOKEN, runRelay } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const STATUS = `${HTTP.control}/relay.status`;
const PATHS = [
  ...Object.keys(PROCEDURES).map((name) => ({ method: 'POST', path: `${HTTP.control}/${name}` })),
  { method: 'POST', path: HTTP.links },
  { method: 'GET', path: HTTP.events },
  { method: 'POST', path: `${HTTP.control}/no.such.procedure` },
  { method: 'POST', path: HTTP.control },
  { method: 'POST', path: `${HTTP.control}/` },
];

describe('who reaches the control contract', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  const at = (path: string): string => `${relay.info.baseUrl}${path}`;
  const port = (): string => new URL(relay.info.baseUrl).port;
  const bearer = (token: string): Record<string, string> => ({ ...JSON_TYPE, authorization: `Bearer ${token}` });
  const send = (method: string, path: string, headers: Record<string, string>): Promise<RawResponse> =>
    rawHttp(at(path), { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) });

  beforeAll(async () => {
    relay = await listen(world, { echo: fixture('echo') });
  }, TEST_MS);

  async function refusedEverywhere(headers: Record<string, string>, status = 401): Promise<void> {
    for (const { method, path } of PATHS) {
      const response = await send(method, path, headers);
      expect(response.status, `${method} ${path}`).toBe(status);
      expect(response.body, `${method} ${path}`).not.toContain('output');
    }
  }

  test('nobody without credentials', () => refusedEverywhere(JSON_TYPE));

  test('no client: not by the token of the environment, not by one that was created', async () => {
    await refusedEverywhere(bearer(TOKEN));
    const created = await runRelay(world, ['token', 'create', '--client', 'tester']);
    const token = created.stdout.trim().split('\n').at(-1) ?? '';
    expect(token.length).toBeGreaterThan(20);
    const mcp = await rawHttp(relay.info.endpoints.mcp, {
      method: 'POST',
      headers: { ...bearer(token), accept: 'application/json, text/event-stream' },
      body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    });
    expect(mcp.status, 'the token is a valid one for clients').not.toBe(401);
    await refusedEverywhere(bearer(token));
  });

  test('nobody with a wrong token, in any spelling of it', async () => {
    const right = controlToken(world);
    await refusedEverywhere(bearer(`${right}x`));
    for (const authorization of [
      right,
      `Basic ${Buffer.from(`control:${right}`).toString('base64')}`,
      `Bearer ${right.slice(0, -1)}`,
      `Bearer ${right} ${right}`,
      `Bearer ${right.toLowerCase()}`,
      'Bearer ',
      'Bearer undefined',
    ]) {
      expect((await send('POST', STATUS, { ...JSON_TYPE, authorization })).status, authorization).toBe(401);
    }
    expect((await send('POST', `${STATUS}?token=${right}`, JSON_TYPE)).status, 'in the address').toBe(401);
    expect((await send('POST', STATUS, { ...JSON_TYPE, [HTTP.keyHeader]: right })).status, 'as a key').toBe(401);
  });

  test('whoever has the control token', async () => {
    const response = await send('POST', STATUS, bearer(controlToken(world)));
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    const stream = await rawHttp(at(HTTP.events), { headers: bearer(controlToken(world)), headersOnly: true });
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toContain('text/event-stream');
  });

  test('a page needs both halves of its credential, and of the same link', async () => {
    const [one, two] = [await openPage(world, relay), await openPage(world, relay)];
    await refusedEverywhere({ ...JSON_TYPE, cookie: one.cookie });
    await refusedEverywhere({ ...JSON_TYPE, [HTTP.keyHeader]: one.key });
    await refusedEverywhere({ ...pageHeaders(one), [HTTP.keyHeader]: two.key });
    await refusedEverywhere({ ...pageHeaders(one), [HTTP.keyHeader]: '' });
    const [name = '', value = ''] = one.cookie.split('=');
    await refusedEverywhere({ ...pageHeaders(one), cookie: `${name}=${one.key}`, [HTTP.keyHeader]: value });
    await refusedEverywhere({ ...pageHeaders(one), cookie: `mcp_relay_ui_1=${value}` });
    for (const good of [one, two]) {
      expect((await send('POST', STATUS, pageHeaders(good))).status).toBe(200);
      const stream = await rawHttp(at(HTTP.events), { headers: pageHeaders(good), headersOnly: true });
      expect(stream.status).toBe(200);
    }
  });

  test.each([
    { site: 'same-site', status: 403 },
    { site: 'cross-site', status: 403 },
    { site: 'SAME-ORIGIN', status: 403 },
    { site: 'same-origin, cross-site', status: 403 },
    { site: '', status: 403 },
    { site: 'none', status: 401 },
  ])('a page whose browser says Sec-Fetch-Site: "$site" is not the own one', async ({ site, status }) => {
    await refusedEverywhere({ ...pageHeaders(await openPage(world, relay)), 'sec-fetch-site': site }, status);
  });

  const foreign = [
    { name: 'Host', headers: () => ({ host: 'attacker.example' }) },
    { name: 'Host on the right port', headers: () => ({ host: `attacker.example:${port()}` }) },
    { name: 'Host of another port', headers: () => ({ host: '127.0.0.1:1' }) },
    { name: 'Host without a port', headers: () => ({ host: '127.0.0.1' }) },
    { name: 'Host that begins like the own', headers: () => ({ host: `127.0.0.1.attacker.example:${port()}` }) },
    { name: 'Origin', headers: () => ({ origin: 'https://attacker.example' }) },
    { name: 'Origin null', headers: () => ({ origin: 'null' }) },
    { name: 'Origin of another port', headers: () => ({ origin: 'http://127.0.0.1:1' }) },
    { name: 'Origin of the own port over TLS', headers: () => ({ origin: `https://127.0.0.1:${port()}` }) },
    { name: 'Origin of the desktop app', headers: () => ({ origin: 'app://relay' }) },
  ];

  test.each(foreign)('a foreign $name: 403 before anything else, whatever the credentials', async ({ headers }) => {
    const page = pageHeaders(await openPage(world, relay));
    for (const given of [JSON_TYPE, bearer(TOKEN), bearer(controlToken(world)), page]) {
      await refusedEverywhere({ ...given, ...headers() }, 403);
    }
    const link = await createLink(world, relay);
    expect((await rawHttp(link, { headers: headers() })).status).toBe(403);
    expect((await rawHttp(at('/ui/'), { headers: { ...page, ...headers() } })).status).toBe(403);
    expect((await rawHttp(link)).status, 'the link was not used up by it').toBe(303);
  });

  test('the right to it is checked before the request is', async () => {
    expect((await send('GET', STATUS, {})).status).toBe(401);
    expect((await send('POST', STATUS, { 'content-type': 'text/plain' })).status).toBe(401);
    expect((await send('OPTIONS', STATUS, { 'access-control-request-method': 'POST' })).status).toBe(401);
  });

  test('no answer opens itself to other origins', async () => {
    const origin = `http://localhost:${port()}`;
    const page = { ...pageHeaders(await openPage(world, relay)), origin };
    // This one would begin anew in between: relay.reload.
    const paths = PATHS.filter(({ path }) => !path.endsWith('relay.reload'));
    for (const { method, path } of [...paths, { method: 'OPTIONS', path: STATUS }, { method: 'GET', path: '/ui/' }]) {
      const response = await rawHttp(at(path), { method, headers: page, headersOnly: true });
      const names = Object.keys(response.headers).filter((name) => name.startsWith('access-control-'));
      expect(names, `${method} ${path}`).toEqual([]);
    }
  });

  test('somebody who was refused stands in the log', async () => {
    const before = new Date().getTime() - 60_000;
    await send('POST', STATUS, JSON_TYPE);
    await send('GET', '/ui/', {});
    await send('GET', '/ui/link/unknown', {});
    await send('POST', STATUS, { ...JSON_TYPE, host: 'attacker.example' });
    const control = controlClient(world, relay);
    const messages = await until('refusals', async () => {
      const { rows } = await control.call('notices.list', { limit: 500 });
      const found = rows.filter((row) => row.type === 'authentication' && row.ts > before).map((row) => row.message);
      const wanted = [/management/u, /page without/u, /link was refused/u, /Host or Origin/u];
      return wanted.every((one) => found.some((message) => one.test(message))) ? found : undefined;
    });
    expect(messages.join('\n')).not.toContain(controlToken(world));
  });

  test('no credential is on stdout or stderr', async () => {
    const { cookie, key } = await openPage(world, relay);
    const printed = relay.stdout() + relay.stderr();
    for (const secret of [controlToken(world), cookie.split('=')[1] ?? '', key]) expect(printed).not.toContain(secret);
  });
});
