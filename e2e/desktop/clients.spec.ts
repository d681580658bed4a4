import { mkdirSync } from 'node:fs';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { clickTray } from '../ui/harness/tray.ts';

test('the tray leads to Clients; an app that drops its entry makes a notification', async ({ world, startApp }) => {
  mkdirSync(world.path('.cursor'), { recursive: true });
  const before = '{ "mcpServers": {} }';
  world.write('.cursor/mcp.json', before);
  const { app, page } = await startApp({});
  await expect(page.getByRole('link', { name: 'Connect your apps' })).toBeVisible();
  await clickTray(app, 'connect');
  await page.getByRole('link', { name: 'Connect: Cursor' }).click();
  const panel = page.getByRole('region', { name: 'Cursor', exact: true });
  await panel.getByRole('button', { name: 'Connect Cursor' }).click();
  await panel.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Overview' }).click();
  world.write('.cursor/mcp.json', before);
  const notes = (): Promise<readonly string[]> =>
    app.evaluate(() => globalThis.desktopRecord.notifications.map(({ title, body }) => `${title}: ${body}`));
  await expect.poll(notes).toEqual([expect.stringContaining('Cursor took the relay')]);
  await app.evaluate(() => globalThis.desktopRecord.notifications[0]?.notification.emit('click'));
  await expect(page.getByRole('grid', { name: 'AI apps' })).toContainText('Connected');
});

test('an app is opened with the relay’s own link, and the window stays where it is', async ({ startApp }) => {
  const { app, page } = await startApp({});
  await clickTray(app, 'connect');
  await page.getByRole('link', { name: 'Connect one by hand' }).click();
  await page.getByRole('button', { name: 'Open in Cursor' }).click();
  const opened = (): Promise<readonly string[]> => app.evaluate(() => globalThis.desktopRecord.opened);
  await expect.poll(opened).toEqual([expect.stringMatching(/^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?/u)]);
  await page.evaluate("location.href = 'vscode:mcp/install?%7B%7D'");
  await expect(page.getByRole('heading', { name: 'Connect by hand' })).toBeVisible();
  expect(await opened()).toHaveLength(1);
});
