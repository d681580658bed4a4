import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { type PuppetCall, puppet } from './harness/puppet.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { stringAt } from './harness/said-frames.ts';
import { worldOfTest } from './harness/world.ts';

const CAN_ALL = '{"sampling":{},"elicitation":{"form":{},"url":{}},"roots":{}}';
const QUESTION = '{"messages":[{"role":"user","content":{"type":"text","text":"How many?"}}],"maxTokens":10}';
const sampled = (text: string): string => `{"role":"assistant","content":{"type":"text","text":"${text}"},"model":"m"}`;
const FORM = '{"message":"Your size?","requestedSchema":{"type":"object","properties":{"size":{"type":"integer"}}}}';
const SIGN_IN = '{"mode":"url","message":"Sign in.","url":"https://sign.example/","elicitationId":"e1"}';

const call = (client: RawClient, rawId: string, label = ''): Promise<string> =>
  client.request(rawId, 'tools/call', JSON.stringify({ name: 'work', arguments: { label } }));
const labelOf = ({ rawParams }: PuppetCall): string => stringAt(rawParams, 'arguments', 'label') ?? '';
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;

describe('what a client cannot do is not asked of it', { timeout: TEST_MS }, () => {
  test.each([
    ['sampling/createMessage', QUESTION, '{"elicitation":{"form":{},"url":{}},"roots":{}}'],
    ['elicitation/create', FORM, '{"sampling":{},"roots":{}}'],
    ['elicitation/create', FORM, '{"elicitation":{"url":{}}}'],
    ['elicitation/create', SIGN_IN, '{"elicitation":{"form":{}}}'],
    ['elicitation/create', SIGN_IN, '{"elicitation":{}}'],
    ['roots/list', '{}', '{"sampling":{},"elicitation":{}}'],
    ['vendor/ask', '{}', CAN_ALL],
  ])('%s %s of one that says %s', async (method, params, capabilities) => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: server.entry });
    const client = await openClient('http', world, relay, { capabilities });
    await client.waitForTools('work');
    server.on('tools/call', async ({ ask }) => textResult(await ask(method, params)));
    expect(rawAt(textOf(await call(client, '1')), 'error', 'code')).toMatch(/^-\d+$/u);
    expect(client.received.of(method)).toEqual([]);
  });

  test('an empty elicitation stands for forms', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: server.entry });
    const client = await openClient('http', world, relay, {
      capabilities: '{"elicitation":{}}',
      version: '2025-06-18',
    });
    await client.waitForTools('work');
    server.on('tools/call', async ({ ask }) => textResult(await ask('elicitation/create', FORM)));
    const answer = call(client, '1');
    client.answer((await client.received.next('elicitation/create')).rawId, '{"action":"decline"}');
    expect(rawAt(textOf(await answer), 'result')).toBe('{"action":"decline"}');
  });
});

describe('whose call it is', { timeout: TEST_MS }, () => {
  test('two servers ask one client under the same id', async () => {
    const world = worldOfTest();
    const [left, right] = [await puppet(world, 'left'), await puppet(world, 'right')];
    const relay = await listen(world, { left: left.entry, right: right.entry });
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work', 'right__work');
    for (const server of [left, right]) {
      const question = QUESTION.replace('How many?', `from ${server.name}`);
      server.on('tools/call', async ({ ask }) => textResult(await ask('sampling/createMessage', question, '1')));
    }
    const answers = [
      client.request('1', 'tools/call', '{"name":"work"}'),
      client.request('2', 'tools/call', '{"name":"right__work"}'),
    ];
    const questions = [0, 1].map((index) => client.received.next('sampling/createMessage', index));
    for (const { rawId, rawParams } of await Promise.all(questions)) {
      client.answer(rawId, sampled(rawParams.includes('from left') ? 'for left' : 'for right'));
    }
    const [ofLeft, ofRight] = (await Promise.all(answers)).map(textOf);
    expect(ofLeft).toContain('for left');
    expect(ofRight).toContain('for right');
  });

  test('a question outside of any call is refused, on a shared connection', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: server.entry });
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    const connection = await server.connected();
    for (const [method, params] of Object.entries({
      'sampling/createMessage': QUESTION,
      'elicitation/create': FORM,
      'roots/list': '{}',
    })) {
      expect(rawAt(await connection.ask(method, params), 'error', 'code'), method).toMatch(/^-\d+$/u);
      expect(client.received.of(method)).toEqual([]);
    }
  });

  test('while two sessions have calls in flight a question is refused, whatever it names', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: server.entry });
    const clients = await Promise.all(WAYS.map((way) => openClient(way, world, relay, { capabilities: CAN_ALL })));
    const [one, two] = [clients[1], clients[2]];
    if (!one || !two) throw new Error('no clients');
    await one.waitForTools('work');
    const answered = Promise.withResolvers<void>();
    server.on('tools/call', async (work) => {
      await answered.promise;
      return textResult(`done for ${labelOf(work)}`);
    });
    const calls = [call(one, '7', 'one'), call(two, '7', 'two')];
    const connection = await server.connected();
    await until('both calls', () => connection.received.of('tools/call').length === 2);
    const ids = connection.received.of('tools/call').map(({ rawId }) => rawId ?? '');
    for (const rawId of ['"q"', ...ids]) {
      const refused = await connection.ask('sampling/createMessage', QUESTION, rawId);
      expect(rawAt(refused, 'error', 'code')).toMatch(/^-\d+$/u);
    }
    const related = QUESTION.replace('{', `{"_meta":{"io.modelcontextprotocol/related-request":${ids[0] ?? ''}},`);
    expect(rawAt(await connection.ask('elicitation/create', related), 'error')).toBeDefined();
    for (const client of clients) {
      expect(client.received.all.filter(({ method }) => /create|roots/u.test(method))).toEqual([]);
    }
    answered.resolve();
    expect((await Promise.all(calls)).map(textOf)).toEqual(['done for one', 'done for two']);
    expect(relay.stderr()).toMatch(/asker.*sampling\/createMessage/u);
    // One caller less: what is asked now can be told.
    server.on('tools/call', async ({ ask }) => textResult(await ask('sampling/createMessage', QUESTION)));
    const again = call(one, '8');
    one.answer((await one.received.next('sampling/createMessage')).rawId, sampled('mine'));
    expect(textOf(await again)).toContain('mine');
  });

  test('of two calls of one client the first asks, and the second ends: the question stays open', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: server.entry });
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    const second = Promise.withResolvers<void>();
    server.on('tools/call', async (work) => {
      if (labelOf(work) === 'first') {
        await second.promise;
        return textResult(await work.ask('elicitation/create', FORM));
      }
      second.resolve();
      await client.received.next('elicitation/create');
      return textResult('second');
    });
    const [first, other] = [call(client, '1', 'first'), call(client, '2', 'second')];
    const { rawId } = await client.received.next('elicitation/create');
    expect(textOf(await other)).toBe('second');
    await client.request('"p"', 'ping');
    expect(client.received.of('notifications/cancelled')).toEqual([]);
    client.answer(rawId, '{"action":"decline"}');
    expect(rawAt(textOf(await first), 'result')).toBe('{"action":"decline"}');
  });

  test('an answer of another session to a question is not taken', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: server.entry });
    const [asked, other] = await Promise.all([
      openClient('http', world, relay, { capabilities: CAN_ALL }),
      openClient('sse', world, relay, { capabilities: CAN_ALL }),
    ]);
    await asked.waitForTools('work');
    server.on('tools/call', async ({ ask }) => textResult(await ask('sampling/createMessage', QUESTION)));
    const answer = call(asked, '1');
    const { rawId } = await asked.received.next('sampling/createMessage');
    other.answer(rawId, sampled('forged'));
    expect(rawAt(await other.request('1', 'ping'), 'result')).toBe('{}');
    asked.answer(rawId, sampled('true'));
    expect(textOf(await answer)).toContain('true');
  });

  test('while a person thinks the time of the call does not run', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: { ...server.entry, timeout: 1 } });
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    server.on('tools/call', async (work) =>
      labelOf(work) === 'asks' ? textResult(await work.ask('elicitation/create', FORM)) : undefined,
    );
    const answer = call(client, '1', 'asks');
    const { rawId } = await client.received.next('elicitation/create');
    const late = await call(client, '2', 'never answers');
    expect(textOf(late)).toMatch(/^AISEC_TOOL_EXECUTION_ERROR:/u);
    client.answer(rawId, '{"action":"decline"}');
    expect(rawAt(textOf(await answer), 'result')).toBe('{"action":"decline"}');
  });

  test('a server that dies while its client is asked: the call ends, the question is taken back', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'asker');
    const relay = await listen(world, { asker: server.entry });
    const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    server.on('tools/call', async ({ ask }) => textResult(await ask('elicitation/create', FORM)));
    const answer = call(client, '1');
    const { rawId } = await client.received.next('elicitation/create');
    (await server.connected()).crash();
    expect(textOf(await answer)).toMatch(/^AISEC_TOOL_EXECUTION_ERROR:/u);
    const { rawParams } = await client.received.next('notifications/cancelled');
    expect(rawAt(rawParams, 'requestId')).toBe(rawId);
    client.answer(rawId, '{"action":"decline"}');
    const next = await server.connected(1);
    server.on('tools/call', textResult('next'));
    await client.waitForTools('work');
    expect(textOf(await call(client, '2'))).toBe('next');
    expect(next.received.all.some(({ source }) => source.includes('decline'))).toBe(false);
  });
});
