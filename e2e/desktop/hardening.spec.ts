import { fromRepository } from '../harness/repository.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { startNeighbour } from '../ui/harness/neighbour.ts';
import type { PageDocument, PageNavigator, PageWindow } from '../ui/harness/page-world.ts';
import { relayState } from '../ui/harness/relay-state.ts';
import { windowState } from '../ui/harness/tray.ts';

declare const document: PageDocument;
declare const window: PageWindow;
declare const navigator: PageNavigator;
declare const mcpRelay: { call(procedure: unknown, input: unknown): Promise<unknown> };

// What is refused is written down: just so.
test.use({ expectedTrouble: /./u });

test('the page has nothing of Node, and of the app its bridge alone', async ({ startApp }) => {
  const { page } = await startApp({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const found = await page.evaluate(() => {
    const names = ['require', 'process', 'Buffer', 'module', 'global', 'electron', 'ipcRenderer', '__dirname'];
    const bridge: unknown = Reflect.get(globalThis, 'mcpRelay');
    return {
      node: names.filter((name) => Reflect.get(globalThis, name) !== undefined),
      bridge: typeof bridge === 'object' && bridge !== null ? Object.keys(bridge).toSorted() : [],
    };
  });
  expect(found).toEqual({ node: [], bridge: ['call', 'subscribe'] });
});

test('the bridge takes what the contract has, and no more', async ({ startApp }) => {
  const { page } = await startApp({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const answers = await page.evaluate(async () => {
    const inputs: readonly (readonly [unknown, unknown])[] = [
      ['relay.status', {}],
      ['no.such', {}],
      ['__proto__', {}],
      [{ toString: 'relay.status' }, {}],
      ['relay.pause', { minutes: 5, forever: true }],
      ['relay.status', { x: 'a'.repeat(300_000) }],
    ];
    return Promise.all(inputs.map(([procedure, input]) => mcpRelay.call(procedure, input)));
  });
  expect(answers).toMatchObject([
    { ok: true },
    { ok: false, error: { code: 'bad_input' } },
    { ok: false, error: { code: 'bad_input' } },
    { ok: false },
    { ok: false, error: { code: 'bad_input' } },
    { ok: false },
  ]);
});

test('the window goes to no other page, opens none, and grants nothing', async ({ world, startApp }) => {
  const { app, page } = await startApp({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const neighbour = await startNeighbour(world);
  const foreign = `http://127.0.0.1:${neighbour.port}/`;
  const before = page.url();
  const opened = await page.evaluate((url) => window.open(url, 'other') === null, foreign);
  expect(opened).toBe(true);
  await page.evaluate((url) => {
    for (const target of ['_self', '_blank', '_top']) {
      const link = document.createElement('a');
      Object.assign(link, { href: url, target });
      document.body.append(link);
      link.click();
    }
    const frame = document.createElement('iframe');
    Object.assign(frame, { src: url });
    document.body.append(frame);
  }, foreign);
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(states).not.toContain('granted');
  expect(page.url()).toBe(before);
  expect((await windowState(app)).count).toBe(1);
  expect(neighbour.got()).toEqual([]);
  await expect(relayState(page)).toHaveText('Scanning');
});

test('the page comes from its own scheme, and nothing else is served there', async ({ startApp }) => {
  const { app, page } = await startApp({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(url).toMatch(/^app:\/\/relay\/index\.html/u);
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/index.html', '/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/', '/none.js'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  );
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404]);
});

test('the bridge answers no page but the own one', async ({ world, startApp }) => {
  const { app, page } = await startApp({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const neighbour = await startNeighbour(world);
  const opened = app.waitForEvent('window');
  await app.evaluate(
    async ({ BrowserWindow }, { url, preload }) => {
      const webPreferences = { preload, sandbox: true, contextIsolation: true };
      await new BrowserWindow({ show: false, webPreferences }).loadURL(url);
    },
    { url: `http://127.0.0.1:${neighbour.port}/`, preload: fromRepository('dist/preload/preload.cjs') },
  );
  const foreign = await opened;
  await foreign.waitForURL(/127\.0\.0\.1/u);
  const answers = await foreign.evaluate(() =>
    Promise.all([mcpRelay.call('relay.status', {}), mcpRelay.call('relay.pause', { minutes: 5 })]),
  );
  const refused = { ok: false, error: { code: 'refused' } };
  expect(answers).toMatchObject([refused, refused]);
  await expect(relayState(page)).toHaveText('Scanning');
});
