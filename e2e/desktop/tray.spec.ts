import { fixture } from '../harness/servers.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { relayState } from '../ui/harness/relay-state.ts';
import { clickTray, trayText } from '../ui/harness/tray.ts';

test('its menu says how the relay does, counts blocks, and leads to the last ones', async ({ world, startApp }) => {
  const host = await startApp({ pages: fixture('injection'), echo: fixture('echo') });
  const { app, page } = host;
  await expect.poll(async () => (await trayText(app)).labels).toContain('Nothing blocked today');
  const client = await overHttp(world, host);
  await client.waitForTools('page', 'echo');
  await expect.poll(async () => (await trayText(app)).toolTip).toContain('1 client connected');
  await client.call('page');
  await client.call('page_as_error');
  await client.call('echo');
  const labels = async (): Promise<readonly string[]> =>
    (await trayText(app)).labels.map((label) => label.trim()).filter((label) => label !== '');
  await expect.poll(labels).toContain('2 blocked today');
  const now = await labels();
  const at = now.indexOf('2 blocked today');
  expect(now.slice(at + 1, at + 3), 'the latest first').toEqual(['pages · page_as_error', 'pages · page']);
  expect((await trayText(app)).toolTip).toContain('2 blocked today');

  await clickTray(app, 'block-1');
  const detail = page.getByRole('region', { name: 'The open call' });
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText('pages · page');
  await clickTray(app, 'block-0');
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText('pages · page_as_error');
  await clickTray(app, 'blocked');
  await expect(page.getByText('outcome: Blocked')).toBeVisible();
});

test('pauses for five minutes and scans again, and the page says so', async ({ world, startApp }) => {
  const host = await startApp({ pages: fixture('injection') });
  const { app, page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('page');
  await expect(relayState(page)).toHaveText('Scanning');
  await clickTray(app, 'pause');
  await expect(relayState(page)).toContainText('Paused until');
  await expect.poll(async () => (await trayText(app)).toolTip).toContain('paused');
  expect((await client.call('page')).isError).toBe(false);
  await clickTray(app, 'resume');
  await expect(relayState(page)).toHaveText('Scanning');
  expect((await client.call('page')).text).toMatch(/^AISEC_SECURITY_BLOCK/u);
  await expect.poll(async () => (await trayText(app)).labels).toContain('Pause scanning for 5 minutes');
});
