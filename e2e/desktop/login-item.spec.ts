import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fixture } from '../harness/servers.ts';
import type { World } from '../harness/create-world.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { clickTray } from '../ui/harness/tray.ts';

test.skip(process.platform !== 'linux', 'elsewhere the system keeps the list');

function entries(world: World): readonly string[] {
  const folder = world.path('config', 'autostart');
  return existsSync(folder) ? readdirSync(folder) : [];
}

test('start at login writes an autostart entry that starts hidden, and takes it away again', async ({
  world,
  startApp,
}) => {
  const { app } = await startApp({ echo: fixture('echo') });
  const checked = (): Promise<boolean> => app.evaluate(() => globalThis.desktopRecord.trayItem('login').checked);
  expect(entries(world)).toEqual([]);
  expect(await checked()).toBe(false);
  await clickTray(app, 'login');
  await expect.poll(() => entries(world)).toHaveLength(1);
  const [name = ''] = entries(world);
  expect(name).toMatch(/\.desktop$/u);
  const entry = readFileSync(world.path('config', 'autostart', name), 'utf8');
  expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\n/u);
  expect(entry).toMatch(/^Exec=".*--hidden"$/mu);
  expect(statSync(world.path('config', 'autostart', name)).mode & 0o022, 'nobody else may change it').toBe(0);
  await clickTray(app, 'login');
  await expect.poll(() => entries(world)).toEqual([]);
});

test('the entry of an earlier start is known', async ({ world, startApp }) => {
  const host = await startApp({ echo: fixture('echo') });
  await clickTray(host.app, 'login');
  await expect.poll(() => entries(world)).toHaveLength(1);
  await host.stop();
  const again = await startApp({ echo: fixture('echo') });
  expect(await again.app.evaluate(() => globalThis.desktopRecord.trayItem('login').checked)).toBe(true);
});
