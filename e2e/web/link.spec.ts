import { controlToken } from '../harness/control-client.ts';
import { within } from '../harness/deadline.ts';
import { listenWith } from '../harness/listening-relay.ts';
import { writeConfig } from '../harness/relay.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from '../ui/harness/fixtures.ts';
import { relayState } from '../ui/harness/relay-state.ts';
import { newLink } from '../ui/harness/headless-host.ts';
import type { PageDocument, PageWindow } from '../ui/harness/page-world.ts';

declare const document: PageDocument;
declare const window: PageWindow;

// A relay that is stopped, or knows a page no more, refuses its requests: browsers write that down.
test.use({ expectedTrouble: /Failed to load resource|net::ERR/u });

test('a link opens the page once; the browser that used it may go back to it, another one is told how', async ({
  world,
  browser,
}) => {
  const relay = await listenWith(world, writeConfig(world, { mcpServers: { echo: fixture('echo') } }));
  const link = await newLink(world);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await expect(relayState(page)).toHaveText('Scanning');

  await page.goto(link);
  await expect(relayState(page), 'in the same browser').toHaveText('Scanning');

  const fresh = await (await browser.newContext()).newPage();
  const response = await fresh.goto(link);
  expect(response?.status()).toBe(401);
  await expect(fresh.getByRole('heading')).toContainText(/used already|too old/u);
  await expect(fresh.getByText('npm run -s relay -- ui')).toBeVisible();
  await fresh.goto(`${relay.info.baseUrl}/ui/`);
  await expect(fresh.getByText('npm run -s relay -- ui')).toBeVisible();
  await expect(fresh.getByRole('navigation')).toHaveCount(0);
});

test('the address holds no key once the page is there, nor does its history', async ({ start }) => {
  const { page } = await start({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  expect(page.url()).not.toMatch(/key|link/u);
  const key = await page.evaluate(() => localStorage.getItem('mcp-relay-key') ?? '');
  expect(key).not.toBe('');
  await page.getByRole('link', { name: 'Servers' }).click();
  await page.goBack();
  expect(page.url()).not.toContain(key);
  const known = await page.evaluate(() =>
    [document.documentElement.outerHTML, document.cookie, document.referrer, window.name].join('\n'),
  );
  expect(known).not.toContain(key);
  expect(await page.evaluate(() => document.cookie), 'no script gets the cookie').toBe('');
});

test('the page never knows the control token', async ({ world, start }) => {
  const { page } = await start({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const stored = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(stored).not.toContain(controlToken(world));
  const cookies = await page.context().cookies();
  expect(cookies.every((cookie) => cookie.httpOnly && cookie.sameSite === 'Strict')).toBe(true);
  expect(JSON.stringify(cookies)).not.toContain(controlToken(world));
});

test('a second window of the same browser works, and a new link in one serves both', async ({ world, start }) => {
  const { page, info } = await start({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const second = await page.context().newPage();
  await second.goto(`${info.baseUrl}/ui/`);
  await expect(relayState(second)).toHaveText('Scanning');
  await second.goto(await newLink(world));
  await expect(relayState(second)).toHaveText('Scanning');
  await page.reload();
  await expect(relayState(page)).toHaveText('Scanning');
});

test('a relay that stops is told, and so is what a restarted one needs', async ({ world, start }) => {
  const host = await start({ echo: fixture('echo') });
  const { page } = host;
  await expect(relayState(page)).toHaveText('Scanning');
  await host.stop();
  await expect(relayState(page)).toHaveText('Not connected');
  const port = new URL(host.info.baseUrl).port;
  const relay = await listenWith(world, host.configFile, { args: ['--port', port] });
  expect(relay.info.baseUrl).toBe(host.info.baseUrl);
  await expect(relayState(page)).toHaveText('Signed out', { timeout: 20_000 });
  await expect(page.getByText('npm run -s relay -- ui')).toBeVisible();
  const again = await page.context().newPage();
  await again.goto(await newLink(world));
  await expect(relayState(again)).toHaveText('Scanning');
  await expect(relayState(page), 'the first window takes up the new key').toHaveText('Scanning');
  relay.child.kill('SIGTERM');
  await within('stop', relay.exit);
});
