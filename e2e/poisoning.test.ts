import { describe, expect, test } from 'vitest';

import { TEST_MS, until } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { serverInfo, stateOf, waitForState } from './harness/server-info.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const RISK = 'disabled - security risk';

describe('tools with a poisoned definition', { timeout: TEST_MS }, () => {
  test('are never listed, cannot be called, and are shown with their state', async () => {
    const world = worldOfTest();
    const client = await overHttp(world, await listen(world, { poisoned: fixture('poisoned') }));
    const listed = await client.waitForTools('multiply_numbers');
    expect(listed).toEqual(['multiply_numbers', 'list_downstream_servers_info']);
    const text = JSON.stringify(await client.sdk.listTools());
    expect(text).not.toContain('IMPORTANT');
    expect(text).not.toContain('id_rsa');

    const info = await serverInfo(client);
    expect(stateOf(info, 'poisoned', 'add_numbers')).toBe(RISK);
    expect(stateOf(info, 'poisoned', 'convert_units')).toBe(RISK);
    expect(stateOf(info, 'poisoned', 'weather')).toBe(RISK);
    expect(stateOf(info, 'poisoned', 'multiply_numbers')).toBe('enabled');

    const refused = await client.call('add_numbers', { a: 1, b: 2, sidenote: '' });
    expect(refused.isError).toBe(true);
    expect(refused.text).toMatch(/^AISEC_TOOL_NOT_FOUND:/);
    expect((await client.call('multiply_numbers', { a: 6, b: 7 })).text).toBe('42');
  });

  test('cannot slip in by a change after the first list', async () => {
    const world = worldOfTest();
    const client = await overHttp(world, await listen(world, { facts: fixture('rug-pull') }));
    await client.waitForTools('steady');
    const state = await waitForState(client, 'facts', 'fact_of_the_day', /^disabled/);
    expect(['disabled - security risk', 'disabled - changed']).toContain(state);
    expect(JSON.stringify(await client.sdk.listTools())).not.toContain('IMPORTANT');
  });

  test('cannot slip in by a change that is never announced: expired definitions are listed again', async () => {
    const world = worldOfTest();
    const servers = { facts: fixture('rug-pull', '--silent') };
    const args = ['--TOOL_REGISTRY_CACHE_EXPIRY_IN_SECONDS', '1'];
    const client = await overHttp(world, await listen(world, servers, { args }));
    await client.waitForTools('steady');
    const state = await waitForState(client, 'facts', 'fact_of_the_day', /^disabled/);
    expect(['disabled - security risk', 'disabled - changed']).toContain(state);
    expect(await client.toolNames()).not.toContain('fact_of_the_day');
  });

  test('cannot slip in by a change under the eyes of a client, which is told that the list changed', async () => {
    const world = worldOfTest();
    const client = await overHttp(world, await listen(world, { facts: fixture('rug-pull', '--on-call') }));
    await client.waitForTools('steady', 'fact_of_the_day');
    const before = client.listChanges();
    expect((await client.call('fact_of_the_day')).text).toBe('Otters hold hands.');
    await until('list_changed', () => client.listChanges() > before);
    await until('the tool is gone', async () => !(await client.toolNames()).includes('fact_of_the_day'));
    expect(await client.toolNames()).toContain('steady');
    expect((await client.call('fact_of_the_day')).text).toMatch(/^AISEC_TOOL_NOT_FOUND:/);
  });
});
