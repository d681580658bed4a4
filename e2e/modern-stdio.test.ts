import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { onLines } from './harness/lines.ts';
import { listen } from './harness/listening-relay.ts';
import { modernFrame } from './harness/modern-http.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { relayCommand, run } from './harness/relay.ts';
import { SaidFrames, notificationFrame } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const CALL = '{"name":"work","arguments":{}}';

interface Pipe {
  readonly received: SaidFrames;
  readonly send: (frame: string) => void;
}

/** A relay of one's own, or the bridge to one that runs, and the server behind it. */
async function open(world: World, way: 'own' | 'bridge'): Promise<{ pipe: Pipe; server: Puppet }> {
  const server = await puppet(world, 'server');
  const relay = await listen(world, { server: server.entry });
  const own = way === 'own' ? ['--standalone'] : [];
  const { child } = run(world, relayCommand(['--config-file', relay.configFile, ...own]));
  const received = new SaidFrames();
  onLines(child.stdout, (line) => received.add(line));
  const pipe: Pipe = { received, send: (frame) => void child.stdin.write(`${frame}\n`) };
  let asked = 0;
  await until('tools', async () => {
    asked += 1;
    pipe.send(modernFrame(`"tools ${asked}"`, 'tools/list'));
    return (await received.answer(`"tools ${asked}"`)).includes('"name":"work"');
  });
  return { pipe, server };
}

describe.each(['own', 'bridge'] as const)('modern lines over stdio (%s)', { timeout: TEST_MS }, (way) => {
  test('are cancelled by their id, and what was cancelled has no answer', async () => {
    const { pipe, server } = await open(worldOfTest(), way);
    const calls: string[] = [];
    server.on('tools/call', ({ rawId }) => {
      calls.push(rawId);
      return calls.length === 1 ? undefined : '{"content":[]}';
    });
    pipe.send(modernFrame('"given up"', 'tools/call', CALL));
    const serving = await until('call', () =>
      server.connections.find(({ received }) => received.of('tools/call').length > 0),
    );
    pipe.send(notificationFrame('notifications/cancelled', '{"requestId":"given up"}'));
    const { rawParams } = await serving.received.next('notifications/cancelled');
    expect(rawAt(rawParams, 'requestId')).toBe(calls[0]);
    pipe.send(modernFrame('"next"', 'tools/call', CALL));
    expect(rawAt(await pipe.received.answer('"next"'), 'result', 'resultType')).toBe('"complete"');
    expect(pipe.received.answers('"given up"')).toEqual([]);
  });

  test('listen side by side, each until it is cancelled', async () => {
    const { pipe, server } = await open(worldOfTest(), way);
    for (const id of ['1', '"two"']) {
      pipe.send(modernFrame(id, 'subscriptions/listen', '{"notifications":{"toolsListChanged":true}}'));
    }
    await pipe.received.next('notifications/subscriptions/acknowledged', 1);
    const changed = 'notifications/tools/list_changed';
    const change = (description: string): void => {
      const inputSchema = { type: 'object' };
      server.on('tools/list', JSON.stringify({ tools: [{ name: `tool-${description}`, description, inputSchema }] }));
      for (const connection of server.connections) if (connection.isOpen) connection.tell(changed);
    };
    change('one');
    await pipe.received.next(changed, 1);
    const ids = pipe.received.of(changed).map(({ rawParams }) => rawAt(rawParams, '_meta', SUBSCRIPTION));
    expect(new Set(ids)).toEqual(new Set(['1', '"two"']));
    pipe.send(notificationFrame('notifications/cancelled', '{"requestId":1}'));
    pipe.send(modernFrame('"after"', 'server/discover'));
    await pipe.received.answer('"after"');
    const before = pipe.received.of(changed).length;
    change('two');
    const last = await pipe.received.next(changed, before);
    expect(rawAt(last.rawParams, '_meta', SUBSCRIPTION)).toBe('"two"');
    expect(pipe.received.answers('1')).toEqual([]);
  });

  test('and lines of the old era stand side by side', async () => {
    const { pipe } = await open(worldOfTest(), way);
    const info = '"capabilities":{},"clientInfo":{"name":"c","version":"1"}';
    pipe.send(`{"jsonrpc":"2.0","id":"old","method":"initialize","params":{"protocolVersion":"2025-06-18",${info}}}`);
    expect(rawAt(await pipe.received.answer('"old"'), 'result', 'protocolVersion')).toBe('"2025-06-18"');
    pipe.send(modernFrame('"gone"', 'ping'));
    pipe.send('{"jsonrpc":"2.0","id":"there","method":"ping"}');
    expect(rawAt(await pipe.received.answer('"gone"'), 'error', 'code')).toBe('-32601');
    expect(rawAt(await pipe.received.answer('"there"'), 'result')).toBe('{}');
    pipe.send(modernFrame('"odd"', 'tools/list').replace('"io.modelcontextprotocol/clientCapabilities":{},', ''));
    expect(rawAt(await pipe.received.answer('"odd"'), 'error', 'code')).toBe('-32602');
  });
});

const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';
