import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { TEST_MS, until, within } from './harness/deadline.ts';
import { openToOthers } from './harness/file-modes.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { descendants, isAlive, survivors } from './harness/processes.ts';
import { rawRelay, waitForRawTools } from './harness/raw-stdio.ts';
import { writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const LEDGER = z.looseObject({
  instanceId: z.string(),
  relay: z.looseObject({ pid: z.number() }),
  children: z.array(z.looseObject({ pid: z.number(), ticks: z.string() })),
});
type Ledger = z.infer<typeof LEDGER>;

function ledgers(world: World): readonly Ledger[] {
  const folder = world.path('data', 'children');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => LEDGER.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** The process that watches over a relay's children. */
function watchdogOf(relay: ListeningRelay): number | undefined {
  return descendants(relay.pid).find(({ pid }) =>
    readFileSync(`/proc/${pid}/environ`, 'latin1').includes('MARK=MCP_RELAY_CHILD_OF'),
  )?.pid;
}

/** Ends a relay and what watches over it at the same moment, as a person does who ends all that looks like it. */
async function killWithWatchdog(relay: ListeningRelay): Promise<void> {
  const watchdog = watchdogOf(relay);
  if (watchdog === undefined) throw new Error('nothing watches over the relay');
  process.kill(watchdog, 'SIGKILL');
  process.kill(relay.pid, 'SIGKILL');
  await relay.exit;
}

/** A killed relay of which a stubborn process is left, as a process group of its own. */
async function orphaned(world: World): Promise<{ orphan: ReturnType<typeof descendants>; killed: ListeningRelay }> {
  const killed = await listen(world, { family: fixture('grandchild', '--detached') });
  const client = await overHttp(world, killed);
  await client.waitForTools('grandchild_pid');
  const pid = Number((await client.call('grandchild_pid')).text);
  const orphan = descendants(killed.pid).filter((one) => one.pid === pid);
  expect(orphan).toHaveLength(1);
  await killWithWatchdog(killed);
  return { orphan, killed };
}

describe('what a relay left behind that was killed with its watchdog', { timeout: TEST_MS }, () => {
  test('is gone after the next start in the same data folder', async () => {
    const world = worldOfTest();
    const { orphan, killed } = await orphaned(world);
    expect(survivors(orphan)).toHaveLength(1);
    expect(ledgers(world)).toMatchObject([{ instanceId: killed.info.instanceId }]);
    const next = await listen(world, {});
    await until('the orphan is gone', () => survivors(orphan).length === 0);
    await until('the ledger of the killed relay is gone', () => ledgers(world).length === 0);
    expect(next.stderr()).toMatch(/ended (?:a process|\d processes) that a killed relay had left behind/u);
  });

  test('is gone before a server starts that may need what it holds', async () => {
    const world = worldOfTest();
    const { orphan } = await orphaned(world);
    const client = await overHttp(world, await listen(world, { echo: fixture('echo') }));
    await client.waitForTools('echo');
    expect(survivors(orphan)).toEqual([]);
  });

  test('stays where another data folder is started', async () => {
    const { orphan } = await orphaned(worldOfTest());
    const other = worldOfTest();
    const client = await overHttp(other, await listen(other, { echo: fixture('echo') }));
    await client.waitForTools('echo');
    expect(survivors(orphan)).toHaveLength(1);
  });
});

test('a watchdog that somebody ended is back, and ends what a killed relay leaves', { timeout: TEST_MS }, async () => {
  const world = worldOfTest();
  const relay = await listen(world, { family: fixture('grandchild', '--detached') });
  const client = await overHttp(world, relay);
  await client.waitForTools('grandchild_pid');
  const first = watchdogOf(relay) ?? -1;
  const servers = descendants(relay.pid).filter(({ pid }) => pid !== first);
  process.kill(first, 'SIGKILL');
  await until('another watchdog', () => ![undefined, first].includes(watchdogOf(relay)));
  process.kill(relay.pid, 'SIGKILL');
  await until('the end of all that it had started', () => survivors(servers).length === 0);
});

describe('a start ends nothing else:', { timeout: TEST_MS }, () => {
  test('a process that has got the pid of a noted child', async () => {
    const world = worldOfTest();
    const { killed } = await orphaned(world);
    const foreign = spawn('/bin/sleep', ['600'], { cwd: world.folder, detached: true, stdio: 'ignore' });
    const [ledger] = ledgers(world);
    const children = ledger?.children.map((child) => ({ ...child, pid: foreign.pid }));
    expect(children).toHaveLength(1);
    writeFileSync(
      world.path('data', 'children', `${killed.info.instanceId}.json`),
      JSON.stringify({ ...ledger, children }),
    );
    await listen(world, {});
    await until('the ledger is gone', () => ledgers(world).length === 0);
    expect(isAlive(foreign.pid ?? -1)).toBe(true);
  });

  test('the children of another relay that runs in the same folder', async () => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: { family: fixture('grandchild', '--detached') } }, 'own.json');
    const alone = await rawRelay(world, ['--standalone', '--config-file', config]);
    await waitForRawTools(alone.request, 'grandchild_pid');
    const children = descendants(alone.pid);
    const client = await overHttp(world, await listen(world, { echo: fixture('echo') }));
    await client.waitForTools('echo');
    expect(ledgers(world)).toHaveLength(2);
    expect(survivors(children)).toHaveLength(children.length);
  });
});

test(
  'what runs is written down for the owner alone, and no longer after a clean stop',
  { timeout: TEST_MS },
  async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });
    const [server] = await until('the server is noted', () => {
      const [ledger] = ledgers(world);
      return ledger?.children.length === 1 ? ledger.children : undefined;
    });
    expect(isAlive(server?.pid ?? -1)).toBe(true);
    expect(ledgers(world)[0]?.instanceId).toBe(relay.info.instanceId);
    expect(openToOthers(world.path('data', 'children'))).toEqual([]);
    relay.child.kill('SIGTERM');
    expect(await within('stop', relay.exit)).toEqual({ code: 0, signal: null });
    expect(readdirSync(world.path('data', 'children'))).toEqual([]);
  },
);
