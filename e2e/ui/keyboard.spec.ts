import { fixture } from '../harness/servers.ts';
import { expect, test } from './harness/fixtures.ts';
import { SAMPLE_SERVERS, sampleCalls } from './harness/sample-calls.ts';
import { callRows, goTo } from './harness/screens.ts';

test('the log can be read without a mouse', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
  await sampleCalls(world, host);
  await expect(callRows(page)).toHaveCount(6);

  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Filter by name or reason' });
  await expect(search).toBeFocused();
  await page.keyboard.type('e');
  await expect(search).toHaveValue('e');
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(callRows(page)).toHaveCount(6);
  await page.keyboard.press('ArrowDown');
  const grid = page.getByRole('grid', { name: /^Calls/u });
  await expect(grid).toBeFocused();

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'The open call' });
  await expect(detail).toBeVisible();
  const first = await detail.getByRole('heading', { level: 2 }).innerText();
  await page.keyboard.press('ArrowDown');
  await expect(detail.getByRole('heading', { level: 2 })).not.toHaveText(first);
  await page.keyboard.press('ArrowUp');
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText(first);
  await page.keyboard.press('j');
  await expect(detail.getByRole('heading', { level: 2 })).not.toHaveText(first);
  await page.keyboard.press('k');
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(detail).toHaveCount(0);
});

test('`g` and a letter, and the digits, lead to the screens', async ({ start }) => {
  const { page } = await start({});
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  const current = page.getByRole('navigation', { name: 'Screens' }).locator('[aria-current=page]');
  for (const [keys, title] of [
    [['g', 'a'], 'Activity'],
    [['g', 'r'], 'Review'],
    [['g', 's'], 'Servers'],
    [['g', 't'], 'Tools'],
    [['g', 'c'], 'Clients'],
    [['g', 'o'], 'Overview'],
    [['4'], 'Servers'],
    [['1'], 'Overview'],
  ] as const) {
    for (const key of keys) await page.keyboard.press(key);
    await expect(current).toContainText(title);
  }
});

test('`?` shows the keys, Esc puts them away, and nothing behind them hears a key', async ({ start }) => {
  const { page } = await start({});
  await goTo(page, 'Servers');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toContainText('Filter the list');
  await page.keyboard.press('2');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Servers', level: 1 })).toBeVisible();
});

test('typing into a filter goes nowhere else', async ({ start }) => {
  const { page } = await start({ echo: fixture('echo') });
  await goTo(page, 'Tools');
  // The heading stands before the list has come, and there is no filter without one.
  const filter = page.getByRole('searchbox', { name: 'Filter tools' });
  await expect(filter).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('g a 2 ? /');
  await expect(filter).toHaveValue('g a 2 ? /');
  await expect(page.getByRole('heading', { name: 'Tools', level: 1 })).toBeVisible();
});
