import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { createWorld } from '../e2e/harness/create-world.ts';
import { findChromium } from '../e2e/harness/chromium.ts';
import { TOKEN, writeConfig } from '../e2e/harness/relay.ts';
import { fixture } from '../e2e/harness/servers.ts';
import { startDesktop } from '../e2e/ui/harness/desktop-host.ts';
import { startHeadless } from '../e2e/ui/harness/headless-host.ts';
import { leaveSetup } from '../e2e/ui/harness/leave-setup.ts';
import type { UiHost } from '../e2e/ui/harness/host.ts';
import { Client } from './client.ts';
import { framesDuring, scrollThrough } from './window/frames.ts';
import { callsAtRate, fillLog } from './window/load.ts';
import { loopDelayDuring } from './window/loop-delay.ts';

/**
 * How the window keeps up: `node bench/window.ts` (`--host headless|stand-in|electron`, `--rows 10000`, `--seconds 10`).
 * Scrolling a full log, rows that arrive at 500 a second, and the event-loop delay of the process that hosts the relay
 * under 200 calls a second with the window open. Figures are printed, nothing is judged.
 */
const { values } = parseArgs({
  options: {
    host: { type: 'string', default: 'headless' },
    rows: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '10' },
  },
});
const seconds = Number(values.seconds);
const { world, end } = createWorld();
leaveSetup(world);
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox'],
});
try {
  const configFile = writeConfig(world, { mcpServers: { echo: fixture('echo') } });
  const desktop = values.host === 'headless' ? undefined : await startDesktop(world, configFile, kindOf(values.host));
  const host: UiHost = desktop ?? (await startHeadless(world, configFile, browser));
  const client = new Client({
    url: host.info.endpoints.mcp,
    transport: 'streamable',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  await fillLog(client, Number(values.rows));
  const { page } = host;
  await page.getByRole('link', { name: /^Activity/u }).click();
  await page.getByRole('grid').waitFor();
  const scrolling = await framesDuring(page, () => scrollThrough(page, seconds));
  await page.getByRole('link', { name: /^Overview/u }).click();
  await page.getByRole('link', { name: /^Activity/u }).click();
  await page.getByRole('grid').waitFor();
  const arriving = await framesDuring(page, () => callsAtRate(client, 500, seconds));
  const rows = [
    { what: `scrolling ${values.rows} rows`, ...scrolling },
    { what: '500 rows a second arrive', ...arriving },
  ];
  process.stdout.write(`${values.host}, ${seconds} s each, frame times in ms\n`);
  console.table(rows);
  if (desktop) {
    const delay = await loopDelayDuring(desktop.app, () => callsAtRate(client, 200, seconds));
    process.stdout.write('event-loop delay of the main process at 200 calls a second, window open, in ms\n');
    console.table([delay]);
  }
  await client.destroy();
} finally {
  await browser.close();
  await end();
}

function kindOf(name: string): 'stand-in' | 'electron' {
  return name === 'electron' ? 'electron' : 'stand-in';
}
