import { readFileSync } from 'node:fs';
import { buildToken } from '../fixtures/tokens.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from './harness/fixtures.ts';
import { goTo, serverRow } from './harness/screens.ts';

// A page whose relay was stopped asks on and on whether it is back: the browser writes each time down.
test.use({ expectedTrouble: /net::ERR_CONNECTION_REFUSED/u });

const SECRET = buildToken('HUGGINGFACE_TOKEN', 1);

test('hidden mode: its switch changes the running relay at once, says what follows, and survives a restart', async ({
  world,
  start,
  startWith,
}) => {
  const host = await start({ tokens: fixture('token-emitter') });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('emit');
  const emit = async (): Promise<string> => (await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' })).text;
  expect(await emit()).not.toContain(SECRET);
  await goTo(page, 'Servers');
  const row = serverRow(page, 'tokens');
  await expect(row).toContainText('Ready');
  const hidden = row.getByRole('switch', { name: /Hidden mode/u });
  await expect(hidden).not.toBeChecked();
  await hidden.click();
  await expect(hidden).toBeChecked();
  await expect(row).toContainText('Nothing it says or gets is scanned');
  await expect(page.getByText('tokens is not scanned any more.')).toBeVisible();
  expect(await emit()).toContain(SECRET);
  await expect.poll(() => readFileSync(host.configFile, 'utf8')).toContain('"hidden_mode": true');
  await host.stop();

  const second = await startWith(host.configFile);
  await goTo(second.page, 'Servers');
  const again = serverRow(second.page, 'tokens').getByRole('switch', { name: /Hidden mode/u });
  await expect(again).toBeChecked();
  await goTo(second.page, 'Tools');
  await expect(second.page.getByText('Not scanned').first()).toBeVisible();
  await goTo(second.page, 'Servers');
  await again.click();
  await expect(again).not.toBeChecked();
  await expect.poll(() => readFileSync(host.configFile, 'utf8')).toContain('"hidden_mode": false');
  const client2 = await overHttp(world, second);
  await client2.waitForTools('emit');
  expect((await client2.call('emit', { kind: 'HUGGINGFACE_TOKEN' })).text).not.toContain(SECRET);
});

test('a switch can be taken back from the note that follows it', async ({ world, start }) => {
  const host = await start({ tokens: fixture('token-emitter') });
  const { page } = host;
  await goTo(page, 'Servers');
  const hidden = serverRow(page, 'tokens').getByRole('switch', { name: /Hidden mode/u });
  await hidden.click();
  await expect(hidden).toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(hidden).not.toBeChecked();
  const client = await overHttp(world, host);
  await client.waitForTools('emit');
  expect((await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' })).text).not.toContain(SECRET);
});

test('switched off a server is gone for clients, on it is back, and either survives a restart', async ({
  world,
  start,
  startWith,
}) => {
  const host = await start({ echo: fixture('echo'), other: fixture('twin', 'other') });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('echo', 'search');
  await goTo(page, 'Servers');
  const row = serverRow(page, 'echo');
  const on = row.getByRole('switch', { name: 'echo is on' });
  await expect(on).toBeChecked();
  await on.click();
  await expect(on).not.toBeChecked();
  await expect(row).toContainText('Off');
  await expect.poll(() => client.toolNames()).not.toContain('echo');
  await host.stop();

  const second = await startWith(host.configFile);
  await goTo(second.page, 'Servers');
  const again = serverRow(second.page, 'echo');
  await expect(again).toContainText('Off');
  await again.getByRole('switch', { name: 'echo is on' }).click();
  await expect(again).toContainText('Ready');
  await expect(again).toContainText('6 of 6');
  const client2 = await overHttp(world, second);
  await client2.waitForTools('echo', 'search');
});

test('the detail restarts a server: another process answers', async ({ world, start }) => {
  const host = await start({ echo: fixture('echo') });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('pid');
  const before = (await client.call('pid')).text;
  await goTo(page, 'Servers');
  await serverRow(page, 'echo').getByRole('link', { name: 'echo' }).click();
  const detail = page.getByRole('region', { name: 'Server echo' });
  await expect(detail.locator('dt:text-is("Runs") + dd')).toHaveText(process.execPath);
  await detail.getByRole('button', { name: 'Restart' }).click();
  await expect(detail.getByRole('button', { name: 'Restart' })).toBeEnabled();
  await expect(serverRow(page, 'echo')).toContainText('Ready');
  await expect.poll(async () => (await client.call('pid')).text).not.toBe(before);
});

test('one that does not run says why, and what it wrote', async ({ start }) => {
  const { page } = await start({ gone: fixture('exits-at-start'), off: { ...fixture('echo'), enabled: false } });
  await goTo(page, 'Servers');
  const row = serverRow(page, 'gone');
  await expect(row).toContainText(/Not running|Waiting/u);
  await expect(row).toContainText('exit code 3');
  await row.getByRole('link', { name: 'gone' }).click();
  await expect(page.getByRole('region', { name: 'Server gone' })).toContainText('cannot find the licence file');
});

test("the scanner's own server has no switches", async ({ start }) => {
  const { page } = await start({ 'pan-aisecurity': fixture('twin', 'scanner') });
  await goTo(page, 'Servers');
  await expect(serverRow(page, 'pan-aisecurity').getByRole('switch')).toHaveCount(0);
});

test.describe('a change that cannot be stored', () => {
  test.use({ expectedTrouble: /status of 500/u });

  test('is taken back on the page, and the reason stands with the server', async ({ world, start }) => {
    const host = await start({ echo: fixture('echo') });
    const { page } = host;
    await goTo(page, 'Servers');
    const row = serverRow(page, 'echo');
    await expect(row).toContainText('Ready');
    world.write('relay-config.json', '{"mcpServers": ');
    const hidden = row.getByRole('switch', { name: /Hidden mode/u });
    await hidden.click();
    await expect(row).toContainText('has errors now');
    await expect(hidden).not.toBeChecked();
  });
});

test('without servers it says which file to write, and what', async ({ start }) => {
  const { page, configFile } = await start({});
  await goTo(page, 'Servers');
  await expect(page.getByText('No server stands behind the relay yet')).toBeVisible();
  await expect(page.getByText(configFile)).toBeVisible();
  await expect(page.getByLabel('An example of the file')).toContainText('mcpServers');
  await goTo(page, 'Tools');
  await expect(page.getByText('No tools yet')).toBeVisible();
  await page.getByRole('link', { name: 'Set up a server' }).click();
  await expect(page.getByRole('heading', { name: 'Servers' })).toBeVisible();
});
