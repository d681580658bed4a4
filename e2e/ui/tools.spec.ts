import { tool } from '../fixtures/servers/session.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { script } from '../harness/scripted.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from './harness/fixtures.ts';
import { goTo, toolRow } from './harness/screens.ts';

// A page whose relay was stopped asks on and on whether it is back: the browser writes each time down.
test.use({ expectedTrouble: /net::ERR_CONNECTION_REFUSED/u });

const ANIMALS = tool('fact', 'Returns a fact about animals.');
const PLANTS = tool('fact', 'Returns a fact about plants.');
const ROCKS = tool('fact', 'Returns a fact about rocks.');
const STEADY = tool('steady', 'Stays.');

test('every state shows in words, with its reason', async ({ world, start }) => {
  const facts = script(world, 'facts', [ANIMALS, STEADY]);
  const host = await start({
    facts: facts.entry,
    poisoned: fixture('poisoned'),
    trusted: { ...fixture('twin', 'trusted', 'trust_me'), hidden_mode: true },
    'pan-aisecurity': fixture('twin', 'scanner', 'scan'),
    many: fixture('many-tools', '70'),
  });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('fact', 'steady', 'tool_001');
  facts.tools([PLANTS, STEADY]);
  await client.call('steady');
  await goTo(page, 'Tools');
  const search = page.getByRole('searchbox', { name: 'Filter tools' });
  for (const [name, words] of [
    ['steady', /On/u],
    ['fact', /Changed/u],
    ['add_numbers', /Security risk/u],
    ['trust_me', /On/u],
    ['tool_070', /limit/iu],
    ['scan', /scanner|internal|hidden/iu],
  ] as const) {
    await search.fill(name);
    await expect(toolRow(page, name)).toContainText(words);
  }
  await search.fill('add_numbers');
  await expect(toolRow(page, 'add_numbers').getByRole('switch')).toHaveCount(0);
  await expect(toolRow(page, 'add_numbers')).toContainText(/model|secret/u);
});

test('its switch takes a tool from clients and gives it back', async ({ world, start, startWith }) => {
  const host = await start({ echo: fixture('echo') });
  const client = await overHttp(world, host);
  await client.waitForTools('pid');
  const { page } = host;
  await goTo(page, 'Tools');
  const on = toolRow(page, 'pid').getByRole('switch', { name: 'pid is on' });
  await on.click();
  await expect(on).not.toBeChecked();
  await expect.poll(() => client.toolNames()).not.toContain('pid');
  await host.stop();
  const second = await startWith(host.configFile);
  await goTo(second.page, 'Tools');
  const again = toolRow(second.page, 'pid').getByRole('switch', { name: 'pid is on' });
  await expect(again).not.toBeChecked();
  await again.click();
  await expect(again).toBeChecked();
  const client2 = await overHttp(world, second);
  await client2.waitForTools('pid');
});

test('a changed tool is compared, approved, and back for clients', async ({ world, start }) => {
  const facts = script(world, 'facts', [ANIMALS, STEADY]);
  const host = await start({ facts: facts.entry });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('fact', 'steady');
  facts.tools([PLANTS, STEADY]);
  await client.call('steady');
  await goTo(page, 'Tools');
  await toolRow(page, 'fact').getByRole('link', { name: 'Review' }).click();
  const detail = page.getByRole('region', { name: 'Tool fact' });
  const change = detail.getByRole('region', { name: 'What changed' });
  await expect(change).toContainText('Returns a fact about animals.');
  await expect(change).toContainText('Returns a fact about plants.');
  await detail.getByRole('button', { name: 'Approve this definition' }).click();
  await expect(toolRow(page, 'fact').getByRole('switch', { name: 'fact is on' })).toBeChecked();
  await client.waitForTools('fact');
  expect((await client.call('fact')).isError).toBe(false);
});

test('what changes again while one reads is not approved unseen', async ({ world, start }) => {
  const facts = script(world, 'facts', [ANIMALS, STEADY]);
  const host = await start({ facts: facts.entry });
  const { page } = host;
  const client = await overHttp(world, host);
  await client.waitForTools('fact', 'steady');
  facts.tools([PLANTS, STEADY]);
  await client.call('steady');
  await goTo(page, 'Tools');
  await toolRow(page, 'fact').getByRole('link', { name: 'Review' }).click();
  const detail = page.getByRole('region', { name: 'Tool fact' });
  await expect(detail).toContainText('Returns a fact about plants.');
  facts.tools([ROCKS, STEADY]);
  await client.call('steady');
  await expect(detail, 'the new one shows').toContainText('Returns a fact about rocks.');
  await expect(detail).not.toContainText('Returns a fact about plants.');
  await detail.getByRole('button', { name: 'Approve this definition' }).click();
  await client.waitForTools('fact');
  const { tools } = await client.sdk.listTools();
  expect(tools.find((one) => one.name === 'fact')?.description).toBe('Returns a fact about rocks.');
});
