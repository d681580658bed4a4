import { readdirSync } from 'node:fs';

import { beforeAll, describe, expect, test } from 'vitest';

import { HTTP } from '../src-relay/control/contract.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { createLink, openPage, pageHeaders } from './harness/page-session.ts';
import { type RawResponse, rawHttp } from './harness/raw-http.ts';
import { rawTarget } from './harness/raw-socket.ts';
import { runRelay } from './harness/relay.ts';
import { fromRepository } from './harness/repository.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

const HOW_TO = /npm run -s relay -- ui/u;

describe('the one-time link', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;

  beforeAll(async () => {
    relay = await listen(world, {});
  }, TEST_MS);

  test('a cookie of the same name that another program has set does not lock the page out', async () => {
    const session = await openPage(world, relay);
    const [name = ''] = session.cookie.split('=');
    const headers = { ...pageHeaders(session), cookie: `${name}=shadow; ${session.cookie}` };
    const page = await rawHttp(`${relay.info.baseUrl}${HTTP.ui}/`, { headers: { cookie: headers.cookie } });
    expect(page.status).not.toBe(401);
    const answer = await rawHttp(`${relay.info.baseUrl}${HTTP.control}/relay.status`, {
      method: 'POST',
      headers,
      body: '{}',
    });
    expect(answer.status).toBe(200);
  });

  test('hands over a cookie that scripts and other sites do not get, and a key that no server sees', async () => {
    const link = await createLink(world, relay);
    expect(link).toMatch(/\/ui\/link\/[\w-]{40,}$/u);
    const response = await rawHttp(link);
    expect(response.status).toBe(303);
    const { location = '' } = response.headers;
    expect(location).toMatch(/^\/ui\/#key=[\w-]{40,}$/u);
    const key = location.split('#key=')[1] ?? '';
    const [cookie = '', ...others] = response.headers['set-cookie'] ?? [];
    expect(others).toEqual([]);
    const [pair = '', ...flags] = cookie.split(';').map((part) => part.trim());
    expect(flags.toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(pair.split('=')[0]).toContain(new URL(relay.info.baseUrl).port);
    expect(cookie).not.toContain(key);
    expect(response.body).not.toContain(key);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['referrer-policy']).toBe('no-referrer');
  });

  test('works once', async () => {
    const link = await createLink(world, relay);
    const first = await rawHttp(link);
    expect(first.status).toBe(303);
    const again = await rawHttp(link);
    expect(again.status).toBe(401);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.headers.location).toBeUndefined();
    expect(again.body).toMatch(HOW_TO);
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const back = await rawHttp(link, { headers: { cookie } });
    expect(back.status, 'in the browser that used it: back to the page').toBe(303);
    expect(back.headers.location).toBe('/ui/');
    expect(back.headers['set-cookie']).toBeUndefined();
  });

  test('followed twice at once works for one', async () => {
    const link = await createLink(world, relay);
    const all = await Promise.all(Array.from({ length: 10 }, () => rawHttp(link)));
    expect(all.filter((response) => response.headers['set-cookie'] !== undefined)).toHaveLength(1);
    expect(all.filter((response) => response.status === 401)).toHaveLength(9);
  });

  test.each(['', 'a', '..', '%00', 'a'.repeat(8000), '<script>alert(1)</script>'])(
    'that is unknown (%j) opens nothing, and is not shown back',
    async (code) => {
      const response = await rawHttp(`${relay.info.baseUrl}/ui/link/${encodeURI(code)}`);
      expect(response.status).toBe(401);
      expect(response.headers['set-cookie']).toBeUndefined();
      expect(response.body).not.toContain('<script');
    },
  );

  test.each(['HEAD', 'POST', 'OPTIONS'])('is not used up by %s', async (method) => {
    const link = await createLink(world, relay);
    const response = await rawHttp(link, { method });
    expect(response.status).toBe(405);
    expect(response.headers['set-cookie']).toBeUndefined();
    expect((await rawHttp(link)).status).toBe(303);
  });

  test('is made with the control token alone: a page makes none', async () => {
    const headers = pageHeaders(await openPage(world, relay));
    const response = await rawHttp(`${relay.info.baseUrl}${HTTP.links}`, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(403);
    expect(response.body).not.toContain('/ui/link/');
  });

  test('comes from `mcp-relay ui`, alone on stdout', async () => {
    const { code, stdout, stderr } = await runRelay(world, ['ui']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/ui\/link\/[\w-]+\n$/u);
    expect((await rawHttp(stdout.trim())).status).toBe(303);
  });

  test('where no relay runs `mcp-relay ui` says so, and what to do', async () => {
    const { code, stdout, stderr } = await runRelay(worldOfTest(), ['ui']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/no relay is running/iu);
    expect(stderr).toMatch(/start/iu);
    expect(stderr).not.toMatch(/ at .*\.ts:\d/u);
  });
});

describe("the page's files", { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let cookie: string;
  const get = (path: string, headers: Record<string, string> = { cookie }): Promise<RawResponse> =>
    rawHttp(`${relay.info.baseUrl}${path}`, { headers });

  beforeAll(async () => {
    relay = await listen(world, {});
    cookie = (await openPage(world, relay)).cookie;
  }, TEST_MS);

  test.each(['/ui', '/ui/', '/ui/index.html', '/ui/assets/x.js'])(
    '%s without a cookie: how to get a link',
    async (path) => {
      const response = await get(path, {});
      expect(response.status).toBe(401);
      expect(response.headers['content-type']).toContain('text/html');
      expect(response.body).toMatch(HOW_TO);
      expect(response.headers['content-security-policy']).toContain("default-src 'none'");
      expect(response.headers['www-authenticate'], 'the browser asks for no password').toBeUndefined();
    },
  );

  test('a wrong cookie, or the right one under another name, is none', async () => {
    const [name = '', value = ''] = cookie.split('=');
    for (const wrong of [
      `${name}=`,
      `${name}=x`,
      `x${name}=${value}`,
      `${name}x=${value}`,
      `mcp_relay_ui=${value}`,
      value,
    ]) {
      expect((await get('/ui/', { cookie: wrong })).status, wrong).toBe(401);
    }
    expect((await get('/ui/', { cookie: `a=b; ${cookie}; c=d` })).status).toBe(200);
  });

  test('every file has its type, and headers that shut everything else out', async () => {
    const files = readdirSync(fromRepository('dist/renderer'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map((entry) => `${entry.parentPath}/${entry.name}`.split('/renderer/')[1] ?? '');
    expect(files).toContain('index.html');
    expect(files.length).toBeGreaterThan(2);
    for (const file of ['', ...files]) {
      const response = await get(`/ui/${file}`);
      expect(response.status, file).toBe(200);
      const { headers } = response;
      const rules = String(headers['content-security-policy']).split('; ');
      expect(rules, file).toContain("default-src 'none'");
      expect(rules, file).toContain("script-src 'self'");
      expect(rules, file).toContain("frame-ancestors 'none'");
      expect(rules, file).toContain("base-uri 'none'");
      expect(rules, file).toContain("form-action 'none'");
      expect(headers['content-security-policy'], file).not.toMatch(/unsafe|\*|http:|wss?:/u);
      expect(headers, file).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      if (file === '' || file === 'index.html') expect(headers['cache-control']).toBe('no-store');
    }
  });

  test('the page names nothing but its own files', async () => {
    const { body } = await get('/ui/');
    const named = [...body.matchAll(/(?:src|href)="(?<path>[^"]+)"/gu)].map((match) => match.groups?.['path'] ?? '');
    expect(named.length).toBeGreaterThan(1);
    for (const path of named) {
      const url = new URL(path, `${relay.info.baseUrl}/ui/`);
      expect(url.origin).toBe(relay.info.baseUrl);
      expect((await get(url.pathname)).status, path).toBe(200);
    }
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/iu);
  });

  const outside = [
    '/ui/../package.json',
    '/ui/../../package.json',
    '/ui/../../../../../../etc/passwd',
    '/ui/%2e%2e/package.json',
    '/ui/%2e%2e/%2e%2e/package.json',
    '/ui/..%2f..%2fpackage.json',
    '/ui/%2e%2e%2f%2e%2e%2fpackage.json',
    '/ui/..%5c..%5cpackage.json',
    '/ui/..\\..\\package.json',
    '/ui/assets/../../../package.json',
    '/ui//etc/passwd',
    '/ui/%2fetc%2fpasswd',
    '/ui/index.html%00.js',
    '/ui/%00',
    '/ui/index.html/../../main/main.js',
    '/ui/assets',
    '/ui/assets/',
    '/ui/.',
    '/ui/..',
    '/ui/constructor',
    '/ui/__proto__',
    '/ui/C:/windows/win.ini',
    'http://127.0.0.1/ui/../package.json',
    '//ui/../package.json',
  ];

  test.each(outside)('%s serves nothing', async (target) => {
    const port = Number(new URL(relay.info.baseUrl).port);
    const answer = await rawTarget(port, target, { cookie });
    expect(answer).toMatch(/^HTTP\/1\.1 40[0134] /u);
    expect(answer).not.toMatch(/"dependencies"|root:|import |\[fonts\]/u);
  });

  test('a raw NUL in the path is no request', async () => {
    const port = Number(new URL(relay.info.baseUrl).port);
    expect(await rawTarget(port, '/ui/index.html\u0000', { cookie })).toMatch(/^HTTP\/1\.1 400 /u);
  });

  test.each(['POST', 'PUT', 'DELETE'])('%s on the page: 405', async (method) => {
    const response = await rawHttp(`${relay.info.baseUrl}/ui/`, { method, headers: { cookie } });
    expect(response.status).toBe(405);
  });
});
