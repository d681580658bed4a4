import { rawHttp } from '../harness/raw-http.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { desktopEnv, desktopProgram, launchDesktop } from '../ui/harness/desktop-host.ts';
import { relayState } from '../ui/harness/relay-state.ts';
import { clickTray, trayText, windowState } from '../ui/harness/tray.ts';
import { run, writeConfig } from '../harness/relay.ts';
import { within } from '../harness/deadline.ts';
import { REPOSITORY } from '../harness/repository.ts';

test('closed, the window hides and the relay goes on; the tray brings it back as it was', async ({ startApp }) => {
  const { app, page, info } = await startApp({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  await page.getByRole('link', { name: 'Servers' }).first().click();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => windowState(app)).toEqual({ count: 1, isVisible: false });
  expect((await rawHttp(info.endpoints.health)).status).toBe(200);
  await clickTray(app, 'open');
  await expect.poll(() => windowState(app)).toEqual({ count: 1, isVisible: true });
  await expect(page.getByRole('heading', { name: 'Servers', level: 1 })).toBeVisible();
});

test('started by the login it stays in the tray until it is asked for', async ({ world, kind }) => {
  const configFile = writeConfig(world, { mcpServers: { echo: fixture('echo') } });
  const app = await launchDesktop(world, configFile, kind, ['--hidden']);
  await expect.poll(async () => (await trayText(app)).labels[0] ?? '').toContain(' is on');
  expect((await windowState(app)).count).toBe(0);
  const opened = app.waitForEvent('window');
  await clickTray(app, 'open');
  const page = await opened;
  await expect(relayState(page)).toHaveText('Scanning');
  await expect.poll(() => windowState(app)).toEqual({ count: 1, isVisible: true });
});

test('a second start shows the window of the first one and ends', async ({ world, startApp, kind }) => {
  const { app, info, configFile } = await startApp({ echo: fixture('echo') });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => windowState(app)).toMatchObject({ isVisible: false });
  const second = run(world, [desktopProgram(kind), '--no-sandbox', REPOSITORY], desktopEnv(world, configFile));
  expect((await within('end of the second one', second.exit)).code).toBe(0);
  await expect.poll(() => windowState(app)).toEqual({ count: 1, isVisible: true });
  expect((await rawHttp(info.endpoints.health)).status).toBe(200);
});
