import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type { World } from '../harness/create-world.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from './harness/fixtures.ts';
import { goTo, serverRow } from './harness/screens.ts';

// The relay starts anew with servers that were moved behind it: the page asks until it is there again.
test.use({
  expectedTrouble: /net::ERR_(?:CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE)/u,
});

/** Cursor's file as people have it: tabs, a server of their own, keys that nobody else knows. */
const CURSOR = `{\n\t"mcpServers": {\n\t\t"notes": ${JSON.stringify(fixture('echo'))}\n\t},\n\t"somebody-elses": [1, 2]\n}\n`;
const CLAUDE = `{\r\n  "globalShortcut": "Ctrl+Space",\r\n  "mcpServers": {}\r\n}`;

function install(world: World, texts: { cursor?: string; claude?: string }): { cursor: string; claude: string } {
  const { cursor, claude } = texts;
  const [cursorFile, claudeFile] = ['.cursor/mcp.json', '.config/Claude/claude_desktop_config.json'];
  for (const [file, text] of [
    [cursorFile, cursor],
    [claudeFile, claude],
  ] as const) {
    if (text === undefined) continue;
    mkdirSync(dirname(world.path(file)), { recursive: true });
    world.write(file, text);
  }
  return { cursor: world.path(cursorFile), claude: world.path(claudeFile) };
}

const textOf = (file: string): string => readFileSync(file, 'utf8');
const row = (page: Page, app: string): Locator =>
  page.getByRole('grid', { name: 'AI apps' }).getByRole('row').filter({ hasText: app });
const pane = (page: Page, app: string): Locator => page.getByRole('region', { name: app, exact: true });

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

test('connects an app as shown, its servers come behind the relay at once, and undo gives every byte back', async ({
  world,
  start,
}) => {
  const files = install(world, { cursor: CURSOR });
  const { page, configFile } = await start({ files: fixture('echo', 'unused') });
  const config = textOf(configFile);
  await goTo(page, 'Clients');
  await expect(row(page, 'Cursor')).toContainText('Not connected');
  await row(page, 'Cursor').getByRole('link', { name: 'Connect: Cursor' }).click();

  const panel = pane(page, 'Cursor');
  await expect(panel.getByRole('heading', { name: '2 files change' })).toBeVisible();
  await expect(panel.getByText(files.cursor)).toBeVisible();
  await expect(panel.locator('ins').filter({ hasText: '"mcp-security-relay"' })).toBeVisible();
  await expect(panel.getByText('Servers that move behind the relay')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(textOf(files.cursor), 'a preview writes nothing').toBe(CURSOR);

  await panel.getByRole('button', { name: 'Connect Cursor' }).click();
  await expect(panel.getByText('Cursor is connected.')).toBeVisible();
  await expect(row(page, 'Cursor')).toContainText('Connected');
  const written: unknown = JSON.parse(textOf(files.cursor));
  expect(written).toEqual({
    mcpServers: { 'mcp-security-relay': { command: expect.any(String), args: expect.arrayContaining(['connect']) } },
    'somebody-elses': [1, 2],
  });
  await goTo(page, 'Servers');
  await expect(serverRow(page, 'notes')).toContainText('Ready');

  await goTo(page, 'Clients');
  await row(page, 'Cursor').click();
  await panel.getByRole('link', { name: 'Undo' }).click();
  await panel.getByRole('button', { name: 'Give it back' }).click();
  await expect(row(page, 'Cursor')).toContainText('Not connected');
  expect(textOf(files.cursor)).toBe(CURSOR);
  expect(textOf(configFile)).toBe(config);
});

test('who is connected now shows; an entry that the app drops is noticed, and put back with one click', async ({
  world,
  start,
}) => {
  const files = install(world, { claude: CLAUDE });
  const host = await start({});
  const { page } = host;
  await goTo(page, 'Clients');
  await row(page, 'Claude Desktop').getByRole('link', { name: 'Connect: Claude Desktop' }).click();
  const panel = pane(page, 'Claude Desktop');
  await panel.getByRole('switch', { name: 'Keep it connected' }).click();
  await panel.getByRole('button', { name: 'Connect Claude Desktop' }).click();
  await expect(panel.getByText('Claude Desktop is connected.')).toBeVisible();
  await panel.getByRole('button', { name: 'Make a test call' }).click();
  await expect(panel.getByText('It works:')).toBeVisible();
  await panel.getByRole('button', { name: 'Done' }).click();
  const connected = textOf(files.claude);

  await expect(panel.getByText('Has not come by yet')).toBeVisible();
  const token = readFileSync(join(world.dataDir, 'clients', 'claude-desktop.token'), 'utf8').trim();
  const client = await overHttp(world, host, token);
  await expect(row(page, 'Claude Desktop')).toContainText('It is connected now.');
  await expect(panel.getByText('no call yet')).toBeVisible();
  await client.call('list_downstream_servers_info');
  await expect(panel.getByRole('link', { name: /^last call (?:just now|\d+ seconds ago)$/u })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(connected).toContain('"globalShortcut": "Ctrl+Space",\r\n');

  // What Claude Desktop does when it ends: it writes the file that it remembers.
  world.write('.config/Claude/claude_desktop_config.json', CLAUDE);
  await expect(row(page, 'Claude Desktop')).toContainText('Dropped');
  await panel.getByRole('link', { name: 'Repair' }).click();
  await panel.getByRole('button', { name: 'Repair it' }).click();
  await expect(row(page, 'Claude Desktop')).toContainText('Connected');
  expect(textOf(files.claude)).toBe(connected);
});

test('undo where others have changed the file since, and leaving the relay with every app as it was', async ({
  world,
  start,
}) => {
  const files = install(world, { cursor: CURSOR, claude: CLAUDE });
  const { page } = await start({ files: fixture('echo', 'unused') });
  await goTo(page, 'Clients');
  for (const app of ['Cursor', 'Claude Desktop']) {
    await row(page, app)
      .getByRole('link', { name: `Connect: ${app}` })
      .click();
    await pane(page, app)
      .getByRole('button', { name: `Connect ${app}` })
      .click();
    await expect(pane(page, app).getByText(`${app} is connected.`)).toBeVisible();
    await page.keyboard.press('Escape');
  }
  world.write('.cursor/mcp.json', textOf(files.cursor).replace('[1, 2]', '[1, 2, 3]'));
  await row(page, 'Cursor').click();
  const panel = pane(page, 'Cursor');
  await panel.getByRole('link', { name: 'Undo' }).click();
  const states = panel.getByRole('group', { name: 'Before, as the relay wrote it, and as it is now' });
  await expect(states.locator('ins').filter({ hasText: '"somebody-elses": [1, 2, 3]' })).toHaveCount(1);
  await expect(states.locator('del').filter({ hasText: '"somebody-elses": [1, 2]' })).toHaveCount(1);
  await expect(states.locator('ins').filter({ hasText: '"mcp-security-relay"' })).toHaveCount(1);
  await panel.getByRole('radio', { name: /^Put the old file back/u }).click();
  await expect(panel.getByText('since is lost').last()).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Put the old file back' })).toBeEnabled();
  expect(await violations(page)).toEqual([]);
  await panel.getByRole('radio', { name: /^Take only/u }).click();
  await panel.getByRole('button', { name: 'Take only the relay’s change back' }).click();
  await expect(row(page, 'Cursor')).toContainText('Not connected');
  expect(textOf(files.cursor)).toBe(CURSOR.replace('[1, 2]', '[1, 2, 3]'));

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Give every app its old servers back…' }).click();
  await expect(page.locator('del').filter({ hasText: '"mcp-security-relay"' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Restore 1 app' }).click();
  await expect(page.getByText('1 app has what it had')).toBeVisible();
  await expect(row(page, 'Claude Desktop')).toContainText('Not connected');
  expect(textOf(files.claude)).toBe(CLAUDE);
});

test('a file that cannot be read is shown with its fault and never touched', async ({ world, start }) => {
  const broken = '{\n  "mcpServers": {\n    "a": {,}\n';
  const files = install(world, { cursor: broken });
  const { page } = await start({});
  await goTo(page, 'Clients');
  await expect(row(page, 'Cursor')).toContainText('Broken file');
  await expect(row(page, 'Cursor').getByRole('link', { name: /^Connect/u })).toHaveCount(0);
  await row(page, 'Cursor').click();
  await expect(pane(page, 'Cursor').getByText(/line 3, column \d+/u)).toBeVisible();
  await expect(pane(page, 'Cursor').getByRole('button', { name: 'Copy the path' }).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(textOf(files.cursor)).toBe(broken);
});

test.describe('the first start', () => {
  test.use({ isFirstStart: true });

  test('opens the guided way, which goes by keys alone, and no second time', async ({ world, start }) => {
    const files = install(world, { cursor: CURSOR, claude: CLAUDE });
    const { page } = await start({ files: fixture('echo', 'unused') });
    await expect(page.getByRole('heading', { name: '2 AI apps on this computer' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Show what will change' })).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    for (const name of ['Claude Desktop', 'Cursor']) {
      await expect(page.getByRole('button', { name: `Connect ${name}` })).toBeFocused();
      if (name === 'Claude Desktop') expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Enter');
    }
    await expect(page.getByRole('button', { name: 'Make a test call' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText('It works:')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Go on' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '2 apps connected' })).toBeVisible();
    await expect(page.getByText('Has not come by yet')).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Show the apps' })).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    for (const name of ['Claude Desktop', 'Cursor']) await expect(row(page, name)).toContainText('Connected');
    for (const file of [files.claude, files.cursor]) expect(textOf(file)).toContain('mcp-security-relay');
  });

  test('left once, the guided way does not open again', async ({ start }) => {
    const { page } = await start({ files: fixture('echo') });
    await expect(page.getByRole('heading', { name: 'No AI app was found' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Skip this' }).click();
    await expect(page.getByRole('heading', { name: 'No AI app was found on this computer' })).toBeVisible();
    await goTo(page, 'Overview');
    await page.reload();
    await expect(page.getByRole('link', { name: 'Connect your apps' })).toBeVisible();
    await goTo(page, 'Clients');
    await expect(page.getByRole('heading', { name: 'No AI app was found on this computer' })).toBeVisible();
  });
});

test('without an app it says which ones it knows, and how to connect any other by hand', async ({ start }) => {
  const { page, info } = await start({ files: fixture('echo') });
  await goTo(page, 'Clients');
  await expect(page.getByRole('heading', { name: 'No AI app was found on this computer' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Claude Desktop');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Connect one by hand' }).click();
  await expect(page.getByRole('main').getByText(info.endpoints.mcp)).toBeVisible();
  await expect(page.getByText(/mcpr_/u), 'no token before somebody asks').toHaveCount(0);
  await page.getByRole('textbox', { name: 'Name of the app' }).fill('my-app');
  await page.keyboard.press('Enter');
  const header = await page.getByText(/^Authorization: Bearer mcpr_/u).innerText();
  const answer = await fetch(info.endpoints.mcp, {
    method: 'POST',
    headers: {
      authorization: header.replace(/^Authorization: /u, ''),
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'my-app', version: '1' } },
    }),
  });
  expect(answer.status).toBe(200);
  await answer.text();
  expect(await violations(page)).toEqual([]);
});
