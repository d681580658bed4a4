import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { TOKEN_KINDS, buildToken } from './fixtures/tokens.ts';
import { ODD_NUMBERS, VENDOR_RESULT } from './fixtures/vendor-source.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { direct } from './harness/mcp-client.ts';
import { isAlive } from './harness/processes.ts';
import { rawDirect } from './harness/raw-stdio.ts';
import { run } from './harness/relay.ts';
import { startRemoteEcho } from './harness/remote-echo.ts';
import { type FixtureName, fixture, official } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

/** The fixtures themselves, without a relay: what the other specs rely on. */
describe('fixture servers spoken to directly', { timeout: TEST_MS }, () => {
  const tools: readonly (readonly [FixtureName, string])[] = [
    ['big-result', 'big'],
    ['crashing', 'crash'],
    ['echo', 'typed'],
    ['garbage', 'noise'],
    ['grandchild', 'grandchild_pid'],
    ['injection', 'page_blob'],
    ['many-tools', 'tool_070'],
    ['noisy-stderr', 'noisy'],
    ['poisoned', 'weather'],
    ['rug-pull', 'fact_of_the_day'],
    ['slow', 'wait'],
    ['token-emitter', 'emit'],
    ['twin', 'search'],
    ['vendor-fields', 'vendor_result'],
  ];
  test.each(tools)('%s lists %s', async (name, tool) => {
    const client = await direct(worldOfTest(), fixture(name));
    expect(await client.toolNames()).toContain(tool);
  });

  test('echo returns the source text of its params', async () => {
    const session = await rawDirect(worldOfTest(), fixture('echo'));
    const params = `{"name":"echo", "arguments":${ODD_NUMBERS},"x":1.0}`;
    const frame = await session.request('9007199254740993', 'tools/call', params);
    expect(JSON.parse(rawAt(frame, 'result', 'content', 0, 'text') ?? '')).toBe(params);
  });

  test('vendor-fields answers with its source text', async () => {
    const session = await rawDirect(worldOfTest(), fixture('vendor-fields'));
    const frame = await session.request('1.0', 'tools/call', '{"name":"vendor_result"}');
    expect(rawAt(frame, 'result')).toBe(VENDOR_RESULT);
  });

  test.each(TOKEN_KINDS)('%s is built alike in both processes', async (kind) => {
    const client = await direct(worldOfTest(), fixture('token-emitter'));
    const { text } = await client.call('emit', { kind, seeds: [3] });
    expect(text).toBe(`before ${buildToken(kind, 3)} after`);
    expect(buildToken(kind, 4)).not.toBe(buildToken(kind, 3));
  });

  test('garbage answers in the midst of rubbish', async () => {
    const client = await direct(worldOfTest(), fixture('garbage'));
    expect((await client.call('noise')).text).toBe('valid after all');
  });

  test('rug-pull announces its change after the first list', async () => {
    const client = await direct(worldOfTest(), fixture('rug-pull'));
    expect(JSON.stringify(await client.sdk.listTools())).not.toContain('IMPORTANT');
    await until('list_changed', () => client.listChanges() > 0);
    expect(JSON.stringify(await client.sdk.listTools())).toContain('IMPORTANT');
  });

  test('crashing dies in its call', async () => {
    const client = await direct(worldOfTest(), fixture('crashing'));
    await expect(client.call('crash')).rejects.toThrow('Connection closed');
  });

  test('grandchild outlives SIGTERM', async () => {
    const client = await direct(worldOfTest(), fixture('grandchild'));
    const pid = Number((await client.call('grandchild_pid')).text);
    process.kill(pid, 'SIGTERM');
    await client.sdk.close();
    expect(isAlive(pid)).toBe(true);
  });

  test('big-result is as long as asked', async () => {
    const client = await direct(worldOfTest(), fixture('big-result'));
    expect((await client.call('big', { bytes: 100_001 })).text).toHaveLength(100_001);
  });

  test('hanging answers initialize only when its gate stands open', async () => {
    const world = worldOfTest();
    let open = false;
    const connected = direct(world, fixture('hanging', world.path('gate'))).then((client) => {
      expect(open).toBe(true);
      return client;
    });
    await direct(world, fixture('echo'));
    open = true;
    world.write('gate', '');
    expect((await (await connected).call('late_tool')).text).toBe('here at last');
  });

  test('slow tells its progress and hears a cancellation', async () => {
    const client = await direct(worldOfTest(), fixture('slow'));
    const cancel = new AbortController();
    const call = client.sdk.callTool({ name: 'wait', arguments: { ms: 60_000, steps: 600 } }, undefined, {
      signal: cancel.signal,
      onprogress: () => cancel.abort(),
    });
    await expect(call).rejects.toThrow();
    await until('the server has heard', async () => (await client.call('cancellations')).text === '1');
  });

  test.each([
    ['/mcp', 'streamable'],
    ['/mcp-stream', 'streamable'],
    ['/sse', 'sse'],
  ] as const)('remote-echo answers on %s', async (path, kind) => {
    const world = worldOfTest();
    const url = new URL(`${await startRemoteEcho(world)}${path}`);
    const sdk = new Client({ name: 'e2e', version: '1.0.0' });
    world.onEnd(() => sdk.close());
    await sdk.connect(kind === 'sse' ? new SSEClientTransport(url) : new StreamableHTTPClientTransport(url));
    const result = await sdk.callTool({ name: 'headers', arguments: {} });
    expect(JSON.stringify(result.content)).toContain(url.host);
  });

  test('exits-at-start says why', async () => {
    const world = worldOfTest();
    const { command, args } = fixture('exits-at-start');
    const ended = run(world, [command ?? '', ...(args ?? [])]);
    expect(await ended.exit).toEqual({ code: 3, signal: null });
    expect(ended.stderr()).toContain('licence');
  });

  test.each(['everything', 'filesystem', 'memory'] as const)('server-%s starts from node_modules', async (name) => {
    const world = worldOfTest();
    const client = await direct(world, official(name, ...(name === 'filesystem' ? [world.folder] : [])));
    expect((await client.toolNames()).length).toBeGreaterThan(3);
  });
});
