import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { HTTP } from '../src-relay/control/contract.ts';
import { bridgeEntry, registerClient, startBridge } from './harness/bridge.ts';
import { controlClient } from './harness/control-client.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen, readRelayJson } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { openPage, pageHeaders } from './harness/page-session.ts';
import { rawHttp } from './harness/raw-http.ts';
import { runRelay } from './harness/relay.ts';
import { stringAt } from './harness/said-frames.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

/** A client that has a server of its own, whose tool no other server has. */
function putCursor(world: World): string {
  mkdirSync(world.path('home/.cursor'), { recursive: true });
  return world.write('home/.cursor/mcp.json', JSON.stringify({ mcpServers: { mine: fixture('token-emitter') } }));
}

const clients = (world: World, { configFile }: ListeningRelay, action: string, ...flags: string[]) => {
  const places = ['--home', world.path('home'), '--config-file', configFile];
  return runRelay(world, ['clients', action, '--client', 'cursor', ...places, ...flags]);
};

const instanceOf = (world: World): string | undefined => readRelayJson(world.dataDir)?.instanceId;

async function pageStatus(relay: ListeningRelay, headers: Record<string, string>): Promise<number> {
  const url = `${relay.info.baseUrl}${HTTP.control}/relay.status`;
  return (await rawHttp(url, { method: 'POST', headers, body: '{}' })).status;
}

describe('a relay that runs while clients are connected', { timeout: TEST_MS }, () => {
  test('takes up what moved behind it at once: bridges in a call loop and pages notice nothing', async () => {
    const world = worldOfTest();
    const before = JSON.stringify({ mcpServers: { mine: fixture('token-emitter') } });
    const cursor = putCursor(world);
    const relay = await listen(world, { echo: fixture('echo') });
    const page = pageHeaders(await openPage(world, relay));
    registerClient(world, 'other');
    const { client } = startBridge(world, bridgeEntry('other'));
    await client.greet({});
    await client.waitForTools('echo');
    const first = instanceOf(world);
    const stopping = new AbortController();
    const loop = (async () => {
      const odd: string[] = [];
      for (let n = 0; !stopping.signal.aborted; n += 1) {
        const frame = await client.request(`"${n}"`, 'tools/call', `{"name":"echo","arguments":{"n":${n}}}`);
        if (!(stringAt(frame, 'result', 'content', 0, 'text') ?? '').includes(`"n":${n}`)) odd.push(frame);
      }
      return odd;
    })();
    loop.catch(() => {});
    const connected = await clients(world, relay, 'connect', '--import');
    expect(connected.code, connected.stderr).toBe(0);
    expect(connected.stderr).toContain('has taken up its changed configuration');
    const tools = await until('moved server', async () => {
      const listed = await client.request(`"list ${Math.random()}"`, 'tools/list');
      return listed.includes('emit') ? listed : undefined;
    });
    expect(tools).toContain('"echo"');
    const gone = await clients(world, relay, 'disconnect');
    expect(gone.code, gone.stderr).toBe(0);
    expect(readFileSync(cursor, 'utf8')).toBe(before);
    expect(readFileSync(relay.configFile, 'utf8')).not.toContain('token-emitter');
    stopping.abort();
    expect(await loop).toEqual([]);
    expect(instanceOf(world)).not.toBe(first);
    expect(readRelayJson(world.dataDir)).toMatchObject({ pid: relay.info.pid, baseUrl: relay.info.baseUrl });
    expect(await pageStatus(relay, page)).toBe(200);
  });

  test('goes on as it was where its configuration cannot be read, and is told so', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });
    const client = await overHttp(world, relay);
    await client.waitForTools('echo');
    const good = readFileSync(relay.configFile, 'utf8');
    writeFileSync(relay.configFile, '{ "mcpServers": { "echo": { "command": 7 } } }');
    const control = controlClient(world, relay);
    const refused = await control.refused('relay.reload', {});
    expect(refused.code).toBe('failed');
    expect(refused.message).toContain('mcpServers.echo.command');
    expect((await client.call('echo', { x: 1 })).text).toContain('{"x":1}');
    expect(instanceOf(world)).toBe(relay.info.instanceId);
    // It reads well when it is asked for, and not when it is taken up.
    writeFileSync(relay.configFile, good);
    expect(await control.call('relay.reload', {})).toEqual({ instanceId: relay.info.instanceId });
    writeFileSync(relay.configFile, '{');
    await until('the relay to say so', () => relay.stderr().includes('the changed configuration is not taken up'));
    expect((await client.call('echo', { x: 2 })).text).toContain('{"x":2}');
    expect(instanceOf(world)).toBe(relay.info.instanceId);
  });

  test('is left alone where its own configuration does not change', async () => {
    const world = worldOfTest();
    putCursor(world);
    const relay = await listen(world, {});
    const connected = await clients(world, relay, 'connect');
    expect(connected.code, connected.stderr).toBe(0);
    expect(connected.stderr).not.toContain('taken up');
    expect(instanceOf(world)).toBe(relay.info.instanceId);
    expect(readFileSync(world.path('home/.cursor/mcp.json'), 'utf8')).toContain('mcp-security-relay');
  });

  test('is where an address in a file leads, else where it has been last', async () => {
    const world = worldOfTest();
    mkdirSync(world.path('home/.codex'), { recursive: true });
    const relay = await listen(world, {});
    const codex = (action: string) => clients(world, relay, action, '--client', 'codex');
    const connected = await codex('connect');
    expect(connected.code, connected.stderr).toBe(0);
    const entry = (): string => readFileSync(world.path('home/.codex/config.toml'), 'utf8');
    expect(entry()).toContain(`url = "${relay.info.endpoints.mcp}"`);
    relay.child.kill('SIGTERM');
    await relay.exit;
    writeFileSync(join(world.dataDir, 'port'), '8011\n');
    expect((await codex('repair')).code).toBe(0);
    expect(entry()).toContain('url = "http://127.0.0.1:8011/mcp"');
  });
});
