import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { RawRpcError, textResult } from './fixtures/servers/session.ts';
import {
  VENDOR_CONTENTS,
  VENDOR_FILLED,
  VENDOR_FORM,
  VENDOR_LOG,
  VENDOR_MESSAGES,
  VENDOR_PROGRESS,
  VENDOR_PROMPT,
  VENDOR_RESOURCE,
  VENDOR_ROOTS,
  VENDOR_SAMPLED,
  VENDOR_SAMPLING,
} from './fixtures/vendor-offer.ts';
import { VENDOR_ERROR, VENDOR_RESULT } from './fixtures/vendor-source.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { waitForListed } from './harness/listing.ts';
import { type Puppet, type PuppetCall, puppet } from './harness/puppet.ts';
import { remotePuppet } from './harness/puppet-remote.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { notificationFrame, stringAt } from './harness/said-frames.ts';
import { worldOfSuite } from './harness/world.ts';

const CAN_ALL = '{"sampling":{},"elicitation":{},"roots":{}}';
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame;
const labelOf = ({ rawParams }: PuppetCall): string => stringAt(rawParams, 'arguments', 'label') ?? '';
const work = (client: RawClient, label = '', meta = ''): Promise<string> =>
  client.request(`"work ${label}"`, 'tools/call', `{"name":"work","arguments":{"label":"${label}"}${meta}}`);

describe.each(['stdio', 'http', 'sse'] as const)('a server reached by %s', { timeout: TEST_MS }, (back) => {
  const world = worldOfSuite();
  let server: Puppet;
  let relay: ListeningRelay;
  let clients: readonly RawClient[];

  beforeAll(async () => {
    server = back === 'stdio' ? await puppet(world, 'back') : await remotePuppet(world, 'back', back);
    server.on('prompts/list', `{"prompts":[${VENDOR_PROMPT}]}`);
    server.on('resources/list', `{"resources":[${VENDOR_RESOURCE}]}`);
    server.on('prompts/get', VENDOR_MESSAGES);
    server.on('resources/read', VENDOR_CONTENTS);
    relay = await listen(world, { back: server.entry });
    await server.connected();
    clients = await Promise.all(WAYS.map((way) => openClient(way, world, relay, { capabilities: CAN_ALL })));
    for (const client of clients) {
      await client.waitForTools('work');
      await waitForListed(client, 'prompts', 'letter');
      await waitForListed(client, 'resources', 'vendor://box/1');
    }
  }, TEST_MS);

  test('results, errors, prompts and resources pass byte for byte', async () => {
    for (const client of clients) {
      server.on('tools/call', VENDOR_RESULT);
      expect(rawAt(await work(client), 'result')).toBe(VENDOR_RESULT);
      server.on('tools/call', () => {
        throw new RawRpcError(VENDOR_ERROR);
      });
      expect(rawAt(await work(client), 'error')).toBe(VENDOR_ERROR);
      expect(rawAt(await client.request('1', 'prompts/get', '{"name":"letter"}'), 'result')).toBe(VENDOR_MESSAGES);
      expect(rawAt(await client.request('2', 'resources/read', '{"uri":"vendor://box/1"}'), 'result')).toBe(
        VENDOR_CONTENTS,
      );
    }
  });

  test.each([
    ['sampling/createMessage', VENDOR_SAMPLING, VENDOR_SAMPLED],
    ['elicitation/create', VENDOR_FORM, VENDOR_FILLED],
    ['roots/list', '{}', VENDOR_ROOTS],
  ])('%s reaches the client of the call, and its answer the server', async (method, question, answer) => {
    server.on('tools/call', async ({ ask }) => textResult(await ask(method, question)));
    for (const client of clients) {
      const before = client.received.of(method).length;
      const called = work(client);
      const { rawId, rawParams } = await client.received.next(method, before);
      expect(rawParams).toBe(question);
      client.answer(rawId, answer);
      expect(rawAt(textOf(await called), 'result')).toBe(answer);
    }
  });

  test('progress and log messages of a call', async () => {
    let done = (): void => {};
    server.on('tools/call', async ({ rawParams, send }) => {
      const token = rawAt(rawParams, '_meta', 'progressToken') ?? '';
      send(notificationFrame('notifications/progress', `{"progressToken":${token},${VENDOR_PROGRESS}}`));
      send(notificationFrame('notifications/message', VENDOR_LOG));
      await new Promise<void>((resolve) => {
        done = resolve;
      });
      return textResult('done');
    });
    for (const client of clients) {
      const called = work(client, '', ',"_meta":{"progressToken":"t"}');
      expect((await client.received.next('notifications/progress')).rawParams).toBe(
        `{"progressToken":"t",${VENDOR_PROGRESS}}`,
      );
      expect((await client.received.next('notifications/message')).rawParams).toBe(VENDOR_LOG);
      done();
      await called;
    }
  });

  test('a cancelled call is cancelled at the server', async () => {
    const [client] = clients;
    if (!client) throw new Error('no client');
    server.on('tools/call', () => undefined);
    const connection = await server.connected();
    const before = connection.received.of('tools/call').length;
    client.send('{"jsonrpc":"2.0","id":"to cancel","method":"tools/call","params":{"name":"work"}}');
    const { rawId } = await connection.received.next('tools/call', before);
    client.tell('notifications/cancelled', '{"requestId":"to cancel"}');
    const { rawParams } = await connection.received.next('notifications/cancelled');
    expect(rawAt(rawParams, 'requestId')).toBe(rawId);
  });

  // Over stdio and the older transport a question says nothing of the call that it belongs to.
  test.runIf(back === 'http')('while several sessions have calls, the stream tells whose question it is', async () => {
    const arrived = (): number => server.connections.flatMap(({ received }) => received.of('tools/call')).length;
    const all = arrived() + clients.length;
    server.on('tools/call', async (call) => {
      await until('all calls', () => arrived() === all);
      return textResult(await call.ask('sampling/createMessage', VENDOR_SAMPLING.replace('"m"', `"${labelOf(call)}"`)));
    });
    const before = clients.map(({ received }) => received.of('sampling/createMessage').length);
    const called = clients.map((client, index) => work(client, `of ${index}`));
    const questions = await Promise.all(
      clients.map(({ received }, index) => received.next('sampling/createMessage', before[index])),
    );
    for (const [index, { rawParams }] of questions.entries()) expect(rawParams).toContain(`"of ${index}"`);
    for (const [index, client] of clients.entries()) {
      client.answer(questions[index]?.rawId, VENDOR_SAMPLED.replace('vendor', `answer ${index}`));
    }
    for (const [index, frame] of (await Promise.all(called)).entries()) {
      expect(textOf(frame)).toContain(`answer ${index}`);
    }
  });

  test('what is said unasked: a change of the list, an update of a resource', async () => {
    const [client] = clients;
    if (!client) throw new Error('no client');
    expect(rawAt(await client.request('1', 'resources/subscribe', '{"uri":"vendor://box/1"}'), 'result')).toBe('{}');
    const connection = await server.connected();
    connection.tell('notifications/resources/updated', '{"uri":"vendor://box/1","x-v":1.0}');
    const { rawParams } = await client.received.next('notifications/resources/updated');
    expect(rawParams).toBe('{"uri":"vendor://box/1","x-v":1.0}');
    server.on('prompts/list', `{"prompts":[${VENDOR_PROMPT},{"name":"second"}]}`);
    connection.tell('notifications/prompts/list_changed');
    for (const each of clients) await each.received.next('notifications/prompts/list_changed');
    await waitForListed(client, 'prompts', 'second');
  });
});
