import { overHttp } from '../harness/mcp-client.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from './harness/fixtures.ts';
import { SAMPLE_SERVERS, sampleCalls } from './harness/sample-calls.ts';
import { callRow, goTo, toolRow } from './harness/screens.ts';

test('a finding is allowed from its call, stands under Policy, and is taken back', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await goTo(page, 'Policy');
  await expect(page.getByRole('heading', { name: 'No exceptions' })).toBeVisible();
  await goTo(page, 'Activity');
  const client = await sampleCalls(world, host);
  await callRow(page, 'tokens · emit', 'Masked').click();
  await page.getByRole('button', { name: 'Allow secret.huggingface-token from now on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Allow this from now on' });
  await expect(dialog.getByRole('radio', { name: /This value only/u })).toBeChecked();
  await dialog.getByRole('button', { name: 'Allow' }).click();
  await expect(dialog.getByText('Say why: it stands with the exception.')).toBeVisible();
  await dialog.getByLabel('Why it is no finding').fill('The sample key of the tutorial');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' });
  // The list stays where it is while a call is open.
  await goTo(page, 'Overview');
  await goTo(page, 'Activity');
  const allowed = callRow(page, 'tokens · emit', 'Allowed');
  await expect(allowed).toHaveCount(1);
  await allowed.click();
  await page.getByRole('link', { name: 'Excepted' }).click();
  const row = page.getByRole('region', { name: 'Exceptions' }).getByRole('row').filter({ hasText: 'tokens · emit' });
  await expect(row).toContainText('The sample key of the tutorial');
  await expect(row).toContainText(/one value in the answer/u);
  await row.getByRole('button', { name: /^Remove the exception/u }).click();
  await expect(page.getByRole('heading', { name: 'No exceptions' })).toBeVisible();
  await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' });
  await goTo(page, 'Activity');
  await expect(callRow(page, 'tokens · emit', 'Masked')).toHaveCount(2);
});

test('what was allowed is undone from the note that follows', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await goTo(page, 'Activity');
  const client = await sampleCalls(world, host);
  await callRow(page, 'tokens · emit', 'Masked').click();
  await page.getByRole('button', { name: 'Allow secret.huggingface-token from now on' }).click();
  await page.getByLabel('Why it is no finding').fill('A mistake');
  await page.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await goTo(page, 'Policy');
  await expect(page.getByRole('heading', { name: 'No exceptions' })).toBeVisible();
  expect((await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' })).text).toContain('<HUGGINGFACE_TOKEN>');
});

test('a tool that its definition keeps off is offered all the same', async ({ world, start }) => {
  const host = await start({ poisoned: fixture('poisoned') });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('multiply_numbers');
  await goTo(page, 'Tools');
  await toolRow(page, 'convert_units').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Allow it all the same…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Offer this tool all the same' });
  await dialog.getByRole('radio', { name: 'One day' }).check();
  await dialog.getByLabel('Why it is no finding').fill('We wrote this server ourselves');
  await dialog.getByRole('button', { name: 'Allow' }).click();
  await expect(toolRow(page, 'convert_units')).toContainText('On');
  await expect.poll(() => client.toolNames()).toContain('convert_units');
});
