import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { TEST_MS, until } from './harness/deadline.ts';
import { listen, readRelayJson } from './harness/listening-relay.ts';
import { overHttp, overStdio } from './harness/mcp-client.ts';
import { isAlive } from './harness/processes.ts';
import { rawHttp } from './harness/raw-http.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const servers = { echo: fixture('echo') };

describe('one relay for a data folder', { timeout: TEST_MS }, () => {
  test('a second listener fails with a clear message, and the first runs on', async () => {
    const world = worldOfTest();
    const first = await listen(world, servers);
    const config = writeConfig(world, { mcpServers: servers }, 'second.json');
    const second = await runRelay(world, ['--config-file', config, '--transport', 'http', '--port', '0']);
    expect(second.code).not.toBe(0);
    expect(second.code).not.toBeNull();
    expect(second.stderr).toMatch(/already|running|in use|lock/i);
    expect(
      [String(first.info.pid), first.info.baseUrl, world.dataDir].some((part) => second.stderr.includes(part)),
    ).toBe(true);
    expect(second.stderr).not.toContain('    at ');
    expect(readRelayJson(world.dataDir)).toEqual(first.info);
    expect((await rawHttp(first.info.endpoints.health)).status).toBe(200);
  });

  test('mcp-relay on stdio joins a running relay of the same configuration, and leaves it alive', async () => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    const direct = await overHttp(world, relay);
    await direct.waitForTools('pid');
    const joined = await overStdio(world, ['--config-file', relay.configFile]);
    await joined.waitForTools('pid');
    expect((await joined.call('pid')).text).toBe((await direct.call('pid')).text);
    await joined.sdk.close();
    await until('the bridge has ended', () => !isAlive(joined.pid()));
    expect((await direct.call('echo')).isError).toBe(false);
  });

  test.each(['--standalone', 'another configuration'])('with %s it runs an engine of its own', async (how) => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    const direct = await overHttp(world, relay);
    await direct.waitForTools('pid');
    const args =
      how === '--standalone'
        ? ['--standalone', '--config-file', relay.configFile]
        : ['--config-file', writeConfig(world, { mcpServers: servers }, 'other.json')];
    const own = await overStdio(world, args);
    await own.waitForTools('pid');
    expect((await own.call('pid')).text).not.toBe((await direct.call('pid')).text);
    expect(readRelayJson(world.dataDir)).toEqual(relay.info);
  });

  test('a relay.json that was left behind is not believed, whatever process has its id by now', async () => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    relay.child.kill('SIGKILL');
    await relay.exit;
    const left = readFileSync(join(world.dataDir, 'relay.json'), 'utf8');
    writeFileSync(join(world.dataDir, 'relay.json'), left.replace(/"pid": \d+/, `"pid": ${process.pid}`));
    const own = await overStdio(world, ['--config-file', relay.configFile]);
    await own.waitForTools('pid');
    expect((await own.call('pid')).isError).toBe(false);
  });

  test('where none runs, mcp-relay on stdio has its own engine and opens no listener', async () => {
    const world = worldOfTest();
    const own = await overStdio(world, ['--config-file', writeConfig(world, { mcpServers: servers })]);
    await own.waitForTools('echo');
    expect((await own.call('echo', { x: 1 })).text).toContain('{"x":1}');
    expect(readRelayJson(world.dataDir)).toBeUndefined();
  });
});
