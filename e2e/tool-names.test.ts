import { describe, expect, test } from 'vitest';

import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listen, listenWith } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { serverInfo, stateOf } from './harness/server-info.ts';
import { type ServerEntry, fixture } from './harness/servers.ts';
import { writeConfig } from './harness/relay.ts';
import { type World, worldOfTest } from './harness/world.ts';

const alpha = fixture('twin', 'alpha');
const beta = fixture('twin', 'beta');

async function stop(relay: ListeningRelay): Promise<void> {
  relay.child.kill('SIGTERM');
  await within('stop', relay.exit);
}

/** Starts a relay, waits for the tools, says which server answers under which name, and stops it. */
async function namesOf(world: World, servers: Record<string, ServerEntry>): Promise<Record<string, string>> {
  const relay = await listen(world, servers);
  const client = await overHttp(world, relay);
  const found = await until('all tools', async () => {
    const names = (await client.toolNames()).filter((name) => name.includes('search'));
    return names.length === Object.keys(servers).length ? names : undefined;
  });
  const answers: Record<string, string> = {};
  for (const name of found) answers[(await client.call(name)).text] = name;
  await client.sdk.close();
  await stop(relay);
  return answers;
}

describe('tools of the same name on two servers', { timeout: TEST_MS }, () => {
  test('are told apart as <server>__<tool>, and keep their names when the order turns', async () => {
    const world = worldOfTest();
    const first = await namesOf(world, { alpha, beta });
    expect([
      { 'alpha:search': 'search', 'beta:search': 'beta__search' },
      { 'beta:search': 'search', 'alpha:search': 'alpha__search' },
    ]).toContainEqual(first);
    expect(await namesOf(world, { beta, alpha })).toEqual(first);
  });

  test('a newcomer never takes a name over, even if it stands first and the owner is gone', async () => {
    const world = worldOfTest();
    expect(await namesOf(world, { beta })).toEqual({ 'beta:search': 'search' });
    const both = { 'alpha:search': 'alpha__search', 'beta:search': 'search' };
    expect(await namesOf(world, { alpha, beta })).toEqual(both);
    expect(await namesOf(world, { alpha })).toEqual({ 'alpha:search': 'alpha__search' });
    expect(await namesOf(world, { alpha, beta })).toEqual(both);
  });

  test('with toolNames prefix all carry their server', async () => {
    const { client } = await relayed({ alpha, beta }, 'prefix');
    await client.waitForTools('alpha__search', 'beta__search');
    expect((await client.call('beta__search')).text).toBe('beta:search');
    expect((await client.call('search')).text).toMatch(/^AISEC_TOOL_NOT_FOUND:/);
  });

  test('with toolNames bare every copy is disabled', async () => {
    const gamma = fixture('twin', 'gamma', 'search', 'only_gamma');
    const { client } = await relayed({ alpha, beta, gamma }, 'bare');
    await client.waitForTools('only_gamma');
    await until('all are duplicates', async () => {
      const info = await serverInfo(client);
      return ['alpha', 'beta', 'gamma'].every((name) => stateOf(info, name, 'search') === 'disabled - duplicate');
    });
    expect(await client.toolNames()).toEqual(['only_gamma', 'list_downstream_servers_info']);
  });
});

describe('odd names', { timeout: TEST_MS }, () => {
  test('become what every client takes, and the server still hears its own', async () => {
    const odd = ['with.dots and spaces', `long_${'x'.repeat(80)}`, `long_${'x'.repeat(81)}`];
    const { client } = await relayed({ odd: fixture('twin', 'odd', ...odd) }, 'auto');
    const names = await until('all tools', async () => {
      const listed = (await client.toolNames()).filter((name) => name !== 'list_downstream_servers_info');
      return listed.length === odd.length ? listed : undefined;
    });
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    const answers: string[] = [];
    for (const name of names) answers.push((await client.call(name)).text);
    expect(answers.toSorted()).toEqual(odd.map((name) => `odd:${name}`).toSorted());
  });
});

async function relayed(servers: Record<string, ServerEntry>, toolNames: string): Promise<{ client: McpClient }> {
  const world = worldOfTest();
  const config = writeConfig(world, { mcpRelay: { toolNames }, mcpServers: servers });
  return { client: await overHttp(world, await listenWith(world, config)) };
}
