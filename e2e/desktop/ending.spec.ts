import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../harness/deadline.ts';
import { descendants, isAlive, survivors } from '../harness/processes.ts';
import { fixture } from '../harness/servers.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { expect, test } from '../ui/harness/desktop-fixtures.ts';
import { clickTray } from '../ui/harness/tray.ts';

const SERVERS = { echo: fixture('echo'), family: fixture('grandchild'), hanging: fixture('hanging') };
/** How long an end may take, in milliseconds. */
const LONGEST_MS = 6000;

for (const way of ['the tray', 'SIGTERM', 'SIGINT'] as const) {
  test(`${way} ends the app within six seconds, with every process of every server`, async ({ world, startApp }) => {
    const host = await startApp(SERVERS);
    const client = await overHttp(world, host);
    await client.waitForTools('echo', 'grandchild_pid');
    const { pid } = host.info;
    const all = descendants(pid);
    expect(all.length).toBeGreaterThan(4);
    const began = Date.now();
    if (way === 'the tray') await clickTray(host.app, 'quit').catch(() => {});
    else process.kill(pid, way);
    await until('the end', () => !isAlive(pid));
    expect(Date.now() - began).toBeLessThan(LONGEST_MS);
    await until('the end of all processes', () => survivors(all).length === 0);
    for (const name of ['relay.json', 'control.token']) expect(existsSync(join(world.dataDir, name)), name).toBe(false);
  });
}

test('kill -9 of the app leaves no process of a server, and the next start works', async ({ world, startApp }) => {
  const host = await startApp(SERVERS);
  const client = await overHttp(world, host);
  await client.waitForTools('echo', 'grandchild_pid');
  const { pid } = host.info;
  const all = descendants(pid);
  process.kill(pid, 'SIGKILL');
  await until('the end of all processes', () => survivors(all).length === 0);
  const again = await startApp(SERVERS);
  expect(again.info.instanceId).not.toBe(host.info.instanceId);
});
