import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { fixture } from '../harness/servers.ts';
import { expect, test } from './harness/fixtures.ts';
import { SAMPLE_SERVERS, sampleCalls } from './harness/sample-calls.ts';
import type { PageDocument } from './harness/page-world.ts';
import { callRow, callRows, goTo } from './harness/screens.ts';

declare const document: PageDocument;

/** In axe's older mode: the other one opens a second page, which a desktop app has not. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`no screen has a fault that axe finds, ${colorScheme}`, async ({ world, start }) => {
    // Axe looks at every element of every screen.
    test.slow();
    const host = await start({ ...SAMPLE_SERVERS, poisoned: fixture('poisoned'), gone: fixture('exits-at-start') });
    const { page } = host;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await sampleCalls(world, host);
    const base = page.url().split('#')[0];
    const found: string[] = [];
    const check = async (place: string): Promise<void> => {
      found.push(...(await violations(page)).map((one) => `${place}: ${one}`));
    };
    await expect(page.getByRole('region', { name: 'Today', exact: true })).toContainText('6 calls');
    await check('overview');
    await goTo(page, 'Activity');
    await expect(callRows(page)).toHaveCount(6);
    await check('activity');
    for (const outcome of ['Blocked', 'Masked', 'Bypassed']) {
      await callRow(page, outcome).click();
      await expect(page.getByRole('region', { name: 'The open call' })).toContainText(outcome);
      await check(`activity, ${outcome}`);
    }
    for (const place of [
      'review',
      'servers',
      'servers/gone',
      'servers/trusted',
      'tools',
      'tools/poisoned/add_numbers',
    ]) {
      await page.goto(`${base}#/${place}`);
      const name = place.split('/').at(-1) ?? '';
      if (place.includes('/')) await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
      await check(place);
    }
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await check('keys');
    expect(found).toEqual([]);
  });
}

test('without anything there, too', async ({ start }) => {
  const { page } = await start({});
  const found: string[] = [];
  for (const screen of ['Overview', 'Activity', 'Review', 'Servers', 'Tools', 'Clients'] as const) {
    await goTo(page, screen);
    found.push(...(await violations(page)).map((one) => `${screen}: ${one}`));
  }
  expect(found).toEqual([]);
});

test('at the smallest window nothing is out of reach', async ({ world, start }) => {
  const host = await start(SAMPLE_SERVERS);
  const { page } = host;
  await page.setViewportSize({ width: 900, height: 600 });
  await sampleCalls(world, host);
  for (const screen of ['Overview', 'Activity', 'Review', 'Servers', 'Tools', 'Clients'] as const) {
    await goTo(page, screen);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, `${screen} scrolls sideways`).toBeLessThanOrEqual(0);
    for (const button of await page.getByRole('banner').getByRole('button').all())
      await expect(button).toBeInViewport();
  }
});
