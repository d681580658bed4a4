import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { until, within } from '../harness/deadline.ts';
import { readRelayJson } from '../harness/listening-relay.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { packApp } from '../harness/pack.ts';
import { run, writeConfig } from '../harness/relay.ts';
import { fixture } from '../harness/servers.ts';
import { callRow } from '../ui/harness/screens.ts';
import { expect, test } from '../ui/harness/fixtures.ts';

const PACK_MS = 180_000;

test('the packed app starts from its own archive, serves clients, and shows their calls', async ({ world, host }) => {
  // Packing for another system's Electron is checked elsewhere; this is about starting.
  test.skip(process.platform !== 'linux' || host !== 'stand-in', 'the stub starts on Linux alone');
  test.setTimeout(PACK_MS);
  const output = await packApp(world, 'linux', process.arch === 'arm64' ? 'arm64' : 'x64');
  const folder = process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked';
  const configFile = writeConfig(world, { mcpServers: { echo: fixture('echo') } });
  // Its fuses let nobody debug the main process, so Playwright drives the window alone.
  const app = run(world, [join(output, folder, 'mcp-security-relay'), '--remote-debugging-port=0'], {
    MCP_RELAY_CONFIG_FILE: configFile,
    MCP_RELAY_PORT: '0',
  });
  const [address] = await until('DevTools', () => /ws:\/\/\S+/u.exec(app.stderr()) ?? undefined);
  const browser = await chromium.connectOverCDP(address);
  const page = await until('the window', () => browser.contexts()[0]?.pages()[0]);
  const info = await until('relay.json', () => readRelayJson(world.dataDir));
  const client = await overHttp(world, { info });
  await client.waitForTools('echo');
  await client.call('echo', { a: 1 });
  await page.getByRole('link', { name: /^Activity/u }).click();
  await expect(callRow(page, 'echo · echo', 'Allowed')).toBeVisible();
  await browser.close();
  app.child.kill('SIGTERM');
  await within('stop', app.exit);
  expect(readRelayJson(world.dataDir)).toBeUndefined();
});
