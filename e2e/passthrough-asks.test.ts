import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { textResult } from './fixtures/servers/session.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type Puppet, type PuppetCall, puppet } from './harness/puppet.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { stringAt } from './harness/said-frames.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

const CAN_ALL = '{"sampling":{},"elicitation":{"form":{},"url":{}},"roots":{}}';
const QUESTION = '{"messages":[{"role":"user","content":{"type":"text","text":"How many?"}}],"maxTokens":10}';
const sampled = (text: string): string => `{"role":"assistant","content":{"type":"text","text":"${text}"},"model":"m"}`;
const FORM = '{"message":"Your size?","requestedSchema":{"type":"object","properties":{"size":{"type":"integer"}}}}';
const SIGN_IN = '{"mode":"url","message":"Sign in.","url":"https://sign.example/","elicitationId":"e1"}';

/** A promise that a test settles. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

const call = (client: RawClient, rawId: string, label = ''): Promise<string> =>
  client.request(rawId, 'tools/call', JSON.stringify({ name: 'work', arguments: { label } }));
const labelOf = ({ rawParams }: PuppetCall): string => stringAt(rawParams, 'arguments', 'label') ?? '';
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
    const seen = gate();
    server.on('tools/call', async ({ ask, connection }) => {
      const frame = await ask('elicitation/create', SIGN_IN);
      connection.tell('notifications/elicitation/complete', '{"elicitationId":"e1"}');
      await seen.opened;
      return textResult(frame);
    });
    const question = asked('elicitation/create');
    const answer = call(client, '"address"');
    client.answer((await question()).rawId, '{"action":"accept"}');
    const done = await client.received.next('notifications/elicitation/complete');
    expect(done.rawParams).toBe('{"elicitationId":"e1"}');
    seen.open();
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
    const heard = gate();
    let got: string | undefined;
    server.on('tools/call', async ({ ask }) => {
      got = await ask('sampling/createMessage', QUESTION);
      heard.open();
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
    await heard.opened;
    expect(rawAt(got ?? '', 'error')).toBeDefined();
    client.answer(rawId, sampled('much too late'));
    server.on('tools/call', textResult('next'));
    expect(textOf(await call(client, '"after"'))).toBe('next');
    expect(connection.received.all.some(({ source }) => source.includes('much too late'))).toBe(false);
    expect(client.received.all.slice(before).some((frame) => frame.rawId === '"cancelled"')).toBe(false);
  });

  test('the server takes its question back: the client hears it under the id it knows', async () => {
    const taken = gate();
    server.on('tools/call', async ({ ask, connection }) => {
      void ask('elicitation/create', FORM, '"take back"').catch(() => {});
      await taken.opened;
      connection.tell('notifications/cancelled', '{"requestId":"take back","reason":"changed my mind"}');
      return textResult('without it');
    });
    const question = asked('elicitation/create');
    const told = client.received.of('notifications/cancelled').length;
    const answer = call(client, '"taken back"');
    const { rawId } = await question();
    taken.open();
    const { rawParams } = await client.received.next('notifications/cancelled', told);
    expect(rawAt(rawParams, 'requestId')).toBe(rawId);
    expect(textOf(await answer)).toBe('without it');
    client.answer(rawId, '{"action":"decline"}');
    server.on('tools/call', textResult('next'));
    expect(textOf(await call(client, '"after"'))).toBe('next');
    expect((await server.connected()).received.answers('"take back"')).toHaveLength(0);
  });

  test('a call that ends with its question open: both sides are told, a late answer goes nowhere', async () => {
    const seen = gate();
    server.on('tools/call', async ({ ask }) => {
      void ask('elicitation/create', FORM, '"left open"').catch(() => {});
      await seen.opened;
      return textResult('ended');
    });
    const question = asked('elicitation/create');
    const told = client.received.of('notifications/cancelled').length;
    const answer = call(client, '"ends"');
    const { rawId } = await question();
    seen.open();
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
    expect(rawAt(await received.answer(id), 'error')).toBeDefined();
    server.on('tools/call', async ({ ask }) => textResult(await ask('sampling/createMessage', QUESTION)));
    const question = asked('sampling/createMessage');
    const answer = call(client, '"after"');
    client.answer((await question()).rawId, sampled('still here'));
    expect(textOf(await answer)).toContain('still here');
  });
});

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
    const client = await openClient('http', world, relay, { capabilities: '{"elicitation":{}}', version: '2025-06-18' });
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
    const clients = await Promise.all(
      WAYS.map((way) => openClient(way, world, relay, { capabilities: CAN_ALL })),
    );
    const [one, two] = [clients[1], clients[2]];
    if (!one || !two) throw new Error('no clients');
    await one.waitForTools('work');
    const answered = gate();
    server.on('tools/call', async (work) => {
      await answered.opened;
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
    answered.open();
    expect((await Promise.all(calls)).map(textOf)).toEqual(['done for one', 'done for two']);
    expect(relay.stderr()).toMatch(/asker.*sampling\/createMessage/u);
    // One caller less: what is asked now can be told.
    server.on('tools/call', async ({ ask }) => textResult(await ask('sampling/createMessage', QUESTION)));
    const again = call(one, '8');
    one.answer((await one.received.next('sampling/createMessage')).rawId, sampled('mine'));
    expect(textOf(await again)).toContain('mine');
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
