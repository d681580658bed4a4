import { describe, expect, test } from 'vitest';

import { TEST_MS, until } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { overHttp, overSse, overStdio } from './harness/mcp-client.ts';
import { writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

function servers(world: World) {
  return {
    hanging: fixture('hanging'),
    missing: { command: world.path('no-such-program') },
    gone: fixture('exits-at-start'),
    nowhere: { url: 'http://127.0.0.1:9/mcp' },
    late: fixture('hanging', world.path('gate')),
    echo: fixture('echo'),
  };
}

describe('servers that hang, fail or start slowly', { timeout: TEST_MS }, () => {
  test.each(['http', 'sse', 'stdio'] as const)('hold back nobody; a late one is announced over %s', async (way) => {
    const world = worldOfTest();
    const client =
      way === 'stdio'
        ? await overStdio(world, ['--config-file', writeConfig(world, { mcpServers: servers(world) })])
        : await (way === 'http' ? overHttp : overSse)(world, await listen(world, servers(world)));

    const begun = Date.now();
    await client.toolNames();
    expect(Date.now() - begun).toBeLessThan(10_000);

    const listed = await client.waitForTools('echo');
    expect(listed).not.toContain('late_tool');
    expect((await client.call('echo', { a: 1 })).text).toContain('{"a":1}');

    const before = client.listChanges();
    world.write('gate', '');
    await until('list_changed', () => client.listChanges() > before);
    await client.waitForTools('late_tool', 'echo');
    expect((await client.call('late_tool')).text).toBe('here at last');
  });

  test('a relay of which no server starts still answers', async () => {
    const world = worldOfTest();
    const client = await overHttp(world, await listen(world, { hanging: fixture('hanging') }));
    expect(await client.toolNames()).toEqual(['list_downstream_servers_info']);
    expect((await client.call('read_file')).text).toContain('some servers are still starting');
  });
});
