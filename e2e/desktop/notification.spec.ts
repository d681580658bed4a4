import type { ElectronApplication } from '@playwright/test';
import { tool } from '../fixtures/servers/session.ts';
import { script } from '../harness/scripted.ts';
import { fixture } from '../harness/servers.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { windowState } from '../ui/harness/tray.ts';

function notifications(app: ElectronApplication): Promise<readonly { title: string; body: string }[]> {
  return app.evaluate(() => globalThis.desktopRecord.notifications.map(({ title, body }) => ({ title, body })));
}

test('a block makes a notification, and a click on it opens its entry', async ({ world, startApp }) => {
  const host = await startApp({ pages: fixture('injection'), echo: fixture('echo') });
  const { app, page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('page', 'echo');
  await client.call('echo');
  await client.call('fail');
  await client.call('page');
  await expect.poll(() => notifications(app)).toHaveLength(1);
  const [shown] = await notifications(app);
  expect(shown?.title).toContain('pages · page');
  expect(shown?.body).toContain('gives the model orders');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => windowState(app)).toMatchObject({ isVisible: false });
  await app.evaluate(() => globalThis.desktopRecord.notifications[0]?.notification.emit('click'));
  await expect.poll(() => windowState(app)).toMatchObject({ isVisible: true });
  const detail = page.getByRole('region', { name: 'The open call' });
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText('pages · page');
});

test('a tool that changed makes a notification, and a click on it opens Review', async ({ world, startApp }) => {
  const facts = script(world, 'facts', [tool('fact', 'About animals.'), tool('steady', 'Stays.')]);
  const { app, page, ...host } = await startApp({ facts: facts.entry });
  const client = await overHttp(world, host);
  await client.waitForTools('fact', 'steady');
  facts.tools([tool('fact', 'About plants.'), tool('steady', 'Stays.')]);
  await client.call('steady');
  await expect.poll(() => notifications(app)).toHaveLength(1);
  const [shown] = await notifications(app);
  expect(shown?.title).toBe('Waits for you: facts · fact');
  expect(shown?.body).toContain('differs from the approved one');
  await app.evaluate(() => globalThis.desktopRecord.notifications[0]?.notification.emit('click'));
  await expect(page.getByRole('grid', { name: 'What waits for you' })).toContainText('fact');
});

test('a client in a loop does not bury the screen', async ({ world, startApp }) => {
  const host = await startApp({ pages: fixture('injection') });
  const client = await overHttp(world, host);
  await client.waitForTools('page');
  await Promise.all(Array.from({ length: 30 }, () => client.call('page')));
  await expect.poll(() => notifications(host.app)).not.toHaveLength(0);
  await expect(host.page.getByRole('link', { name: /^Activity\D+30 blocked today/u })).toBeVisible();
  expect((await notifications(host.app)).length).toBeLessThanOrEqual(2);
});
