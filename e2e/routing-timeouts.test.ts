import { beforeEach, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type Puppet, type PuppetCall, type PuppetConnection, puppet } from './harness/puppet.ts';
import { type RawClient, openClient } from './harness/raw-client.ts';
import { resultFrame, stringAt } from './harness/said-frames.ts';
import { worldOfTest } from './harness/world.ts';

const TIMEOUT_S = 2.5;
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;
const labelOf = ({ rawParams }: Pick<PuppetCall, 'rawParams'>): string =>
  stringAt(rawParams, 'arguments', 'label') ?? '';
const LATE = /^AISEC_TOOL_EXECUTION_ERROR:/u;

describe('the time that a call may take', { timeout: TEST_MS }, () => {
  let relay: ListeningRelay;
  let server: Puppet;
  let connection: PuppetConnection;
  let client: RawClient;

  beforeEach(async () => {
    const world = worldOfTest();
    server = await puppet(world, 'slow');
    relay = await listen(world, { slow: { ...server.entry, timeout: TIMEOUT_S } });
    connection = await server.connected();
    client = await openClient('http', world, relay);
    await client.waitForTools('work');
  }, TEST_MS);

  const work = (label: string, withProgress = true): Promise<string> => {
    const meta = withProgress ? `,"_meta":{"progressToken":"${label}"}` : '';
    return client.request(`"${label}"`, 'tools/call', `{"name":"work","arguments":{"label":"${label}"}${meta}}`);
  };
  const idOf = async (label: string): Promise<string> => {
    const found = await until(`call ${label}`, () =>
      connection.received.of('tools/call').find((frame) => labelOf(frame) === label),
    );
    return found.rawId ?? '';
  };

  test('a call that shows no sign of life is given up, the server is told, a late answer goes nowhere', async () => {
    server.on('tools/call', () => undefined);
    const begin = performance.now();
    const given = textOf(await work('dead'));
    const took = (performance.now() - begin) / 1000;
    expect(given).toMatch(LATE);
    expect(given).toContain('slow');
    expect(took).toBeGreaterThan(TIMEOUT_S - 0.1);
    expect(took).toBeLessThan(TIMEOUT_S + 10);
    const { rawParams } = await connection.received.next('notifications/cancelled');
    const own = await idOf('dead');
    expect(rawAt(rawParams, 'requestId')).toBe(own);
    connection.send(resultFrame(own, textResult('late')));
    server.on('tools/call', textResult('next'));
    expect(textOf(await work('after'))).toBe('next');
    expect(client.received.all.some(({ source }) => source.includes('"late"'))).toBe(false);
  });

  test('progress starts the time anew, for as long as it comes; what nobody asked for does not', async () => {
    const stop = new AbortController();
    server.on('tools/call', (call) => {
      const token = rawAt(call.rawParams, '_meta', 'progressToken') ?? '"none"';
      let step = 0;
      const timer = setInterval(() => {
        connection.tell('notifications/progress', `{"progressToken":${token},"progress":${(step += 1)}}`);
        if (labelOf(call) === 'alive' && step === 12) {
          clearInterval(timer);
          connection.send(resultFrame(call.rawId, textResult('done')));
        }
      }, 300);
      stop.signal.addEventListener('abort', () => clearInterval(timer));
      return undefined;
    });
    const [alive, unasked] = [work('alive'), work('unasked', false)];
    expect(textOf(await unasked)).toMatch(LATE);
    expect(textOf(await alive)).toBe('done');
    stop.abort();
  });
});

describe('servers that are slow', { timeout: TEST_MS }, () => {
  test('at one call are not slow at others, of the same or another session', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'slow');
    const relay = await listen(world, { slow: server.entry });
    const [client, other] = [await openClient('http', world, relay), await openClient('sse', world, relay)];
    await client.waitForTools('work');
    server.on('tools/call', (call) => (labelOf(call) === 'stuck' ? undefined : textResult('done')));
    client.send(
      '{"jsonrpc":"2.0","id":"stuck","method":"tools/call","params":{"name":"work","arguments":{"label":"stuck"}}}',
    );
    await (await server.connected()).received.next('tools/call');
    for (const one of [client, other]) {
      const frame = await one.request('"quick"', 'tools/call', '{"name":"work","arguments":{"label":"quick"}}');
      expect(textOf(frame)).toBe('done');
    }
    expect(client.received.answers('"stuck"')).toEqual([]);
  });

  test('delay no other server, whatever of them hangs', async () => {
    const world = worldOfTest();
    const [good, mute, sleepy] = [
      await puppet(world, 'good'),
      await puppet(world, 'mute'),
      await puppet(world, 'sleepy'),
    ];
    mute.on('initialize', () => undefined);
    for (const method of ['tools/list', 'prompts/list', 'resources/list']) sleepy.on(method, () => undefined);
    good.on('tools/call', textResult('done'));
    const begin = performance.now();
    const relay = await listen(world, { mute: mute.entry, sleepy: sleepy.entry, good: good.entry });
    const client = await openClient('http', world, relay);
    await client.waitForTools('work');
    const frame = await client.request('1', 'tools/call', '{"name":"work"}');
    expect(textOf(frame)).toBe('done');
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  test('one that does not read what it is sent delays nobody else', async () => {
    const world = worldOfTest();
    const good = await puppet(world, 'good');
    good.on('tools/call', textResult('done'));
    const deaf = { command: process.execPath, args: ['-e', DEAF] };
    const relay = await listen(world, { deaf, good: good.entry });
    const client = await openClient('http', world, relay);
    await client.waitForTools('deaf_tool', 'work');
    const big = 'x'.repeat(4 * 1024 * 1024);
    for (let index = 0; index < 3; index += 1) {
      client.send(
        `{"jsonrpc":"2.0","id":"deaf ${index}","method":"tools/call","params":{"name":"deaf_tool","arguments":{"big":"${big}"}}}`,
      );
    }
    for (let index = 0; index < 5; index += 1) {
      expect(textOf(await client.request(`"good ${index}"`, 'tools/call', '{"name":"work"}'))).toBe('done');
    }
    expect(client.received.all.some(({ rawId }) => rawId?.startsWith('"deaf') === true)).toBe(false);
  });
});

/** A server that reads nothing after its handshake. */
const DEAF = `
let text = '';
process.stdin.on('data', (chunk) => {
  text += chunk;
  const lines = text.split('\\n');
  text = lines.pop();
  for (const line of lines) {
    const { id, method, params } = JSON.parse(line);
    const answer = (result) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result }) + '\\n');
    if (method === 'initialize') {
      answer({ protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'deaf', version: '1' } });
    } else if (method === 'tools/list') {
      answer({ tools: [{ name: 'deaf_tool', inputSchema: { type: 'object' } }] });
      process.stdin.pause();
    } else if (id !== undefined) {
      process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32601, message: 'unknown' } }) + '\\n');
    }
  }
});
setInterval(() => {}, 1000);
`;
