import { fixture } from '../harness/servers.ts';
import { relayState } from './harness/relay-state.ts';
import { expect, test } from './harness/fixtures.ts';
import { SAMPLE_SERVERS, sampleCalls } from './harness/sample-calls.ts';
import { goTo } from './harness/screens.ts';

test('answers whether it is on and who is connected, what needs me, what happened, what is slow', async ({
  world,
  start,
}) => {
  const host = await start({ ...SAMPLE_SERVERS, poisoned: fixture('poisoned'), gone: fixture('exits-at-start') });
  const { page } = host;
  const main = page.getByRole('main');
  await expect(main.getByRole('region', { name: 'The relay' })).toContainText('Scanning');
  await expect(main).toContainText(host.info.endpoints.mcp);
  await sampleCalls(world, host);
  await expect(main.getByRole('heading', { name: '1 client connected' })).toBeVisible();
  const needs = main.getByRole('region', { name: 'Needs you' });
  await expect(needs).toContainText('add_numbers');
  await expect(needs).toContainText('security risk');
  await expect(needs).toContainText('exit code 3');
  await expect(needs).toContainText('trusted');
  const today = main.getByRole('region', { name: 'Today', exact: true });
  await expect(today).toContainText('6 calls');
  await expect(today).toContainText('Blocked');
  await expect(main.getByRole('region', { name: 'Time of a call today' })).toContainText('echo');
  await expect(main.getByRole('region', { name: 'Found most often today' })).toContainText('injection.instructions');
});

test('a pause shows everywhere and can be ended', async ({ start }) => {
  const { page } = await start(SAMPLE_SERVERS);
  await expect(relayState(page)).toHaveText('Scanning all but 1 server');
  await page.getByRole('banner').getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('menuitem', { name: 'Pause for 5 minutes' }).click();
  await expect(relayState(page)).toContainText('Paused until');
  await expect(page.getByRole('main')).toContainText(/[Pp]aused/u);
  await page.getByRole('banner').getByRole('button', { name: 'Resume scanning' }).click();
  await expect(relayState(page)).toHaveText('Scanning all but 1 server');
});

test('with nothing to tell it says so, and what to do next', async ({ start }) => {
  const { page, configFile } = await start({});
  const main = page.getByRole('main');
  await expect(main).toContainText(/no server/iu);
  await goTo(page, 'Servers');
  await expect(main).toContainText(configFile);
});
