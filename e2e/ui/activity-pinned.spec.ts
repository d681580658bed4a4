import { overHttp } from '../harness/mcp-client.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from './harness/fixtures.ts';
import type { PageDocument } from './harness/page-world.ts';
import { callRow, callRows, goTo } from './harness/screens.ts';

declare const document: PageDocument;

test('scrolled up, the row under the eye stays while calls come; the pill leads back to them', async ({
  world,
  start,
}) => {
  const host = await start({ many: fixture('many-tools', '60') });
  const { page } = host;
  await goTo(page, 'Activity');
  const client = await overHttp(world, host);
  await client.waitForTools('tool_060');
  for (let n = 1; n <= 60; n += 1) await client.call(`tool_${String(n).padStart(3, '0')}`);
  await expect(callRows(page).first()).toContainText('tool_060');
  await page.evaluate(() => {
    const scroller = document.querySelector('[role=grid]');
    if (scroller) scroller.scrollTop = 600;
  });
  const row = callRow(page, 'tool_030');
  await expect(row).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.querySelector('[role=grid]')?.scrollTop)).toBe(600);
  const before = await row.boundingBox();
  for (let n = 1; n <= 7; n += 1) await client.call('tool_001');
  const pill = page.getByRole('button', { name: /^7 new/u });
  await expect(pill).toBeVisible();
  expect(await row.boundingBox()).toEqual(before);
  await pill.click();
  await expect(callRows(page).first()).toContainText('tool_001');
  await expect(callRows(page).first()).toBeInViewport();
  await expect(pill).toHaveCount(0);
  await client.call('tool_002');
  await expect(callRows(page).first(), 'it follows again').toContainText('tool_002');
});

test('with a call open the list stands still, and closing it follows again', async ({ world, start }) => {
  const host = await start({ many: fixture('many-tools', '60') });
  const { page } = host;
  await goTo(page, 'Activity');
  const client = await overHttp(world, host);
  await client.waitForTools('tool_060');
  for (const name of ['tool_001', 'tool_002', 'tool_003']) await client.call(name);
  await callRow(page, 'tool_002').click();
  const detail = page.getByRole('region', { name: 'The open call' });
  await expect(detail).toContainText('tool_002');
  await client.call('tool_004');
  await expect(page.getByRole('button', { name: /^1 new/u })).toBeVisible();
  await expect(callRows(page).first()).toContainText('tool_003');
  await page.getByRole('button', { name: 'Close the detail' }).click();
  await page.getByRole('button', { name: /^1 new/u }).click();
  await expect(callRows(page).first()).toContainText('tool_004');
});

test('older calls come as one scrolls down, each once, to the beginning of the log', async ({ world, start }) => {
  const host = await start({ many: fixture('many-tools', '10') });
  const { page } = host;
  await goTo(page, 'Activity');
  const client = await overHttp(world, host);
  await client.waitForTools('tool_010');
  await client.call('tool_009');
  const rest = 650;
  for (let done = 0; done < rest; done += 50) {
    await Promise.all(Array.from({ length: 50 }, () => client.call('tool_001')));
  }
  await page.reload();
  await expect(callRows(page).first()).toContainText('tool_001');
  const grid = page.getByRole('grid', { name: /^Calls/u });
  await grid.focus();
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(callRow(page, 'tool_009')).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(page.getByText('The log begins here.')).toBeVisible();
  await expect(grid).toHaveAttribute('aria-rowcount', String(rest + 1 + 2));
});
