import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { textResult, tool } from './fixtures/servers/session.ts';
import { type Bridged, bridgeEntry, registerClient, startBridge } from './harness/bridge.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listenWith, readRelayJson } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { modernFrame } from './harness/modern-http.ts';
import { descendants, isAlive } from './harness/processes.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { BEARER, rawHttp } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { writeConfig } from './harness/relay.ts';
import { notificationFrame, requestFrame, stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

/** How often the relay is restarted, and killed: few in each run of the tests, 20 and 5 with BRIDGE_RESTARTS=20. */
const RESTARTS = Number(process.env['BRIDGE_RESTARTS'] ?? 4);
const KILLS = Math.ceil(RESTARTS / 4);
const LONG_MS = TEST_MS + (RESTARTS + KILLS) * 10_000;

const DOUBT = /may have been carried out, or not/;

type Era = 'legacy' | 'modern';

/** A relay that is started again and again before one server, whose part the test plays and which lives on. */
class Stage {
  readonly world: World;
  readonly server: Puppet;
  readonly configFile: string;
  /** How often the server was called, by tool and number. */
  readonly calls = new Map<string, number>();
  relay: ListeningRelay;

  private constructor(world: World, server: Puppet, configFile: string, relay: ListeningRelay) {
    this.world = world;
    this.server = server;
    this.configFile = configFile;
    this.relay = relay;
  }

  static async open(): Promise<Stage> {
    const world = worldOfTest();
    const server = await puppet(world, 'server');
    const read = { ...tool('read', 'Reads.'), annotations: { readOnlyHint: true } };
    server.on('tools/list', JSON.stringify({ tools: [tool('add', 'Adds.'), read] }));
    const configFile = writeConfig(world, { mcpServers: { server: server.entry } });
    const stage = new Stage(world, server, configFile, await listenWith(world, configFile));
    server.on('tools/call', ({ rawParams }) => {
      const key = `${stringAt(rawParams, 'name')} ${rawAt(rawParams, 'arguments', 'n')}`;
      stage.calls.set(key, (stage.calls.get(key) ?? 0) + 1);
      return textResult(key);
    });
    registerClient(world, 'cursor');
    return stage;
  }

  /** @param signal how the relay ends; it is at another port afterwards, with another token and name of its own */
  async restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.relay.child.kill(signal);
    await within('end of the relay', this.relay.exit);
    // On a slow machine the bridge would start one first.
    const nothing = { program: process.execPath, args: ['-e', '0'], cwd: this.world.folder, env: {} };
    writeFileSync(join(this.world.dataDir, 'start.json'), JSON.stringify(nothing));
    this.relay = await listenWith(this.world, this.configFile);
  }
}

function frameOf(era: Era, rawId: string, method: string, rawParams = '{}'): string {
  return era === 'legacy' ? requestFrame(rawId, method, rawParams) : modernFrame(rawId, method, rawParams);
}

async function ask(bridged: Bridged, era: Era, rawId: string, method: string, rawParams?: string): Promise<string> {
  bridged.client.send(frameOf(era, rawId, method, rawParams));
  return bridged.client.received.answer(rawId, 0, 60_000);
}

async function open(stage: Stage, era: Era): Promise<Bridged> {
  const bridged = startBridge(stage.world, bridgeEntry('cursor'));
  if (era === 'legacy') await bridged.client.greet({ capabilities: '{"elicitation":{}}' });
  // What the client does not know of it was never told that it may be called twice.
  await until('tools', async () => {
    const frame = await ask(bridged, era, `"tools ${bridged.lines.length}"`, 'tools/list');
    return frame.includes('"name":"read"');
  });
  return bridged;
}

/** Calls on and on until it is told to stop. @returns every answer, by number */
function callOn(
  bridged: Bridged,
  era: Era,
  name: string,
): { answers: Map<number, string>; stop: () => Promise<number> } {
  const answers = new Map<number, string>();
  const stopping = new AbortController();
  const loop = async (): Promise<number> => {
    let n = 0;
    for (; !stopping.signal.aborted; n += 1) {
      const params = JSON.stringify({ name, arguments: { n } });
      answers.set(n, await ask(bridged, era, `"${name} ${n}"`, 'tools/call', params));
    }
    return n;
  };
  const done = loop();
  done.catch(() => {});
  return {
    answers,
    stop: () => {
      stopping.abort();
      return within('last answer', done, 60_000);
    },
  };
}

const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;

describe.each<Era>(['legacy', 'modern'])('a client of the %s era in a loop of calls', { timeout: LONG_MS }, (era) => {
  test('notices nothing of a relay that is restarted and killed again and again', async () => {
    const stage = await Stage.open();
    const bridged = await open(stage, era);
    const adding = callOn(bridged, era, 'add');
    const reading = callOn(bridged, era, 'read');
    const ends = Array.from({ length: RESTARTS + KILLS }, (_, index) => (index % 5 === 4 ? 'SIGKILL' : 'SIGTERM'));
    for (const signal of ends) {
      const before = adding.answers.size;
      await until('a call', () => adding.answers.size > before + 3);
      await stage.restart(signal);
    }
    const after = adding.answers.size;
    await until('calls of the last relay', () => adding.answers.size > after + 3, 60_000);
    const count = await adding.stop();
    const reads = await reading.stop();
    let doubts = 0;
    for (let n = 0; n < count; n += 1) {
      const text = textOf(adding.answers.get(n) ?? '');
      const times = stage.calls.get(`add ${n}`) ?? 0;
      if (DOUBT.test(text)) doubts += 1;
      else expect([text, times]).toEqual([`add ${n}`, 1]);
      expect(times, `call ${n}`).toBeLessThan(2);
    }
    // One call is under way at a time: no restart can make more than one doubtful.
    expect(doubts).toBeLessThanOrEqual(ends.length);
    for (let n = 0; n < reads; n += 1) expect(textOf(reading.answers.get(n) ?? '')).toBe(`read ${n}`);
    for (const line of bridged.lines) expect(rawAt(line, 'jsonrpc')).toBe('"2.0"');
    const ids = bridged.lines.filter((line) => rawAt(line, 'method') === undefined).map((line) => rawAt(line, 'id'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(bridged.stderr()).toBe('');
    expect(descendants(bridged.pid)).toEqual([]);
    await bridged.client.leave();
    expect(isAlive(bridged.pid)).toBe(false);
    console.log(`${era}: ${count} calls, ${reads} reads, ${doubts} in doubt, ${ends.length} ends of the relay`);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'has an answer to what was under way at %s: again where that is safe, else that nobody knows',
    async (signal) => {
      const stage = await Stage.open();
      const bridged = await open(stage, era);
      const asked: string[] = [];
      stage.server.on('tools/call', ({ rawParams }) => {
        const name = stringAt(rawParams, 'name') ?? '';
        asked.push(name);
        return asked.filter((one) => one === name).length === 1 ? undefined : textResult(`second ${name}`);
      });
      for (const name of ['add', 'read']) {
        bridged.client.send(frameOf(era, `"${name}"`, 'tools/call', JSON.stringify({ name, arguments: {} })));
      }
      await until('both calls', () => asked.length === 2);
      await stage.restart(signal);
      const add = await bridged.client.received.answer('"add"');
      expect(rawAt(add, 'result', 'isError')).toBe('true');
      expect(textOf(add)).toMatch(DOUBT);
      expect(textOf(await bridged.client.received.answer('"read"'))).toBe('second read');
      expect(asked.filter((name) => name === 'add')).toHaveLength(1);
    },
  );
});

describe('a relay that is told to stop', { timeout: TEST_MS }, () => {
  test.each<Era>(['legacy', 'modern'])(
    'answers what is under way, and leaves the rest to the next (%s)',
    async (era) => {
      const stage = await Stage.open();
      const bridged = await open(stage, era);
      const held = Promise.withResolvers<string>();
      const asked: string[] = [];
      stage.server.on('tools/call', ({ rawParams }) => {
        const n = rawAt(rawParams, 'arguments', 'n') ?? '';
        asked.push(n);
        return n === '1' ? held.promise : textResult(n);
      });
      const call = (n: number): void =>
        bridged.client.send(
          frameOf(era, `"call ${n}"`, 'tools/call', JSON.stringify({ name: 'add', arguments: { n } })),
        );
      call(1);
      await until('call', () => asked.length === 1);
      const stopped = stage.restart('SIGTERM');
      await until('its stop', () => readRelayJson(stage.world.dataDir) === undefined);
      call(2);
      held.resolve(textResult('of the first'));
      expect(textOf(await bridged.client.received.answer('"call 1"'))).toBe('of the first');
      await stopped;
      expect(textOf(await bridged.client.received.answer('"call 2"'))).toBe('2');
      expect(asked).toEqual(['1', '2']);
    },
  );

  test('takes no request meanwhile, and says that it was not taken', async () => {
    const stage = await Stage.open();
    const client = await overHttp(stage.world, stage.relay);
    await client.waitForTools('add');
    const held = Promise.withResolvers<string>();
    const asked = Promise.withResolvers<void>();
    stage.server.on('tools/call', () => {
      asked.resolve();
      return held.promise;
    });
    const call = client.call('add');
    await asked.promise;
    stage.relay.child.kill('SIGTERM');
    await until('its stop', () => readRelayJson(stage.world.dataDir) === undefined);
    const second = await until('refusal', async () => {
      const body = requestFrame('1', 'initialize', INITIALIZE_PARAMS);
      const headers = { ...BEARER, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
      const answer = await rawHttp(stage.relay.info.endpoints.mcp, { method: 'POST', headers, body });
      return answer.status === 503 ? answer : undefined;
    });
    expect(second.headers['retry-after']).toBe('1');
    held.resolve(textResult('still'));
    expect((await call).text).toBe('still');
    expect(await within('stop', stage.relay.exit)).toEqual({ code: 0, signal: null });
  });
});

describe('a relay that comes back', { timeout: TEST_MS }, () => {
  test('knows the log level and the subscriptions, and the client hears that its lists may be others', async () => {
    const stage = await Stage.open();
    const bridged = await open(stage, 'legacy');
    const { client } = bridged;
    stage.server.on('resources/list', '{"resources":[{"uri":"test://a","name":"a"}]}');
    for (const connection of stage.server.connections) connection.tell('notifications/resources/list_changed');
    await until('resource', async () =>
      (await ask(bridged, 'legacy', `"list ${bridged.lines.length}"`, 'resources/list')).includes('test://a'),
    );
    expect(rawAt(await client.request('"subscribe"', 'resources/subscribe', '{"uri":"test://a"}'), 'error')).toBe(
      undefined,
    );
    await client.request('"level"', 'logging/setLevel', '{"level":"warning"}');
    const changes = client.received.of('notifications/tools/list_changed').length;
    const before = stage.server.connections.length;
    await stage.restart('SIGKILL');
    await client.received.next('notifications/tools/list_changed', changes);
    const connection = await stage.server.connected(before);
    await connection.received.next('resources/subscribe');
    await until('log level', () =>
      connection.received.of('logging/setLevel').some(({ rawParams }) => rawParams.includes('warning')),
    );
    const updates = client.received.of('notifications/resources/updated').length;
    connection.tell('notifications/resources/updated', '{"uri":"test://a"}');
    await client.received.next('notifications/resources/updated', updates);
  });

  test('goes on with what a modern client listens to', async () => {
    const stage = await Stage.open();
    const bridged = await open(stage, 'modern');
    const { client } = bridged;
    client.send(modernFrame('"ear"', 'subscriptions/listen', '{"notifications":{"toolsListChanged":true}}'));
    await client.received.next('notifications/subscriptions/acknowledged');
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const heard = client.received.of('notifications/tools/list_changed').length;
      await stage.restart(signal);
      const { rawParams } = await client.received.next('notifications/tools/list_changed', heard);
      expect(rawAt(rawParams, '_meta', 'io.modelcontextprotocol/subscriptionId')).toBe('"ear"');
    }
    expect(client.received.answers('"ear"')).toEqual([]);
    expect(client.received.of('notifications/subscriptions/acknowledged')).toHaveLength(1);
    client.send(notificationFrame('notifications/cancelled', '{"requestId":"ear"}'));
  });

  test('gets no answer to what the one before has asked, and the client is told that nobody waits for it', async () => {
    const stage = await Stage.open();
    const bridged = await open(stage, 'legacy');
    const { client } = bridged;
    const outcomes: string[] = [];
    stage.server.on('tools/call', async (call) => {
      const frame = await call.ask(
        'elicitation/create',
        '{"message":"m","requestedSchema":{"type":"object","properties":{}}}',
      );
      outcomes.push(frame);
      return textResult(frame);
    });
    client.send(requestFrame('"asks"', 'tools/call', '{"name":"read","arguments":{}}'));
    const first = await client.received.next('elicitation/create');
    await stage.restart('SIGKILL');
    const { rawParams } = await client.received.next('notifications/cancelled');
    expect(rawAt(rawParams, 'requestId')).toBe(first.rawId);
    // The call is safe to repeat: the server asks once more, by the relay that runs now.
    const second = await client.received.next('elicitation/create', 1);
    expect(second.rawId).not.toBe(first.rawId);
    client.answer(first.rawId, '{"action":"accept","content":{"of":"the first"}}');
    client.answer(second.rawId, '{"action":"decline"}');
    expect(textOf(await client.received.answer('"asks"'))).toContain('decline');
    expect(outcomes.filter((frame) => frame.includes('the first'))).toEqual([]);
  });
});
