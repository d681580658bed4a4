import { fixture } from '../harness/servers.ts';
import { expect, test } from './harness/fixtures.ts';
import { SAMPLE_SERVERS, sampleCalls } from './harness/sample-calls.ts';
import { callRow, callRows, goTo } from './harness/screens.ts';

test('each call shows with what became of it, in words', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await goTo(page, 'Activity');
  await sampleCalls(world, host);
  await expect(callRow(page, 'echo · echo', 'Allowed')).toHaveCount(1);
  await expect(callRow(page, 'tokens · emit', 'Masked', '1 finding')).toHaveCount(1);
  await expect(callRow(page, 'pages · page', 'Blocked', 'gives the model orders')).toHaveCount(1);
  await expect(callRow(page, 'echo · fail', 'Error')).toHaveCount(1);
  await expect(callRow(page, 'Denied')).toHaveCount(1);
  await expect(callRow(page, 'trusted · search', 'Bypassed')).toHaveCount(1);
  await expect(page.getByText('6 calls')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Activity\D+1 blocked today/u })).toBeVisible();
});

test('a call shows as it comes, at the top', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await goTo(page, 'Activity');
  const client = await sampleCalls(world, host);
  await expect(callRows(page)).toHaveCount(6);
  await client.call('pid');
  await expect(callRows(page).first()).toContainText('pid');
});

test('filters narrow the list, say what they are, and are taken away again', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await goTo(page, 'Activity');
  const client = await sampleCalls(world, host);
  await expect(callRows(page)).toHaveCount(6);

  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('option', { name: 'Outcome' }).click();
  await page.getByRole('option', { name: 'Blocked' }).click();
  await page.getByRole('option', { name: 'Masked' }).click();
  await page.keyboard.press('Escape');
  await expect(callRows(page)).toHaveCount(2);
  await expect(page.getByText('2 calls')).toBeVisible();
  await expect(callRow(page, 'Allowed')).toHaveCount(0);

  await client.call('echo');
  await client.call('page');
  await expect(callRows(page), 'what comes later is narrowed, too').toHaveCount(3);
  await expect(callRow(page, 'Blocked')).toHaveCount(2);

  const search = page.getByRole('searchbox', { name: 'Filter by name or reason' });
  await search.fill('EMIT');
  await expect(callRows(page)).toHaveCount(1);
  await expect(callRow(page, 'Masked')).toHaveCount(1);
  await search.fill('nothing is called so');
  await expect(page.getByText('No call matches these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(callRows(page)).toHaveCount(8);
  await expect(search).toHaveValue('');
});

test('filters by server, tool, client, detector and time find what they name', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await goTo(page, 'Activity');
  await sampleCalls(world, host);
  await expect(callRows(page)).toHaveCount(6);
  for (const [kind, value, count] of [
    ['Server', 'echo', 2],
    ['Tool', 'search', 1],
    ['Client', 'env', 6],
    ['Detector', 'secret.huggingface-token', 1],
    ['Time', 'Last 15 minutes', 6],
    ['Time', 'Today', 6],
  ] as const) {
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.getByRole('option', { name: kind, exact: true }).click();
    await page.getByRole('option', { name: value, exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Add a filter' })).toHaveCount(0);
    await expect(callRows(page), `${kind} ${value}`).toHaveCount(count);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expect(callRows(page)).toHaveCount(6);
  }
});

test('the address holds the filters and the open call: a reload shows the same', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await goTo(page, 'Activity');
  await sampleCalls(world, host);
  await page.getByRole('searchbox', { name: 'Filter by name or reason' }).fill('page');
  await expect(callRows(page)).toHaveCount(1);
  await callRow(page, 'Blocked').click();
  await expect(page.getByRole('region', { name: 'The open call' })).toContainText('pages · page');
  await page.reload();
  await expect(page.getByRole('region', { name: 'The open call' })).toContainText('pages · page');
  await expect(callRows(page)).toHaveCount(1);
});

test('without calls it says how to connect a client', async ({ start }) => {
  const { page, info } = await start({ echo: fixture('echo') });
  await goTo(page, 'Activity');
  await expect(page.getByText('No calls yet: connect a client')).toBeVisible();
  await expect(page.getByRole('main').getByText('token create --client')).toBeVisible();
  await expect(page.getByRole('main').getByText(info.endpoints.mcp)).toBeVisible();
});
