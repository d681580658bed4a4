import { describe, expect, test } from 'vitest';

import { TEST_MS, within } from './harness/deadline.ts';
import { listen, readRelayJson } from './harness/listening-relay.ts';
import { overHttp, overStdio } from './harness/mcp-client.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

describe('npm run -s relay', { timeout: TEST_MS }, () => {
  test('listens, and hands a SIGTERM on', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') }, { viaNpm: true });
    const client = await overHttp(world, relay);
    await client.waitForTools('echo');
    expect(relay.stdout()).toBe('');
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit, 8_000);
    expect(readRelayJson(world.dataDir)).toBeUndefined();
  });

  test('speaks MCP on stdio with nothing else on stdout', async () => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: { echo: fixture('echo') } });
    const client = await overStdio(world, ['--config-file', config], {}, true);
    await client.waitForTools('echo');
    expect((await client.call('echo', { a: 1 })).text).toContain('{"a":1}');
  });

  test('tells its version and its flags', async () => {
    const help = await runRelay(worldOfTest(), ['--help'], { viaNpm: true });
    expect(help.code).toBe(0);
    for (const flag of ['--config-file', '--transport', '--port', '--standalone']) expect(help.stdout).toContain(flag);
  });
});
