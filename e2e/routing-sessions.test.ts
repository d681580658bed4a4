import { beforeEach, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type Puppet, type PuppetConnection, puppet } from './harness/puppet.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { type SaidFrame, resultFrame, stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const labelOf = (rawParams: string): string => stringAt(rawParams, 'arguments', 'label') ?? '';
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;
const work = (client: RawClient, rawId: string, label: string, token?: string): Promise<string> => {
  const meta = token === undefined ? '' : `,"_meta":{"progressToken":${token}}`;
  return client.request(rawId, 'tools/call', `{"name":"work","arguments":{"label":"${label}"}${meta}}`);
};

describe('sessions that share a server', { timeout: TEST_MS }, () => {
  let world: World;
  let server: Puppet;
  let relay: ListeningRelay;
  let connection: PuppetConnection;
  let clients: readonly RawClient[];

  beforeEach(async () => {
    world = worldOfTest();
    server = await puppet(world, 'shared');
    relay = await listen(world, { shared: server.entry });
    connection = await server.connected();
    clients = await Promise.all(WAYS.map((way) => openClient(way, world, relay)));
    for (const client of clients) await client.waitForTools('work');
  }, TEST_MS);

  const client = (index: number): RawClient => {
    const found = clients[index];
    if (found === undefined) throw new Error(`no client ${index}`);
    return found;
  };
  /** The calls that have reached the server, by their label. */
  const arrived = async (...labels: string[]): Promise<readonly SaidFrame[]> => {
    const find = (label: string): SaidFrame | undefined =>
      connection.received.of('tools/call').find(({ rawParams }) => labelOf(rawParams) === label);
    await until(`calls ${labels.join(', ')}`, () => labels.every((label) => find(label) !== undefined));
    return labels.map((label) => find(label)).filter((frame) => frame !== undefined);
  };

  test('equal ids and equal progress tokens: each gets its own answer and its own progress', async () => {
    server.on('tools/call', () => undefined);
    const answers = clients.map((one, index) => work(one, '7', `of ${index}`, '"token"'));
    const calls = await arrived('of 0', 'of 1', 'of 2');
    expect(new Set(calls.map(({ rawId }) => rawId)).size).toBe(3);
    const tokens = calls.map(({ rawParams }) => rawAt(rawParams, '_meta', 'progressToken') ?? '');
    expect(new Set(tokens).size).toBe(3);
    for (const [index, token] of [...tokens.entries()].toReversed()) {
      connection.tell('notifications/progress', `{"progressToken":${token},"progress":1,"message":"step ${index}"}`);
    }
    for (const [index, { rawId }] of [...calls.entries()].toReversed()) {
      connection.send(resultFrame(rawId ?? '', textResult(`done for ${index}`)));
    }
    expect((await Promise.all(answers)).map(textOf)).toEqual(['done for 0', 'done for 1', 'done for 2']);
    for (const [index, one] of clients.entries()) {
      const progress = one.received.of('notifications/progress').map(({ rawParams }) => rawParams);
      expect(progress).toEqual([`{"progressToken":"token","progress":1,"message":"step ${index}"}`]);
      expect(one.received.answers('7')).toHaveLength(1);
    }
  });

  test('who cancels cancels its own call, though others have the same id', async () => {
    server.on('tools/call', () => undefined);
    const answers = clients.map((one, index) => work(one, '"same"', `of ${index}`));
    const calls = await arrived('of 0', 'of 1', 'of 2');
    answers[1]?.catch(() => {});
    client(1).tell('notifications/cancelled', '{"requestId":"same","reason":"enough"}');
    const { rawParams } = await connection.received.next('notifications/cancelled');
    expect(rawAt(rawParams, 'requestId')).toBe(calls[1]?.rawId);
    for (const [index, { rawId }] of calls.entries()) {
      connection.send(resultFrame(rawId ?? '', textResult(`done for ${index}`)));
    }
    expect(textOf((await answers[0]) ?? '')).toBe('done for 0');
    expect(textOf((await answers[2]) ?? '')).toBe('done for 2');
    expect(rawAt(await client(1).request('"p"', 'ping'), 'result')).toBe('{}');
    expect(connection.received.of('notifications/cancelled')).toHaveLength(1);
    expect(client(1).received.all.some(({ source }) => source.includes('done for'))).toBe(false);
  });

  test('a cancellation of what is not under way does nothing', async () => {
    server.on('tools/call', () => undefined);
    const answer = work(client(0), '1', 'stays');
    const [call] = await arrived('stays');
    for (const other of clients) {
      for (const id of ['2', '"1"', call?.rawId === '1' ? '99' : (call?.rawId ?? '99'), 'null', '[1]']) {
        other.tell('notifications/cancelled', `{"requestId":${id}}`);
      }
    }
    for (const other of clients) expect(rawAt(await other.request('"p"', 'ping'), 'result')).toBe('{}');
    connection.send(resultFrame(call?.rawId ?? '', textResult('stayed')));
    expect(textOf(await answer)).toBe('stayed');
    expect(connection.received.of('notifications/cancelled')).toEqual([]);
  });

  test('an answer that comes twice, late, or to what was never asked goes to nobody', async () => {
    server.on('tools/call', () => undefined);
    const answer = work(client(0), '1', 'first');
    const [call] = await arrived('first');
    const own = call?.rawId ?? '';
    for (const id of ['987654321', `"${own}"`, 'null', '-1', '1.5']) {
      connection.send(resultFrame(id, textResult('stray')));
    }
    connection.send(resultFrame(own, textResult('right')));
    connection.send(resultFrame(own, textResult('stray')));
    expect(textOf(await answer)).toBe('right');
    const second = work(client(1), '1', 'second');
    const [next] = await arrived('second');
    connection.send(resultFrame(own, textResult('stray')));
    connection.send(resultFrame(next?.rawId ?? '', textResult('right too')));
    expect(textOf(await second)).toBe('right too');
    for (const one of clients) {
      expect(rawAt(await one.request('"p"', 'ping'), 'result')).toBe('{}');
      expect(one.received.all.filter(({ source }) => source.includes('stray'))).toEqual([]);
    }
  });

  test('progress of a call that has ended, of no call, or of one that asked for none goes to nobody', async () => {
    server.on('tools/call', () => undefined);
    const asked = work(client(0), '1', 'asked', '5');
    const silent = work(client(1), '1', 'silent');
    const [first, second] = await arrived('asked', 'silent');
    const token = rawAt(first?.rawParams ?? '', '_meta', 'progressToken') ?? '';
    expect(rawAt(second?.rawParams ?? '', '_meta', 'progressToken')).toBeUndefined();
    const tokens = [`"${token}"`, '424242', second?.rawId ?? '', 'null'].filter((other) => other !== token);
    for (const stray of tokens) {
      connection.tell('notifications/progress', `{"progressToken":${stray},"progress":1,"message":"stray"}`);
    }
    connection.send(resultFrame(first?.rawId ?? '', textResult('done')));
    connection.tell('notifications/progress', `{"progressToken":${token},"progress":2,"message":"stray"}`);
    connection.send(resultFrame(second?.rawId ?? '', textResult('done')));
    expect((await Promise.all([asked, silent])).map(textOf)).toEqual(['done', 'done']);
    for (const one of clients) {
      await one.request('"p"', 'ping');
      expect(one.received.of('notifications/progress')).toEqual([]);
    }
  });

  test('progress comes before the answer, in its order', async () => {
    server.on('tools/call', ({ rawParams }) => {
      const token = rawAt(rawParams, '_meta', 'progressToken') ?? '';
      for (let step = 1; step <= 5; step += 1) {
        connection.tell('notifications/progress', `{"progressToken":${token},"progress":${step}}`);
      }
      return textResult('done');
    });
    for (const one of clients) {
      await work(one, '"steps"', 'steps', '1');
      const steps = one.received.all.filter(
        ({ method, rawId }) => method === 'notifications/progress' || rawId === '"steps"',
      );
      const last = steps.at(-1);
      expect(last?.rawId).toBe('"steps"');
      const seen = steps.slice(0, -1).map(({ rawParams }) => Number(rawAt(rawParams, 'progress')));
      // Of what comes faster than it is passed on the latest counts.
      expect(seen.at(-1)).toBe(5);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    }
  });
});

describe('log messages', { timeout: TEST_MS }, () => {
  let server: Puppet;
  let relay: ListeningRelay;
  let connection: PuppetConnection;
  let world: World;

  beforeEach(async () => {
    world = worldOfTest();
    server = await puppet(world, 'talker');
    relay = await listen(world, { talker: server.entry });
    connection = await server.connected();
  }, TEST_MS);

  const say = (level: string, data: string): void =>
    connection.tell('notifications/message', JSON.stringify({ level, data }));
  const heard = (one: RawClient): readonly string[] =>
    one.received.of('notifications/message').map(({ rawParams }) => stringAt(rawParams, 'data') ?? '');
  /** Has the server say something while it works, and answer when the test has seen that. */
  async function duringCall(one: RawClient, said: readonly (readonly [string, string])[]): Promise<void> {
    server.on('tools/call', () => {
      for (const [level, data] of said) say(level, data);
      return textResult('done');
    });
    await work(one, '"logs"', 'logs');
  }

  test('go to the session whose call is under way, and to the only one there is when none is', async () => {
    const [one, two] = [await openClient('http', world, relay), await openClient('stdio', world, relay)];
    await one.waitForTools('work');
    await duringCall(one, [['info', 'for one']]);
    await one.received.next('notifications/message');
    await duringCall(two, [['info', 'for two']]);
    await two.received.next('notifications/message');
    expect([heard(one), heard(two)]).toEqual([['for one'], ['for two']]);

    say('info', 'for nobody');
    await connection.ask('ping', '{}');
    await two.leave();
    await until('only one session', async () => {
      say('info', 'for the only one');
      await one.request('"p"', 'ping');
      return heard(one).includes('for the only one');
    });
    expect(heard(one)).not.toContain('for nobody');
  });

  test('while two sessions have calls under way go to neither', async () => {
    const [one, two] = [await openClient('http', world, relay), await openClient('sse', world, relay)];
    await one.waitForTools('work');
    server.on('tools/call', () => undefined);
    const calls = [work(one, '1', 'one'), work(two, '1', 'two')];
    await until('both calls', () => connection.received.of('tools/call').length === 2);
    say('error', 'for whom');
    for (const { rawId } of connection.received.of('tools/call')) {
      connection.send(resultFrame(rawId ?? '', textResult('done')));
    }
    await Promise.all(calls);
    await Promise.all([one, two].map((client) => client.request('"p"', 'ping')));
    expect([heard(one), heard(two)]).toEqual([[], []]);
  });

  test('come from the level on that the session has set', async () => {
    const [quiet, curious] = [await openClient('http', world, relay), await openClient('http', world, relay)];
    await quiet.waitForTools('work');
    expect(rawAt(await quiet.request('1', 'logging/setLevel', '{"level":"error"}'), 'result')).toBe('{}');
    expect(rawAt(await curious.request('1', 'logging/setLevel', '{"level":"debug"}'), 'result')).toBe('{}');
    // The server is asked for what the more curious one wants.
    await until('level at the server', () => {
      const levels = connection.received.of('logging/setLevel').map(({ rawParams }) => stringAt(rawParams, 'level'));
      return levels.at(-1) === 'debug';
    });
    const said = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'] as const;
    for (const one of [quiet, curious]) {
      await duringCall(
        one,
        said.map((level) => [level, level] as const),
      );
      await until('the last message', () => heard(one).includes('emergency')).catch(() => {});
    }
    expect(heard(quiet)).toEqual(['error', 'critical', 'alert', 'emergency']);
    expect(heard(curious)).toEqual(said);
  });

  test('a level that is none is refused, and a server that has no logging is not asked', async () => {
    const plain = await puppet(world, 'plain', { capabilities: '{"tools":{}}' });
    const other = worldOfTest();
    const own = await listen(other, { talker: server.entry, plain: plain.entry });
    const plainConnection = await plain.connected();
    const one = await openClient('http', other, own);
    for (const params of ['{"level":"loud"}', '{"level":7}', '{}']) {
      expect(rawAt(await one.request('1', 'logging/setLevel', params), 'error', 'code')).toBe('-32602');
    }
    expect(rawAt(await one.request('2', 'logging/setLevel', '{"level":"info"}'), 'result')).toBe('{}');
    await one.waitForTools('work');
    await one.request('"call"', 'tools/call', '{"name":"work"}');
    expect(plainConnection.received.of('logging/setLevel')).toEqual([]);
  });

  test('a flood of them neither delays calls nor is lost to the one who asked', async () => {
    const one = await openClient('http', world, relay);
    await one.waitForTools('work');
    server.on('tools/call', () => {
      for (let index = 0; index < 20_000; index += 1) say('info', `line ${index}`);
      return textResult('done');
    });
    const begin = performance.now();
    expect(textOf(await work(one, '1', 'flood'))).toBe('done');
    server.on('tools/call', textResult('next'));
    expect(textOf(await work(one, '2', 'after'))).toBe('next');
    expect(performance.now() - begin).toBeLessThan(15_000);
    expect(heard(one).length).toBeGreaterThan(0);
  });
});
