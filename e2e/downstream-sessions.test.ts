import { describe, expect, test } from 'vitest';

import { TEST_MS, until } from './harness/deadline.ts';
import { callTool, connectDownstream, type Downstream, textOf, TRAITS } from './harness/downstream.ts';
import { isAlive } from './harness/processes.ts';
import { fixture } from './harness/servers.ts';
import { suiteOverHttp } from './harness/suite-server.ts';
import { worldOfTest } from './harness/world.ts';

async function isolated(): Promise<Downstream> {
  const downstream = connectDownstream(worldOfTest(), fixture('echo'), { isolation: 'session' });
  await downstream.ready();
  return downstream;
}

async function pidOf({ server }: Downstream, owner?: string): Promise<number> {
  const own = owner === undefined ? server : server.forSession(owner, TRAITS);
  const text = textOf(await callTool(own, 'pid', {}, { owner: owner ?? 'nobody' }));
  return Number(/"text":"(\d+)"/u.exec(text)?.[1]);
}

describe('a server with a connection for each session', { timeout: TEST_MS }, () => {
  test('has a process for each, which stays with it', async () => {
    const downstream = await isolated();
    const pids = [await pidOf(downstream), await pidOf(downstream, 'a'), await pidOf(downstream, 'b')];
    expect(new Set(pids).size).toBe(3);
    expect([await pidOf(downstream, 'a'), await pidOf(downstream, 'b')]).toEqual(pids.slice(1));
    // Sessions list nothing: what they may call is what the shared connection has listed.
    expect(downstream.offers).toHaveLength(1);
  });

  test('ends it with the session, and with the server', async () => {
    const downstream = await isolated();
    const [a, b] = [await pidOf(downstream, 'a'), await pidOf(downstream, 'b')];
    const own = downstream.server.forSession('a', TRAITS);
    downstream.server.endSession('a');
    await until('the process has ended', () => !isAlive(a));
    await expect(callTool(own, 'pid')).rejects.toThrow(/it was stopped/u);
    expect(await pidOf(downstream, 'a')).not.toBe(a);
    await downstream.stop();
    expect(isAlive(b)).toBe(false);
    await expect(pidOf(downstream, 'b')).rejects.toThrow(/it was stopped/u);
  });

  test('brings it back when its process dies', async () => {
    const downstream = await isolated();
    const before = await pidOf(downstream, 'a');
    process.kill(before, 'SIGKILL');
    const after = await until('it is back', () => pidOf(downstream, 'a').catch(() => undefined));
    expect(after).not.toBe(before);
    expect(downstream.server.status).toBe('ready');
  });

  test('opens it only where there is something to keep apart', async () => {
    const world = worldOfTest();
    const shared = connectDownstream(world, fixture('echo'));
    expect(shared.server.forSession('a', TRAITS)).toBe(shared.server);
    const modern = connectDownstream(world, (await suiteOverHttp(world, 'modern')).entry, { isolation: 'session' });
    await modern.ready();
    expect(modern.server.forSession('a', TRAITS)).toBe(modern.server);
  });

  test('tells a server what that session’s client can do', async () => {
    const world = worldOfTest();
    const legacy = (await suiteOverHttp(world, 'legacy')).entry;
    const downstream = connectDownstream(world, legacy, { isolation: 'session' });
    await downstream.ready();
    const own = downstream.server.forSession('a', { ...TRAITS, capabilities: {} });
    const refused = textOf(await callTool(own, 'test_sampling', { prompt: 'x' }));
    expect(refused).toMatch(/sampling/iu);
    expect(downstream.log()).not.toContain('sampling/createMessage');
  });
});
