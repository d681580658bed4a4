import { chmodSync, mkdirSync, readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { z } from 'zod';

import { type ControlClient, controlClient } from './harness/control-client.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { descendants, survivors } from './harness/processes.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const VARIABLES = z.record(z.string(), z.string());

async function serverOf(control: ControlClient, name: string) {
  return (await control.call('servers.list', {})).servers.find((one) => one.name === name);
}

describe('a server that cannot be started', { timeout: TEST_MS }, () => {
  test('says what is wrong and what to do', async () => {
    const world = worldOfTest();
    world.write('plain', '#!/bin/sh\n');
    chmodSync(world.path('plain'), 0o644);
    const echo = fixture('echo');
    const relay = await listen(world, {
      missing: { command: 'no-such-program' },
      plain: { command: './plain' },
      nowhere: { ...echo, cwd: world.path('gone') },
    });
    const control = controlClient(world, relay);
    const reasonOf = (name: string) =>
      until(`the reason of ${name}`, async () => {
        const server = await serverOf(control, name);
        return server?.status === 'waiting' ? (server.reason ?? undefined) : undefined;
      });
    expect(await reasonOf('missing')).toMatch(
      /not found on the PATH \(searched \/.*\)\. Install it, or give its whole/u,
    );
    expect(await reasonOf('plain')).toMatch(/plain is not executable; allow it with chmod \+x/u);
    expect(await reasonOf('nowhere')).toMatch(/gone does not exist; create it, or correct "cwd"/u);
    // What was missing is taken up by itself.
    mkdirSync(world.path('gone'));
    await until('the start', async () => (await serverOf(control, 'nowhere'))?.status === 'ready');
  });
});

describe('a server that runs', { timeout: TEST_MS }, () => {
  test('is shown with the program that was found for its command', async () => {
    const world = worldOfTest();
    const { args = [] } = fixture('echo');
    const control = controlClient(world, await listen(world, { echo: { command: 'node', args } }));
    const server = await until('the start', async () => {
      const found = await serverOf(control, 'echo');
      return found?.status === 'ready' ? found : undefined;
    });
    expect(server.startedAs).toMatch(/^node /u);
    expect(server.runs).toMatch(/^\/.*\/node$/u);
  });

  test("gets none of the relay's secrets, nor anything else that it was not given", async () => {
    const world = worldOfTest();
    world.write('.env', 'FROM_DOT_ENV=secret\nGIVEN=given\n');
    const env = {
      PANW_AI_SEC_API_KEY: 'secret',
      PRISMA_AIRS_API_KEY: 'secret',
      MCP_RELAY_PORT: '0',
      GITHUB_TOKEN: 'secret',
      NODE_OPTIONS: '--no-warnings',
    };
    const servers = { environment: { ...fixture('environment'), env: { MINE: '$GIVEN' } } };
    const client = await overHttp(world, await listen(world, servers, { env }));
    await client.waitForTools('environment');
    const { text } = await client.call('environment');
    expect(text).not.toContain('secret');
    const names = Object.keys(VARIABLES.parse(JSON.parse(text)));
    const allowed = new Set(['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER', 'MINE', 'MCP_RELAY_CHILD_OF']);
    expect(names.filter((name) => !allowed.has(name))).toEqual([]);
    expect(text).toContain('"MINE":"given"');
  });

  test('is ended with all that has left its process group when it is switched off', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { family: fixture('grandchild', '--detached'), echo: fixture('echo') });
    const control = controlClient(world, relay);
    const client = await overHttp(world, relay);
    await client.waitForTools('grandchild_pid', 'echo');
    const grandchild = Number((await client.call('grandchild_pid')).text);
    const family = descendants(relay.pid).filter(({ pid }) => pid === grandchild);
    expect(survivors(family)).toEqual([grandchild]);
    await control.call('servers.setEnabled', { server: 'family', enabled: false });
    expect(survivors(family)).toEqual([]);
    expect((await client.call('echo')).isError).toBe(false);
  });
});

test('200 restarts of a server that crashes leave no process and no open file', { timeout: TEST_MS }, async () => {
  const world = worldOfTest();
  const crash = { command: '/bin/sh', args: ['-c', 'echo no licence >&2; exit 3'] };
  const relay = await listen(world, { crash, echo: fixture('echo') });
  const control = controlClient(world, relay);
  await until('the other server', async () => (await serverOf(control, 'echo'))?.status === 'ready');
  const restart = () => control.call('servers.restart', { server: 'crash' });
  const state = () => ({
    files: readdirSync(`/proc/${relay.pid}/fd`).length,
    processes: descendants(relay.pid).length,
  });
  const settled = () =>
    until('the crash', async () => (await serverOf(control, 'crash'))?.status === 'waiting' && state());
  for (let count = 0; count < 20; count += 1) await restart();
  const before = await settled();
  for (let count = 0; count < 180; count += 1) await restart();
  const after = await settled();
  expect(after.processes).toBe(before.processes);
  expect(after.files).toBeLessThanOrEqual(before.files + 2);
  expect((await serverOf(control, 'crash'))?.reason).toMatch(/exit code 3/u);
});
