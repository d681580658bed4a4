import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernStdio } from '@modelcontextprotocol/client/stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { bridgeEntry, desktopEnv, registerClient, startBridge } from './harness/bridge.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listen, readRelayJson } from './harness/listening-relay.ts';
import { modernFrame } from './harness/modern-http.ts';
import { descendants, isAlive } from './harness/processes.ts';
import { rawHttp } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { relayCommand, runRelay } from './harness/relay.ts';
import { stringAt } from './harness/said-frames.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const servers = { echo: fixture('echo') };

const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;

async function stage(): Promise<{ world: World; relay: ListeningRelay }> {
  const world = worldOfTest();
  const relay = await listen(world, servers);
  registerClient(world, 'cursor');
  return { world, relay };
}

describe('the bridge, started as a desktop app starts it', { timeout: TEST_MS }, () => {
  test.each([
    ['SIGTERM', bridgeEntry('cursor')],
    ['end of input', bridgeEntry('cursor')],
    ['end of input of the whole command line', relayCommand(['connect', '--client', 'cursor'])],
  ] as const)('serves its client, and ends with it at %s', async (how, command) => {
    const { world } = await stage();
    const { client, pid, lines, exit, kill, stderr } = startBridge(world, command);
    await client.greet({ name: 'Cursor' });
    await client.waitForTools('echo');
    const call = await client.request('1', 'tools/call', '{"name":"echo","arguments":{"number":1.0}}');
    expect(textOf(call)).toContain('"number":1.0');
    for (const line of lines) expect(rawAt(line, 'jsonrpc')).toBe('"2.0"');
    expect(stderr()).toBe('');
    if (how === 'SIGTERM') kill('SIGTERM');
    else await client.leave();
    expect(await within('end', exit)).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  test('ends when the process that has started it is gone, though its input is still open', async () => {
    const { world } = await stage();
    const script = "require('child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: 'inherit' });";
    const parent = startBridge(world, [process.execPath, '-e', script, ...bridgeEntry('cursor')]);
    await parent.client.greet({});
    const [bridge] = descendants(parent.pid);
    expect(bridge).toBeDefined();
    parent.kill('SIGKILL');
    await until('end of the bridge', () => bridge !== undefined && !isAlive(bridge.pid));
  });

  test('is known by its client’s name, and by a token that stands in no argument and in no variable', async () => {
    const { world } = await stage();
    const file = join(world.dataDir, 'clients', 'cursor.token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(world.dataDir, 'clients')).mode & 0o777).toBe(0o700);
    const listed = await runRelay(world, ['token', 'list', '--json']);
    expect(listed.stdout).toContain('"client": "cursor"');
    registerClient(world, 'cursor');
    expect((await runRelay(world, ['token', 'list', '--json'])).stdout).toBe(listed.stdout);
  });

  test.each([
    ['was never connected', async (world: World) => rm(join(world.dataDir, 'clients', 'cursor.token'))],
    ['is connected no longer', async (world: World) => void (await runRelay(world, ['token', 'revoke', 'cursor']))],
  ])('says at once what to do where the client %s', async (_, spoil) => {
    const { world } = await stage();
    await spoil(world);
    const { client } = startBridge(world, bridgeEntry('cursor'));
    const frame = await client.request('1', 'initialize', INITIALIZE_PARAMS);
    expect(rawAt(frame, 'error', 'message')).toMatch(/mcp-relay clients connect/);
  });

  test('keeps clients of the same name and token apart', async () => {
    const world = worldOfTest();
    await listen(world, { echo: { ...fixture('echo'), isolation: 'session' } });
    registerClient(world, 'cursor');
    const pids = await Promise.all(
      ['one', 'two'].map(async () => {
        const { client } = startBridge(world, bridgeEntry('cursor'));
        let asked = 0;
        const ask = (method: string, params: string): Promise<string> => {
          asked += 1;
          client.send(modernFrame(String(asked), method, params));
          return client.received.answer(String(asked));
        };
        await until('tools', async () => (await ask('tools/list', '{}')).includes('"pid"'));
        return textOf(await ask('tools/call', '{"name":"pid","arguments":{}}'));
      }),
    );
    expect(Number(pids[0])).toBeGreaterThan(0);
    expect(Number(pids[1])).toBeGreaterThan(0);
    expect(pids[0]).not.toBe(pids[1]);
  });
});

describe('where no relay runs', { timeout: TEST_MS }, () => {
  test('it is started as it was last, and ends when nobody uses it any longer', async () => {
    const { world, relay } = await stage();
    relay.child.kill('SIGTERM');
    await relay.exit;
    expect(readRelayJson(world.dataDir)).toBeUndefined();
    const [program, ...args] = relayCommand(['--config-file', relay.configFile, '--transport', 'http', '--port', '0']);
    const start = { program, args: [...args, '--until-idle', '1'], cwd: world.folder, env: {} };
    writeFileSync(join(world.dataDir, 'start.json'), JSON.stringify(start));
    const { client } = startBridge(world, bridgeEntry('cursor'));
    await client.greet({});
    await client.waitForTools('echo');
    const pid = readRelayJson(world.dataDir)?.pid ?? -1;
    expect(isAlive(pid)).toBe(true);
    await client.leave();
    await until('end of the relay', () => !isAlive(pid));
  });

  test('it outlives a client that ends all that descends from its bridge', async () => {
    const { world, relay } = await stage();
    relay.child.kill('SIGTERM');
    await relay.exit;
    const [program, ...args] = relayCommand(['--config-file', relay.configFile, '--transport', 'http', '--port', '0']);
    // Words that a shell would take for its own come through as they are.
    const env = { NAME: '$(kill 0) "; exit' };
    const start = { program, args: [...args, '--until-idle', '1'], cwd: world.folder, env };
    writeFileSync(join(world.dataDir, 'start.json'), JSON.stringify(start));
    const bridge = startBridge(world, bridgeEntry('cursor'));
    await bridge.client.greet({});
    await bridge.client.waitForTools('echo');
    const { pid, endpoints } = readRelayJson(world.dataDir) ?? { pid: -1, endpoints: { health: '' } };
    for (const one of descendants(bridge.pid)) process.kill(one.pid, 'SIGKILL');
    bridge.kill('SIGKILL');
    await bridge.exit;
    expect((await rawHttp(endpoints.health)).status).toBe(200);
    process.kill(pid, 'SIGTERM');
    await until('end of the relay', () => !isAlive(pid));
  });

  test('what it was started with last is remembered, the configuration included', async () => {
    const { world, relay } = await stage();
    await until('start.json', () => existsSync(join(world.dataDir, 'start.json')));
    relay.child.kill('SIGKILL');
    await relay.exit;
    const { client } = startBridge(world, bridgeEntry('cursor'));
    await client.greet({});
    await client.waitForTools('echo');
    const { pid } = readRelayJson(world.dataDir) ?? { pid: -1 };
    world.onEnd(() => void process.kill(pid, 'SIGTERM'));
    expect(pid).not.toBe(relay.info.pid);
  });
});

describe.each(['legacy', 'modern'] as const)('the official client of the %s era', { timeout: TEST_MS }, (era) => {
  test('goes on over a relay that was killed', async () => {
    const { world, relay } = await stage();
    const [command, ...args] = bridgeEntry('cursor');
    const options = { command, args, env: desktopEnv(world), cwd: '/', stderr: 'ignore' } as const;
    let closed = 0;
    const client =
      era === 'legacy'
        ? new Client({ name: 'sdk', version: '1.0.0' })
        : new ModernClient({ name: 'sdk', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK has no other way
    client.onclose = () => (closed += 1);
    world.onEnd(() => client.close());
    if (client instanceof Client) await client.connect(new StdioClientTransport(options));
    else await client.connect(new ModernStdio(options));
    const call = async (): Promise<string> => JSON.stringify(await client.callTool({ name: 'pid', arguments: {} }));
    await until('tools', async () => (await client.listTools()).tools.some(({ name }) => name === 'pid'));
    const before = await call();
    relay.child.kill('SIGKILL');
    await relay.exit;
    // Nobody starts it but the bridge, which knows how it was started.
    expect(await call()).not.toBe(before);
    expect(closed).toBe(0);
  });
});
