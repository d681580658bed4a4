import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { stringAt } from './harness/said-frames.ts';
import { worldOfSuite } from './harness/world.ts';

const CAN_ALL = '{"sampling":{},"elicitation":{"form":{},"url":{}},"roots":{}}';
const QUESTION = '{"messages":[{"role":"user","content":{"type":"text","text":"How many?"}}],"maxTokens":10}';
const sampled = (text: string): string => `{"role":"assistant","content":{"type":"text","text":"${text}"},"model":"m"}`;
const FORM = '{"message":"Your size?","requestedSchema":{"type":"object","properties":{"size":{"type":"integer"}}}}';
const SIGN_IN = '{"mode":"url","message":"Sign in.","url":"https://sign.example/","elicitationId":"e1"}';

const call = (client: RawClient, rawId: string): Promise<string> =>
  client.request(rawId, 'tools/call', '{"name":"work"}');
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;

describe.each(WAYS)('what a server asks while it works on a call, over %s', { timeout: TEST_MS }, (way) => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let server: Puppet;
  let client: RawClient;

  beforeAll(async () => {
    server = await puppet(world, 'asker');
    relay = await listen(world, { asker: server.entry });
    client = await openClient(way, world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
  }, TEST_MS);

  /** Has the server ask this at the next call, and answer with what it got. */
  const asks = (method: string, params: string, rawId?: string): void =>
    server.on('tools/call', async ({ ask }) => textResult(await ask(method, params, rawId)));
  const asked = (method: string) => {
    const before = client.received.of(method).length;
    return () => client.received.next(method, before);
  };

  test.each(['1', '"1"', '0', '"a \\u00e9"', '9007199254740993', '-1', '1.5'])(
    'the server gets its answer under its own id %s',
    async (rawId) => {
      asks('sampling/createMessage', QUESTION, rawId);
      const question = asked('sampling/createMessage');
      const answer = call(client, '"asks"');
      client.answer((await question()).rawId, sampled(`to ${rawId.replaceAll('"', "'").replaceAll('\\', '/')}`));
      const got = textOf(await answer);
      expect(rawAt(got, 'id')).toBe(rawId);
      expect(got).toContain('to ');
    },
  );

  test('several questions of one call, answered in another order', async () => {
    server.on('tools/call', async ({ ask }) => {
      const answers = await Promise.all([
        ask('sampling/createMessage', QUESTION),
        ask('elicitation/create', FORM),
        ask('roots/list', '{}'),
      ]);
      return textResult(answers.map((frame) => rawAt(frame, 'result')).join('\n'));
    });
    const questions = ['sampling/createMessage', 'elicitation/create', 'roots/list'].map((method) => asked(method));
    const answer = call(client, '"several"');
    const [sampling, form, roots] = await Promise.all(questions.map((question) => question()));
    expect(new Set([sampling?.rawId, form?.rawId, roots?.rawId]).size).toBe(3);
    client.answer(roots?.rawId, '{"roots":[]}');
    client.answer(form?.rawId, '{"action":"decline"}');
    client.answer(sampling?.rawId, sampled('three'));
    expect(textOf(await answer)).toBe([sampled('three'), '{"action":"decline"}', '{"roots":[]}'].join('\n'));
  });

  test.each(['{"action":"accept","content":{"size":42}}', '{"action":"decline"}', '{"action":"cancel"}'])(
    'a person answers a form with %s',
    async (given) => {
      asks('elicitation/create', FORM);
      const question = asked('elicitation/create');
      const answer = call(client, '"form"');
      client.answer((await question()).rawId, given);
      expect(rawAt(textOf(await answer), 'result')).toBe(given);
    },
  );

  test('an address to open, and the word that it is done with', async () => {
    const seen = Promise.withResolvers<void>();
    server.on('tools/call', async ({ ask, connection }) => {
      const frame = await ask('elicitation/create', SIGN_IN);
      connection.tell('notifications/elicitation/complete', '{"elicitationId":"e1"}');
      await seen.promise;
      return textResult(frame);
    });
    const question = asked('elicitation/create');
    const answer = call(client, '"address"');
    client.answer((await question()).rawId, '{"action":"accept"}');
    const done = await client.received.next('notifications/elicitation/complete');
    expect(done.rawParams).toBe('{"elicitationId":"e1"}');
    seen.resolve();
    expect(rawAt(textOf(await answer), 'result')).toBe('{"action":"accept"}');
  });

  test.each([
    ['prompts/get', '{"name":"p"}'],
    ['resources/read', '{"uri":"demo://r"}'],
  ])('while it works on %s', async (method, params) => {
    server.on('prompts/list', '{"prompts":[{"name":"p"}]}');
    server.on('resources/list', '{"resources":[{"uri":"demo://r","name":"r"}]}');
    const connection = await server.connected();
    connection.tell('notifications/prompts/list_changed');
    connection.tell('notifications/resources/list_changed');
    await until('the offer', async () => {
      const prompts = await client.request('"ps"', 'prompts/list');
      const resources = await client.request('"rs"', 'resources/list');
      return prompts.includes('"p"') && resources.includes('demo://r');
    });
    server.on(method, async ({ ask }) => JSON.stringify({ said: await ask('elicitation/create', FORM) }));
    const question = asked('elicitation/create');
    const answer = client.request('"beside"', method, params);
    client.answer((await question()).rawId, '{"action":"decline"}');
    expect(rawAt(stringAt(await answer, 'result', 'said') ?? '', 'result')).toBe('{"action":"decline"}');
  });

  test('the client cancels the call while it is asked: the server hears it, and a late answer goes nowhere', async () => {
    const heard = Promise.withResolvers<void>();
    let got: string | undefined;
    server.on('tools/call', async ({ ask }) => {
      got = await ask('sampling/createMessage', QUESTION);
      heard.resolve();
      return textResult(got);
    });
    const question = asked('sampling/createMessage');
    const before = client.received.all.length;
    void call(client, '"cancelled"').catch(() => {});
    const { rawId } = await question();
    const connection = await server.connected();
    const told = connection.received.of('notifications/cancelled').length;
    client.tell('notifications/cancelled', '{"requestId":"cancelled","reason":"enough"}');
    await connection.received.next('notifications/cancelled', told);
    await heard.promise;
    expect(rawAt(got ?? '', 'error')).toBeDefined();
    client.answer(rawId, sampled('much too late'));
    server.on('tools/call', textResult('next'));
    expect(textOf(await call(client, '"after"'))).toBe('next');
    expect(connection.received.all.some(({ source }) => source.includes('much too late'))).toBe(false);
    expect(client.received.all.slice(before).some((frame) => frame.rawId === '"cancelled"')).toBe(false);
  });

  test('the server takes its question back: the client hears it under the id it knows', async () => {
    const taken = Promise.withResolvers<void>();
    server.on('tools/call', async ({ ask, connection }) => {
      void ask('elicitation/create', FORM, '"take back"').catch(() => {});
      await taken.promise;
      connection.tell('notifications/cancelled', '{"requestId":"take back","reason":"changed my mind"}');
      return textResult('without it');
    });
    const question = asked('elicitation/create');
    const told = client.received.of('notifications/cancelled').length;
    const answer = call(client, '"taken back"');
    const { rawId } = await question();
    taken.resolve();
    const { rawParams } = await client.received.next('notifications/cancelled', told);
    expect(rawAt(rawParams, 'requestId')).toBe(rawId);
    expect(textOf(await answer)).toBe('without it');
    client.answer(rawId, '{"action":"decline"}');
    server.on('tools/call', textResult('next'));
    expect(textOf(await call(client, '"after"'))).toBe('next');
    expect((await server.connected()).received.answers('"take back"')).toHaveLength(0);
  });

  test('a call that ends with its question open: both sides are told, a late answer goes nowhere', async () => {
    const seen = Promise.withResolvers<void>();
    server.on('tools/call', async ({ ask }) => {
      void ask('elicitation/create', FORM, '"left open"').catch(() => {});
      await seen.promise;
      return textResult('ended');
    });
    const question = asked('elicitation/create');
    const told = client.received.of('notifications/cancelled').length;
    const answer = call(client, '"ends"');
    const { rawId } = await question();
    seen.resolve();
    expect(textOf(await answer)).toBe('ended');
    const { received } = await server.connected();
    expect(rawAt(await received.answer('"left open"'), 'error')).toBeDefined();
    const { rawParams } = await client.received.next('notifications/cancelled', told);
    expect(rawAt(rawParams, 'requestId')).toBe(rawId);
    client.answer(rawId, '{"action":"decline"}');
    server.on('tools/call', textResult('next'));
    expect(textOf(await call(client, '"after"'))).toBe('next');
    expect(received.answers('"left open"')).toHaveLength(1);
  });

  test('a client that answers twice, and answers what it was never asked', async () => {
    asks('sampling/createMessage', QUESTION, '"once"');
    const question = asked('sampling/createMessage');
    const answer = call(client, '"twice"');
    for (const rawId of ['1', '"once"', '"ask 1"', '"nothing"', '9007199254740993', 'null']) {
      client.answer(rawId, sampled('uninvited'));
    }
    const { rawId } = await question();
    client.answer(rawId, sampled('first'));
    client.answer(rawId, sampled('second'));
    expect(rawAt(textOf(await answer), 'result')).toBe(sampled('first'));
    server.on('tools/call', textResult('next'));
    expect(textOf(await call(client, '"after"'))).toBe('next');
    const { received } = await server.connected();
    expect(received.all.filter(({ source }) => /uninvited|second/u.test(source))).toEqual([]);
  });

  test('a client that goes away while it is asked: the server hears it, and others can be asked again', async () => {
    const id = `"of one who leaves by ${way}"`;
    asks('sampling/createMessage', QUESTION, id);
    const leaver = await openClient(way, world, relay, { capabilities: CAN_ALL });
    void call(leaver, '1').catch(() => {});
    await leaver.received.next('sampling/createMessage');
    await leaver.leave();
    const { received } = await server.connected();
    // Over HTTP a connection that ends says nothing: the client is waited for, for 20 s.
    expect(rawAt(await received.answer(id, 0, 60_000), 'error')).toBeDefined();
    server.on('tools/call', async ({ ask }) => textResult(await ask('sampling/createMessage', QUESTION)));
    const question = asked('sampling/createMessage');
    const answer = call(client, '"after"');
    client.answer((await question()).rawId, sampled('still here'));
    expect(textOf(await answer)).toContain('still here');
  });
});
