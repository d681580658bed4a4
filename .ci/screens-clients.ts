import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import type { World } from '../e2e/harness/create-world.ts';
import { REPOSITORY } from '../e2e/harness/repository.ts';
import { writeConfig } from '../e2e/harness/relay.ts';
import { startHeadless } from '../e2e/ui/harness/headless-host.ts';
import { goTo } from '../e2e/ui/harness/screens.ts';
import { fakeToken } from '../src-relay/host/demo/sample-folder.ts';

type InWorld = (use: (world: World) => Promise<void>) => Promise<void>;
/** Takes a picture; `tidy` runs in the page right before it. */
type Take = (page: Page, name: string, tidy: string) => Promise<void>;

const CURSOR = {
  mcpServers: {
    github: {
      command: 'npx',
      args: ['-y', 'github-mcp'],
      env: { GITHUB_TOKEN: fakeToken(), GITHUB_HOST: 'github.example' },
    },
    notes: { command: 'notes-mcp', args: ['--folder', '/home/you/notes'] },
  },
};

/** Pictures of Clients: apps in every state, what would change, what was done, the guided way, and nothing there. */
export async function takeClients(
  inWorld: InWorld,
  inFirstWorld: InWorld,
  browser: Browser,
  take: Take,
): Promise<void> {
  await inFirstWorld((world) => takeSetup(world, browser, take));
  await inWorld((world) => takeStates(world, browser, take));
  await inWorld(async (world) => {
    const { page } = await startHeadless(world, writeConfig(world, { mcpServers: {} }), browser);
    await goTo(page, 'Clients');
    await take(page, 'clients-empty', renaming(world));
  });
}

/** The first start: the set-up opens by itself. */
async function takeSetup(world: World, browser: Browser, take: Take): Promise<void> {
  installApps(world);
  const { page } = await startHeadless(world, writeConfig(world, { mcpServers: {} }), browser);
  const shot = (name: string): Promise<void> => take(page, name, renaming(world));
  await page.getByRole('button', { name: 'Show what will change' }).waitFor();
  await shot('clients-setup');
  await page.getByRole('checkbox', { name: /^Gemini CLI/u }).click();
  await page.getByRole('checkbox', { name: /^Cursor/u }).click();
  await page.getByRole('button', { name: 'Show what will change' }).click();
  await page.getByText('1 file changes').waitFor();
  await shot('clients-setup-plan');
  await page.getByRole('button', { name: 'Connect Claude Desktop' }).click();
  await page.getByRole('button', { name: 'Make a test call' }).click();
  await page.getByText('It works:').waitFor();
  await shot('clients-setup-try');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Show the apps' }).waitFor();
  await shot('clients-setup-done');
  await goTo(page, 'Overview');
  await shot('overview-first');
}

async function takeStates(world: World, browser: Browser, take: Take): Promise<void> {
  installApps(world);
  const { page } = await startHeadless(world, writeConfig(world, { mcpServers: {} }), browser);
  const shot = (name: string): Promise<void> => take(page, name, renaming(world));
  const row = (app: string): Locator =>
    page.getByRole('grid', { name: 'AI apps' }).getByRole('row').filter({ hasText: app });
  await goTo(page, 'Clients');
  await page.getByRole('link', { name: 'Connect: Cursor' }).click();
  await page.getByText('Servers that move behind the relay').waitFor();
  await shot('clients-plan');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Connect: Gemini CLI' }).click();
  await page.getByRole('button', { name: 'Connect Gemini CLI' }).click();
  await page.getByText('Gemini CLI is connected.').waitFor();
  await page.getByRole('button', { name: 'Make a test call' }).click();
  await page.getByText('It works:').waitFor();
  await shot('clients-connected');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Connect: Cursor' }).click();
  await page.getByRole('switch', { name: 'Move its servers behind the relay' }).click();
  await page.getByText('1 file changes').waitFor();
  await page.getByRole('button', { name: 'Connect Cursor' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await row('Windsurf').click();
  await page.getByRole('button', { name: 'Look again' }).waitFor();
  await shot('clients-broken');
  await row('Cursor').click();
  await page.getByRole('region', { name: 'Cursor', exact: true }).getByRole('switch').waitFor();
  await shot('clients-bypassed');
  // Somebody changes the file by hand, and then takes the relay's change back.
  const gemini = world.path('.gemini/settings.json');
  world.write('.gemini/settings.json', readFileSync(gemini, 'utf8').replace('"Default"', '"Dracula"'));
  await page.evaluate("location.hash = '#/clients/gemini-cli/undo'");
  await page.getByText('What was changed since').waitFor();
  await shot('clients-undo');
  await page.evaluate("location.hash = '#/clients/restore'");
  await page.getByRole('button', { name: /^Restore/u }).waitFor();
  await page.getByRole('button', { name: 'Restore 2 apps' }).waitFor();
  await shot('clients-restore');
  await page.evaluate("location.hash = '#/clients'");
  await page.getByRole('heading', { name: 'Give every app' }).waitFor({ state: 'detached' });
  await shot('clients');
  await page.evaluate("location.hash = '#/clients/by-hand'");
  await page.getByRole('heading', { name: 'Connect by hand' }).waitFor();
  await shot('clients-by-hand');
}

function installApps(world: World): void {
  install(world, '.cursor/mcp.json', JSON.stringify(CURSOR, null, 2));
  install(world, '.config/Claude/claude_desktop_config.json', '{\n  "globalShortcut": "Ctrl+Space"\n}\n');
  install(world, '.codeium/windsurf/mcp_config.json', '{\n  "mcpServers": {\n    "files": {,}\n  }\n}\n');
  install(world, '.gemini/settings.json', '{\n  "theme": "Default"\n}\n');
}

function install(world: World, name: string, text: string): void {
  mkdirSync(dirname(world.path(name)), { recursive: true });
  world.write(name, text);
}

/** Has the page show paths as people have them: none of this machine stands in a picture. */
function renaming({ folder }: World): string {
  const names = [
    [folder, '/home/you'],
    [process.execPath, '/opt/mcp-security-relay/node'],
    [REPOSITORY, '/opt/mcp-security-relay/'],
  ];
  return `(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const [from, to] of ${JSON.stringify(names)})
        if (node.data.includes(from)) node.data = node.data.replaceAll(from, to);
  })()`;
}
