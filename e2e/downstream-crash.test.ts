import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { auditRow } from './harness/audit-db.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { isAlive } from './harness/processes.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const FAILED = /^AISEC_TOOL_EXECUTION_ERROR:\s*\S/;

async function relayed(world: World, servers: Parameters<typeof listen>[1], ...tools: string[]): Promise<McpClient> {
  const client = await overHttp(world, await listen(world, servers));
  await client.waitForTools(...tools);
  return client;
}

/** Calls until the server is back; while it is away calls may fail, but only in the documented way. */
async function callUntilBack(client: McpClient, tool: string): Promise<string> {
  return until(`${tool} works again`, async () => {
    const result = await client.call(tool);
    if (!result.isError) return result.text;
    expect(result.text).toMatch(/^AISEC_(TOOL_EXECUTION_ERROR|SERVER_NOT_FOUND):/);
    return undefined;
  });
}

describe('a downstream server that dies', { timeout: TEST_MS }, () => {
  test('in a call fails that call, comes back, and later calls work', async () => {
    const world = worldOfTest();
    const client = await relayed(world, { slow: fixture('slow'), echo: fixture('echo') }, 'wait', 'echo');
    const slowPid = Number((await client.call('slow_pid')).text);

    let started = false;
    const call = client.sdk.callTool({ name: 'wait', arguments: { ms: 60_000, steps: 600 } }, undefined, {
      onprogress: () => {
        started = true;
      },
    });
    await until('the call is under way', () => started);
    process.kill(slowPid, 'SIGKILL');
    const result = await call;
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain('AISEC_TOOL_EXECUTION_ERROR:');
    expect(JSON.stringify(result._meta)).toContain('AISEC_TOOL_EXECUTION_ERROR');
    const row = await auditRow(world.dataDir, 'the failed call', ({ tool }) => tool === 'wait');
    expect(row.status).toBe('error');

    const later = Number(await callUntilBack(client, 'slow_pid'));
    expect(later).not.toBe(slowPid);
    expect(isAlive(later)).toBe(true);
    expect((await client.call('wait', { ms: 1 })).text).toContain('waited 1 ms');
    expect((await client.call('echo')).isError).toBe(false);
  });

  test.each(['crash', 'crash_in_answer'])('by itself in %s comes back too, and keeps its tool names', async (tool) => {
    const client = await relayed(worldOfTest(), { crashing: fixture('crashing') }, 'alive');
    const before = await client.toolNames();
    const pid = (await client.call('alive')).text;
    expect((await client.call(tool)).text).toMatch(FAILED);
    expect(await callUntilBack(client, 'alive')).not.toBe(pid);
    expect(await client.toolNames()).toEqual(before);
  });
});

describe('a call that was cut off', { timeout: TEST_MS }, () => {
  test('is never repeated by the relay', async () => {
    const world = worldOfTest();
    const client = await relayed(world, { crashing: fixture('crashing', world.path('journal')) }, 'alive');
    await client.call('crash');
    await callUntilBack(client, 'alive');
    const calls = readFileSync(world.path('journal'), 'utf8').split('\n');
    expect(calls.filter((tool) => tool === 'crash')).toHaveLength(1);
  });
});

describe('a downstream server that writes rubbish', { timeout: TEST_MS }, () => {
  test('on stdout is heard all the same', async () => {
    const client = await relayed(worldOfTest(), { garbage: fixture('garbage') }, 'noise');
    expect((await client.call('noise')).text).toBe('valid after all');
    expect((await client.call('plain')).text).toBe('plain');
  });

  test('in place of an answer fails that call at once, and no other', async () => {
    const client = await relayed(worldOfTest(), { garbage: fixture('garbage') }, 'half_answer');
    expect((await client.call('half_answer')).text).toMatch(FAILED);
    expect((await client.call('plain')).text).toBe('plain');
  });

  test('by the megabyte on stderr never blocks', async () => {
    const client = await relayed(worldOfTest(), { noisy: fixture('noisy-stderr') }, 'noisy');
    expect((await client.call('noisy')).text).toBe('heard through the noise');
  });
});
