import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { findChromium } from '../e2e/harness/chromium.ts';
import { createWorld, type World } from '../e2e/harness/create-world.ts';
import { until } from '../e2e/harness/deadline.ts';
import { overHttp } from '../e2e/harness/mcp-client.ts';
import { writeConfig } from '../e2e/harness/relay.ts';
import { leaveSetup } from '../e2e/ui/harness/leave-setup.ts';
import { fixture, official, type ServerEntry } from '../e2e/harness/servers.ts';
import { launchDesktop, startDesktop } from '../e2e/ui/harness/desktop-host.ts';
import { startHeadless } from '../e2e/ui/harness/headless-host.ts';
import { callRow, goTo } from '../e2e/ui/harness/screens.ts';
import { createToken } from '../src-relay/gateway/tokens.ts';
import { takeClients } from './screens-clients.ts';
import { fakeToken, writeSampleFolder } from '../src-relay/host/demo/sample-folder.ts';

/**
 * Takes the pictures of docs/screens anew (`node .ci/screens.ts`, after `npm run build`): every screen in both themes and
 * two sizes with a day's calls, then empty and without a relay, in the browser and in the desktop app's stand-in.
 */
const FOLDER = join(import.meta.dirname, '../docs/screens');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
];
const HOUR_MS = 3_600_000;
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox'],
});
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

await inWorld(async (world) => {
  const sample = writeSampleFolder(world.folder);
  const host = await startHeadless(
    world,
    writeConfig(world, { mcpServers: servers(world, sample) }),
    browser,
    shims(world),
  );
  await aDay(world, host, sample);
  // The summary is asked anew some seconds after the last call.
  await host.page.waitForTimeout(5000);
  await exceptOne(host.page);
  await takeAll(host.page, '');
  await host.stop();
  await host.page.getByRole('alert').waitFor();
  await take(host.page, 'error-dark-1280', 'dark', 0);
});
await inWorld(async (world) => {
  const host = await startHeadless(world, writeConfig(world, { mcpServers: {} }), browser);
  for (const screen of ['Overview', 'Activity', 'Review', 'Servers', 'Tools', 'Policy'] as const) {
    await goTo(host.page, screen);
    await take(host.page, `empty-${screen.toLowerCase()}-light-900`, 'light', 1);
  }
});
await inWorld(async (world) => {
  const sample = writeSampleFolder(world.folder);
  const configFile = writeConfig(world, { mcpServers: servers(world, sample) });
  const host = await startDesktop(world, configFile, 'stand-in', shims(world));
  await aDay(world, host, sample);
  await goTo(host.page, 'Activity');
  await callRow(host.page, 'read_text_file', 'Masked').first().click();
  await take(host.page, 'desktop-activity-light-1280', 'light', 0);
});
await inWorld(async (world) => {
  const configFile = world.write('relay-config.json', '{ "mcpServers": { "files": { "comand": "npx" } } }');
  const app = await launchDesktop(world, configFile, 'stand-in');
  const page = await app.firstWindow();
  await page.getByRole('alert').waitFor();
  await take(page, 'desktop-error-dark-900', 'dark', 1);
  await app.close();
});
await takeClients(inWorld, inFirstWorld, browser, async (page, name, tidy) => {
  // The narrow one first: what follows is clicked in the wide window.
  await take(page, `${name}-dark-900`, 'dark', 1, tidy);
  for (const theme of ['dark', 'light'] as const) await take(page, `${name}-${theme}-1280`, theme, 0, tidy);
});
await browser.close();

async function inWorld(use: (world: World) => Promise<void>): Promise<void> {
  await inFirstWorld(async (world) => {
    leaveSetup(world);
    await use(world);
  });
}

/** Where the relay was never started before. */
async function inFirstWorld(use: (world: World) => Promise<void>): Promise<void> {
  const { world, end } = createWorld();
  try {
    await use(world);
  } finally {
    await end();
  }
}

/** Says of one finding that it is none, the way a person does. */
async function exceptOne(page: Page): Promise<void> {
  await goTo(page, 'Activity');
  await callRow(page, 'read_text_file', 'Masked').first().click();
  await page
    .getByRole('button', { name: /^Allow .* from now on$/u })
    .first()
    .click();
  await page.getByLabel('Why it is no finding').fill('The sample token of the tutorial');
  await page.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('button', { name: 'Dismiss' }).click();
}

async function takeAll(page: Page, prefix: string): Promise<void> {
  for (const [size, { width }] of SIZES.entries()) {
    for (const theme of ['dark', 'light'] as const) {
      const name = (screen: string): string => `${prefix}${screen}-${theme}-${width}`;
      await goTo(page, 'Overview');
      await take(page, name('overview'), theme, size);
      await goTo(page, 'Activity');
      await take(page, name('activity-list'), theme, size);
      await callRow(page, 'read_text_file', 'Blocked').first().click();
      await page.getByText('Where the time went').waitFor();
      await take(page, name('activity'), theme, size);
      await goTo(page, 'Review');
      await page.getByRole('grid', { name: 'What waits for you' }).getByText('fact_of_the_day').click();
      await page.getByRole('heading', { name: 'What changed' }).waitFor();
      await take(page, name('review'), theme, size);
      await goTo(page, 'Policy');
      await take(page, name('policy'), theme, size);
      await goTo(page, 'Servers');
      await take(page, name('servers'), theme, size);
      await page.evaluate("location.hash = '#/tools/facts/fact_of_the_day'");
      await page.getByRole('heading', { name: 'fact_of_the_day' }).waitFor();
      await take(page, name('tools'), theme, size);
    }
  }
}

/** @param tidy script that runs in the page right before: what it draws anew would show otherwise */
async function take(page: Page, name: string, colorScheme: 'dark' | 'light', size: number, tidy = ''): Promise<void> {
  await page.setViewportSize(SIZES[size] ?? { width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  // What arrives late (a summary, a definition) is waited for; nothing is asked after that for a while.
  await page.waitForTimeout(700);
  await page.evaluate(tidy);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

/** Programs by the names that people know them by: no path of this machine stands in a picture. */
function shims(world: World): Record<string, string> {
  const folder = world.path('bin');
  mkdirSync(folder, { recursive: true });
  const programs: Record<string, ServerEntry> = {
    'mcp-server-filesystem': official('filesystem'),
    'mcp-server-memory': official('memory'),
    'mcp-server-everything': official('everything'),
    'calculator-mcp': fixture('poisoned'),
    'facts-mcp': fixture('rug-pull', '--on-call'),
    'licensed-mcp': fixture('exits-at-start'),
    'notes-mcp': fixture('echo'),
  };
  for (const [name, { command = '', args = [] }] of Object.entries(programs)) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\nexec '${command}' ${args.map((arg) => `'${arg}'`).join(' ')} "$@"\n`);
    chmodSync(file, 0o755);
  }
  return { PATH: `${folder}:${process.env.PATH ?? ''}` };
}

function servers(world: World, sample: string): Record<string, ServerEntry> {
  return {
    files: { command: 'mcp-server-filesystem', args: [sample] },
    memory: { command: 'mcp-server-memory' },
    everything: { command: 'mcp-server-everything' },
    notes: { command: 'notes-mcp', hidden_mode: true },
    facts: { command: 'facts-mcp' },
    calculator: { command: 'calculator-mcp' },
    licensed: { command: 'licensed-mcp', env: { HOME: world.folder } },
    unused: { command: 'mcp-server-memory', enabled: false },
  };
}

/** A day as a developer may have had it: two clients, mostly harmless calls, and some that were not. */
async function aDay(
  world: World,
  host: { info: Parameters<typeof overHttp>[1]['info'] },
  sample: string,
): Promise<void> {
  const tokens = join(world.dataDir, 'tokens.json');
  const cursor = await overHttp(world, host, createToken(tokens, 'cursor').token);
  const claude = await overHttp(world, host, createToken(tokens, 'claude-desktop').token);
  await cursor.waitForTools('read_text_file', 'create_entities', 'notes__echo', 'echo', 'fact_of_the_day');
  const day = [3, 9, 22, 31, 18, 6];
  for (const calls of day) {
    for (let i = 0; i < calls; i += 1) {
      const client = i % 3 === 0 ? claude : cursor;
      await client.call('read_text_file', { path: `${sample}/shopping.md` });
      if (i % 4 === 1) await client.call('search_nodes', { query: 'release' });
      if (i % 7 === 2) await client.call('read_text_file', { path: `${sample}/setup.md` });
      if (i % 11 === 3) await client.call('read_text_file', { path: `${sample}/minutes.md` });
      if (i % 13 === 4) await client.call('read_text_file', { path: `${sample}/gone.md` });
    }
    move(world, HOUR_MS);
  }
  await cursor.call('fact_of_the_day');
  await until('the changed tool is off', async () => !(await cursor.toolNames()).includes('fact_of_the_day'));
  await cursor.call('list_allowed_directories');
  await cursor.call('read_text_file', { path: `${sample}/shopping.md` });
  await claude.call('read_text_file', { path: `${sample}/setup.md` });
  await claude.call('echo', { message: `please remember ${fakeToken()}` });
  await claude.call('read_text_file', { path: `${sample}/minutes.md` });
  await cursor.call('notes__echo', { text: 'a note' });
  await cursor.call('read_minds');
}

/** Moves what the log holds back in time, so that a picture shows more than one minute. */
function move(world: World, ms: number): void {
  const database = new Database(join(world.dataDir, 'relay.db'));
  database.pragma('busy_timeout = 5000');
  database.prepare('UPDATE calls SET ts = ts - ?').run(ms);
  database.close();
}
