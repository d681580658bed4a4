import { until } from '../harness/deadline.ts';
import { readRelayJson } from '../harness/listening-relay.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { fixture } from '../harness/servers.ts';
import { writeConfig } from '../harness/relay.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { launchDesktop } from '../ui/harness/desktop-host.ts';
import { relayState } from '../ui/harness/relay-state.ts';
import { callRow, goTo } from '../ui/harness/screens.ts';
import { clickTray, trayText } from '../ui/harness/tray.ts';

test('a broken configuration is told in the window, with the way out; a mended one is taken up', async ({
  world,
  kind,
}) => {
  const configFile = world.write('relay-config.json', '{"mcpServers": {"echo": {"comand": "node"}}}');
  const app = await launchDesktop(world, configFile, kind);
  const page = await app.firstWindow();
  await expect(page.getByText('comand').first()).toBeVisible();
  await expect(page.getByText('relay-config.json').first()).toBeVisible();
  expect(readRelayJson(world.dataDir)).toBeUndefined();
  expect((await trayText(app)).labels[0]).toContain('is not running');

  writeConfig(world, { mcpServers: { echo: fixture('echo') } });
  await expect(relayState(page), 'by itself').toHaveText('Scanning', { timeout: 20_000 });
  await expect.poll(async () => (await trayText(app)).labels[0]).toContain('is on');
  await page.getByRole('link', { name: 'Servers' }).first().click();
  await expect(page.getByRole('grid', { name: 'Servers' })).toContainText('Ready');
  const info = await until('relay.json', () => readRelayJson(world.dataDir));
  const client = await overHttp(world, { info });
  await client.waitForTools('echo');
  await goTo(page, 'Activity');
  await client.call('echo');
  await expect(callRow(page, 'echo · echo'), 'and it hears of what happens').toBeVisible();
});

test('from the tray it can be tried again, with the window closed', async ({ world, kind }) => {
  const configFile = world.write('relay-config.json', '{');
  const app = await launchDesktop(world, configFile, kind, ['--hidden']);
  await expect.poll(async () => (await trayText(app)).labels).toContain('Try to start the relay again');
  writeConfig(world, { mcpServers: { echo: fixture('echo') } });
  await expect(async () => {
    await clickTray(app, 'retry').catch(() => {});
    expect((await trayText(app)).labels[0]).toContain('is on');
  }).toPass();
});
