import { tool } from '../fixtures/servers/session.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { script } from '../harness/scripted.ts';
import { expect, test } from './harness/fixtures.ts';
import { callRow, goTo } from './harness/screens.ts';
import type { PageWindow } from './harness/page-world.ts';

declare const window: PageWindow;

const MARKUP = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script><b>bold</b>`;
/** Zero width space, right-to-left override, tag letter: nobody would see them. */
const UNSEEN = 'a\u200bb\u202ec\u{e0041}d';

test('markup from servers stays text, on every screen', async ({ world, start }) => {
  const server = script(world, 'odd', [
    { ...tool('read', MARKUP), title: MARKUP, annotations: { title: MARKUP } },
    tool('plain', 'Reads.'),
  ]);
  server.result(
    'plain',
    JSON.stringify({ content: [{ type: 'text', text: MARKUP }], structuredContent: { [MARKUP]: MARKUP } }),
  );
  const host = await start({ odd: { ...server.entry, args: [...(server.entry.args ?? []), MARKUP] } });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('plain');
  await client.call('plain', { [MARKUP]: MARKUP });
  await client.call(MARKUP);
  await goTo(page, 'Activity');
  await callRow(page, 'odd · plain').click();
  await expect(page.getByRole('region', { name: 'The open call' })).toContainText('onerror=');
  const base = page.url().split('#')[0];
  for (const place of ['servers/odd', 'tools/odd/read', 'tools/odd/plain', 'overview']) {
    await page.goto(`${base}#/${place}`);
    await expect(page.getByRole('main')).toContainText('odd');
    await expect(page.locator('img[src="x"], main b')).toHaveCount(0);
  }
  expect(await page.evaluate(() => Reflect.get(window, 'pwned') === undefined)).toBe(true);
});

test('characters that nobody would see are boxes with their number', async ({ world, start }) => {
  const server = script(world, 'odd', [tool('read', 'Reads.')]);
  server.result('read', JSON.stringify({ content: [{ type: 'text', text: UNSEEN }] }));
  const host = await start({ odd: { ...server.entry, hidden_mode: false } });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('read');
  await client.call('read', { note: `x\u202ey` });
  await goTo(page, 'Activity');
  await callRow(page, 'odd · read').click();
  const detail = page.getByRole('region', { name: 'The open call' });
  await expect(detail).toContainText('U+202E');
  await expect(detail).toContainText('U+200B');
  await expect(detail).toContainText('U+E0041');
  const shown = await page.locator('body').innerText();
  expect(shown).not.toMatch(/[\u200b\u202e\u{e0041}]/u);
});
