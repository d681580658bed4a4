import type { Page } from '@playwright/test';
import { controlClient } from '../harness/control-client.ts';
import { rawHttp } from '../harness/raw-http.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from '../ui/harness/fixtures.ts';
import { relayState } from '../ui/harness/relay-state.ts';
import { startNeighbour } from '../ui/harness/neighbour.ts';
import type { PageDocument, PageNavigator, PageWindow } from '../ui/harness/page-world.ts';

declare const document: PageDocument;
declare const window: PageWindow;
declare const navigator: PageNavigator;

/** Names by which a page of another program of this machine can stand in the address bar. */
const NAMES = ['127.0.0.1', 'localhost'] as const;

/** Tries a request in all the ways that a page can make one; gives those whose answer it could read. */
async function readable(page: Page, url: string): Promise<readonly string[]> {
  return page.evaluate(async (target) => {
    const found: string[] = [];
    const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
    for (const method of ['GET', 'POST']) {
      for (const mode of ['cors', 'no-cors', 'same-origin'] as const) {
        for (const credentials of ['include', 'omit'] as const) {
          for (const type of types) {
            const given = { headers: { 'content-type': type }, body: '{"minutes":5}' };
            try {
              const init: RequestInit = { method, mode, credentials, ...(method === 'POST' ? given : {}) };
              const response = await fetch(target, init);
              if (response.type !== 'opaque' || response.status !== 0 || (await response.text()) !== '') {
                found.push(`${method} ${mode} ${credentials} ${type}: ${response.status}`);
              }
            } catch {
              // Refused by the browser: just so.
            }
          }
        }
      }
    }
    return found;
  }, url);
}

async function submitForm(page: Page, url: string, type: string): Promise<void> {
  await page.evaluate(
    ({ action, enctype }) => {
      const form = document.createElement('form');
      const field = document.createElement('input');
      Object.assign(form, { method: 'POST', action, enctype });
      // As text/plain this makes a body that is JSON.
      Object.assign(field, { name: '{"minutes":5,"x":"', value: '"}' });
      form.append(field);
      document.body.append(form);
      form.submit();
    },
    { action: url, enctype: type },
  );
}

for (const name of NAMES) {
  test.describe(`a page of another program at ${name}`, () => {
    test('reads and changes nothing by requests of any kind', async ({ world, start }) => {
      const { page, info } = await start({ echo: fixture('echo') });
      const control = controlClient(world, { info });
      await expect(relayState(page)).toHaveText('Scanning');
      const neighbour = await startNeighbour(world);
      const other = await page.context().newPage();
      await other.goto(`http://${name}:${neighbour.port}/`);
      for (const path of [
        '/control/relay.pause',
        '/control/events',
        '/control/links',
        '/ui/',
        '/',
        '/health',
        '/mcp',
      ]) {
        expect(await readable(other, info.baseUrl + path), path).toEqual([]);
      }
      const pause = `${info.baseUrl}/control/relay.pause`;
      await other.evaluate((url) => {
        navigator.sendBeacon(url, '{"minutes":5}');
        navigator.sendBeacon(url, new Blob(['{"minutes":5}'], { type: 'text/plain' }));
      }, pause);
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        await other.goto(`http://${name}:${neighbour.port}/`);
        await submitForm(other, pause, type);
        await other.waitForURL(`${info.baseUrl}/**`);
        await expect(other.locator('body')).not.toContainText('pausedUntil');
      }
      expect((await control.call('relay.status', {})).pausedUntil).toBeNull();
    });

    test('hears no events', async ({ world, start }) => {
      const { page, info } = await start({ echo: fixture('echo') });
      const neighbour = await startNeighbour(world);
      const other = await page.context().newPage();
      await other.goto(`http://${name}:${neighbour.port}/`);
      const heard = await other.evaluate(async (base) => {
        const source = new EventSource(`${base}/control/events`, { withCredentials: true });
        const stream = new Promise((resolve) => {
          source.addEventListener('open', () => resolve('open'));
          source.addEventListener('message', () => resolve('message'));
          source.addEventListener('error', () => resolve('refused'));
        });
        const socket = new WebSocket(`${base.replace('http', 'ws')}/control/events`);
        const wire = new Promise((resolve) => {
          socket.addEventListener('open', () => resolve('open'));
          socket.addEventListener('error', () => resolve('refused'));
        });
        return [await stream, await wire];
      }, info.baseUrl);
      expect(heard).toEqual(['refused', 'refused']);
    });

    test('neither frames the page nor loads its files', async ({ world, start }) => {
      const { page, info } = await start({ echo: fixture('echo') });
      await expect(relayState(page)).toHaveText('Scanning');
      const files = await page.evaluate(() =>
        Array.from(
          document.querySelectorAll('script[src],link[rel=stylesheet]'),
          (node) => node.src ?? node.href ?? '',
        ),
      );
      expect(files.length).toBeGreaterThan(1);
      const neighbour = await startNeighbour(world);
      const other = await page.context().newPage();
      await other.goto(`http://${name}:${neighbour.port}/`);
      await other.evaluate((url) => {
        const frame = document.createElement('iframe');
        Object.assign(frame, { src: url, name: 'framed' });
        document.body.append(frame);
        return new Promise<void>((resolve) => frame.addEventListener('load', resolve));
      }, `${info.baseUrl}/ui/`);
      expect(other.frame('framed')?.url() ?? '').not.toContain(info.baseUrl);
      await expect(other.frameLocator('iframe').getByRole('navigation')).toHaveCount(0);
      const loaded = await other.evaluate((urls) => {
        const load = (url: string): Promise<string> =>
          new Promise((resolve) => {
            const node = document.createElement(url.endsWith('.js') ? 'script' : 'link');
            Object.assign(node, url.endsWith('.js') ? { src: url } : { rel: 'stylesheet', href: url });
            node.addEventListener('load', () => resolve(`loaded ${url}`));
            node.addEventListener('error', () => resolve('refused'));
            document.head.append(node);
          });
        return Promise.all(urls.map(load));
      }, files);
      expect(loaded).toEqual(files.map(() => 'refused'));
    });

    test('does not reach into a window with the page that it opens', async ({ world, start }) => {
      const { page, info } = await start({ echo: fixture('echo') });
      const neighbour = await startNeighbour(world);
      const other = await page.context().newPage();
      await other.goto(`http://${name}:${neighbour.port}/`);
      const popup = page.context().waitForEvent('page');
      await other.evaluate((url) => {
        Object.assign(window, { opened: window.open(url, 'relay') });
      }, `${info.baseUrl}/ui/`);
      const shown = await popup;
      await shown.waitForURL(`${info.baseUrl}/ui/**`);
      expect(await shown.evaluate(() => window.opener === null)).toBe(true);
      const reached = await other.evaluate(() => {
        const opened: unknown = Reflect.get(window, 'opened');
        try {
          return typeof opened === 'object' && opened !== null && Boolean(Reflect.get(opened, 'document'));
        } catch {
          return false;
        }
      });
      expect(reached).toBe(false);
    });
  });
}

test('the cookie that the browser sends to other ports opens nothing by itself', async ({ world, start }) => {
  const { page, info } = await start({ echo: fixture('echo') });
  const neighbour = await startNeighbour(world);
  const other = await page.context().newPage();
  await other.goto(`http://127.0.0.1:${neighbour.port}/`);
  const cookie = neighbour.got().find((headers) => headers.cookie !== undefined)?.cookie ?? '';
  // That browsers do so is why there is a key besides: without it this test would prove nothing.
  expect(cookie).toContain('mcp_relay_ui');
  const key = (await page.evaluate(() => localStorage.getItem('mcp-relay-key'))) ?? '';
  expect(key).toMatch(/^[\w-]{40,}$/u);
  expect(JSON.stringify(neighbour.got())).not.toContain(key);
  const stolen = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  for (const [method, path] of [
    ['POST', '/control/relay.status'],
    ['POST', '/control/links'],
    ['GET', '/control/events'],
  ] as const) {
    const response = await rawHttp(info.baseUrl + path, { method, headers: stolen, headersOnly: true });
    expect(response.status, path).toBe(401);
  }
  const ui = await rawHttp(`${info.baseUrl}/ui/`, { headers: stolen });
  expect(ui.body).not.toContain(key);
});

test('the own page does reach it: what the others try is what works here', async ({ start }) => {
  const { page } = await start({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const answer = await page.evaluate(async () => {
    const key = localStorage.getItem('mcp-relay-key') ?? '';
    const headers = { 'content-type': 'application/json', 'x-mcp-relay-key': key };
    return (await fetch('/control/relay.status', { method: 'POST', headers, body: '{}' })).status;
  });
  expect(answer).toBe(200);
});
