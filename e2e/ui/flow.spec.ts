import { AxeBuilder } from '@axe-core/playwright';
import { tool } from '../fixtures/servers/session.ts';
import { buildToken } from '../fixtures/tokens.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { script } from '../harness/scripted.ts';
import { expect, test } from './harness/fixtures.ts';
import { callRow, goTo } from './harness/screens.ts';

test('a flow is shown from its source to where it was stopped, with links to both calls', async ({ world, start }) => {
  const secret = buildToken('HUGGINGFACE_TOKEN', 31);
  const mail = script(world, 'mail', [tool('read_mail', 'Reads.')]);
  const hub = script(world, 'hub', [tool('create_issue', 'Creates.')]);
  mail.result('read_mail', JSON.stringify({ content: [{ type: 'text', text: `The key: ${secret}` }] }));
  const host = await start({ mail: mail.entry, hub: hub.entry });
  const { page } = host;
  await goTo(page, 'Activity');
  const client = await overHttp(world, host);
  await client.waitForTools('read_mail', 'create_issue');
  await client.call('read_mail');
  const encoded = Buffer.from(`take ${secret}`).toString('base64');
  const answer = await client.call('create_issue', { body: encoded });
  expect(answer.text).toContain('AISEC_SECURITY_BLOCK');

  await callRow(page, 'Blocked').click();
  const detail = page.getByRole('region', { name: 'The open call' });
  await expect(detail).toContainText(
    /The argument `body` holds a secret that mail\.read_mail returned at \d\d:\d\d; it would go to hub\.create_issue\./u,
  );
  const flow = detail.getByRole('region', { name: 'Flow' });
  await expect(flow.getByRole('listitem')).toHaveText(
    /^mail · read_mail \d\d:\d\d\s*hub · create_issue \d\d:\d\d\s*a secret · stopped$/u,
  );
  await expect(flow.getByRole('link', { name: /hub · create_issue/u })).toHaveAttribute('aria-current', 'page');
  await expect(detail.locator('mark')).toHaveText(/^<HUGGINGFACE_TOKEN(?:_\d+)?>$/u);
  await expect(page.locator('body')).not.toContainText(encoded);

  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page })
      .include('[aria-label="The open call"]')
      .setLegacyMode()
      .analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }

  await flow.getByRole('link', { name: /mail · read_mail/u }).click();
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText('mail · read_mail');
  await expect(detail).toContainText('Masked');
  await expect(detail.getByRole('region', { name: 'Flow' })).toHaveCount(0);
});

test('what a result says twice is one finding, marked in both places', async ({ world, start }) => {
  const secret = buildToken('HUGGINGFACE_TOKEN', 32);
  const server = script(world, 'twice', [tool('read', 'Reads.')]);
  const structuredContent = { note: `a "${secret}"`, n: 1 };
  const content = [{ type: 'text', text: JSON.stringify(structuredContent) }];
  server.result('read', JSON.stringify({ content, structuredContent }));
  const host = await start({ twice: server.entry });
  const { page } = host;
  await goTo(page, 'Activity');
  const client = await overHttp(world, host);
  await client.waitForTools('read');
  await client.call('read');
  await callRow(page, 'Masked').click();
  const detail = page.getByRole('region', { name: 'The open call' });
  await expect(detail.locator('mark')).toHaveText(['<HUGGINGFACE_TOKEN>', '<HUGGINGFACE_TOKEN>']);
  await expect(detail.getByRole('region', { name: 'Findings' }).getByRole('listitem')).toHaveCount(1);
});
