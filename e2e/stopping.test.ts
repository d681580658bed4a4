import { existsSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { TEST_MS, until, within } from './harness/deadline.ts';
import { openToOthers } from './harness/file-modes.ts';
import { type ListeningRelay, listen, readRelayJson } from './harness/listening-relay.ts';
import { overHttp, overStdio } from './harness/mcp-client.ts';
import { descendants, isAlive, survivors } from './harness/processes.ts';
import { rawRelay, waitForRawTools } from './harness/raw-stdio.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { fixture, official } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const STOP_MS = 5_000;

function servers(...grandchildArgs: string[]) {
  return {
    memory: official('memory'),
    stubborn: fixture('grandchild', ...grandchildArgs),
    hanging: fixture('hanging'),
    echo: fixture('echo'),
  };
}

/** A relay with all its servers up, and the process that one of them has started. */
async function relayWithGrandchild(
  world: World,
  ...args: string[]
): Promise<{ relay: ListeningRelay; grandchild: number }> {
  const relay = await listen(world, servers(...args));
  const client = await overHttp(world, relay);
  await client.waitForTools('grandchild_pid', 'echo', 'create_entities');
  const grandchild = Number((await client.call('grandchild_pid')).text);
  expect(isAlive(grandchild)).toBe(true);
  return { relay, grandchild };
}

describe('no child outlives the relay', { timeout: TEST_MS }, () => {
  const groups = [
    { group: 'of its parent', args: [] },
    { group: 'of its own', args: ['--detached'] },
  ];

  test.each(groups)('killed with SIGKILL, a grandchild in a process group $group included', async ({ args }) => {
    const { relay, grandchild } = await relayWithGrandchild(worldOfTest(), ...args);
    const children = descendants(relay.info.pid);
    expect(children.map((child) => child.pid)).toContain(grandchild);
    process.kill(relay.info.pid, 'SIGKILL');
    await until('no child is left', () => survivors(children).length === 0, STOP_MS);
  });

  test.each(groups)('stopped with SIGTERM, a grandchild in a process group $group included', async ({ args }) => {
    const world = worldOfTest();
    const { relay } = await relayWithGrandchild(world, ...args);
    const children = descendants(relay.info.pid);
    process.kill(relay.info.pid, 'SIGTERM');
    expect(await within('stop', relay.exit, STOP_MS)).toEqual({ code: 0, signal: null });
    await until('no child is left', () => survivors(children).length === 0, STOP_MS);
    expect(readRelayJson(world.dataDir)).toBeUndefined();
  });

  test('over stdio, killed with SIGKILL', async () => {
    const world = worldOfTest();
    const client = await overStdio(world, ['--config-file', writeConfig(world, { mcpServers: servers() })]);
    await client.waitForTools('grandchild_pid', 'echo');
    const children = descendants(client.pid());
    expect(children.map((child) => child.pid)).toContain(Number((await client.call('grandchild_pid')).text));
    process.kill(client.pid(), 'SIGKILL');
    await until('no child is left', () => survivors(children).length === 0, STOP_MS);
  });
});

describe('a clean stop', { timeout: TEST_MS }, () => {
  test('on SIGINT ends with 0 and removes relay.json', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });
    relay.child.kill('SIGINT');
    expect(await within('stop', relay.exit, STOP_MS)).toEqual({ code: 0, signal: null });
    expect(existsSync(world.path('data', 'relay.json'))).toBe(false);
  });

  test.each(['SIGTERM', 'end of stdin'] as const)('over stdio on %s', async (how) => {
    const world = worldOfTest();
    const front = await rawRelay(world, ['--config-file', writeConfig(world, { mcpServers: servers() })]);
    await waitForRawTools(front.request, 'grandchild_pid');
    const children = descendants(front.pid);
    expect(children.length).toBeGreaterThan(2);
    if (how === 'SIGTERM') front.child.kill('SIGTERM');
    else front.child.stdin.end();
    expect(await within('stop', front.exit, STOP_MS)).toEqual({ code: 0, signal: null });
    await until('no child is left', () => survivors(children).length === 0, STOP_MS);
    for (const frame of front.frames()) expect(JSON.parse(frame)).toHaveProperty('jsonrpc', '2.0');
  });
});

describe('relay.json', { timeout: TEST_MS }, () => {
  test('says where the relay is, in absolute URLs', async () => {
    const world = worldOfTest();
    const { info, pid } = await listen(world, {}, { transport: 'sse' });
    expect(info.pid).toBe(pid);
    expect(new URL(info.baseUrl).hostname).toBe('127.0.0.1');
    for (const endpoint of Object.values(info.endpoints)) {
      expect(new URL(String(endpoint)).origin).toBe(new URL(info.baseUrl).origin);
    }
    expect(Number(new URL(info.baseUrl).port)).toBeGreaterThan(0);
  });

  test('left by a relay that was killed is ignored', async () => {
    const world = worldOfTest();
    const first = await listen(world, {});
    process.kill(first.info.pid, 'SIGKILL');
    await first.exit;
    expect(readRelayJson(world.dataDir)?.pid).toBe(first.info.pid);
    const second = await listen(world, {});
    expect(second.info.instanceId).not.toBe(first.info.instanceId);
    expect(isAlive(second.info.pid)).toBe(true);
  });

  test('and the data folder are for the owner only', async () => {
    const world = worldOfTest();
    await listen(world, {});
    const shown = await runRelay(world, ['token', 'create', '--client', 'mode-check']);
    expect(shown.code).toBe(0);
    expect(openToOthers(world.dataDir)).toEqual([]);
  });
});
