import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt, rawElements } from './fixtures/raw-json.ts';
import { RawRpcError, textResult } from './fixtures/servers/session.ts';
import {
  VENDOR_COMPLETION,
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
  VENDOR_TEMPLATE,
  VENDOR_URL_ASK,
} from './fixtures/vendor-offer.ts';
import { ODD_NUMBERS, VENDOR_ERROR } from './fixtures/vendor-source.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { stringAt } from './harness/said-frames.ts';
import { worldOfSuite } from './harness/world.ts';

const CAN_ALL = '{"sampling":{},"elicitation":{"form":{},"url":{}},"roots":{"listChanged":true}}';
const META = '{"vendor.example/trace":{"span":1.0}}';

describe.each(WAYS)('what passes beside tools arrives byte for byte, over %s', { timeout: TEST_MS }, (way) => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let server: Puppet;
  let client: RawClient;

  beforeAll(async () => {
    server = await puppet(world, 'vendor');
    server.on('prompts/list', `{"prompts":[${VENDOR_PROMPT}]}`);
    server.on('resources/list', `{"resources":[${VENDOR_RESOURCE}]}`);
    server.on('resources/templates/list', `{"resourceTemplates":[${VENDOR_TEMPLATE}]}`);
    relay = await listen(world, { vendor: server.entry });
    await server.connected();
    client = await openClient(way, world, relay, { capabilities: CAN_ALL });
    await client.waitForTools('work');
    await until('the prompt', async () => (await client.request('"p"', 'prompts/list')).includes('letter'));
  }, TEST_MS);

  test.each([
    ['prompts/list', 'prompts', VENDOR_PROMPT],
    ['resources/list', 'resources', VENDOR_RESOURCE],
    ['resources/templates/list', 'resourceTemplates', VENDOR_TEMPLATE],
  ])('what %s names', async (method, member, source) => {
    const frame = await client.request('"list"', method);
    expect(rawElements(rawAt(frame, 'result', member) ?? '')).toEqual([source]);
  });

  test.each([
    ['a prompt', 'prompts/get', '{"name":"letter","arguments":{"to":"caf\\u00e9 \\/"}', VENDOR_MESSAGES],
    ['a resource', 'resources/read', '{"uri":"vendor://box/1"', VENDOR_CONTENTS],
    [
      'a completion for a prompt',
      'completion/complete',
      '{"ref":{"type":"ref/prompt","name":"letter","x-r":1.0},"argument":{"name":"to","value":"\\u00e9"}',
      VENDOR_COMPLETION,
    ],
    [
      'a completion for a template',
      'completion/complete',
      '{"ref":{"type":"ref/resource","uri":"vendor://box/{id}/part{?n}"},"argument":{"name":"id","value":"1"}',
      VENDOR_COMPLETION,
    ],
    ['a method that the relay does not know', 'vendor/special', '{"q":1E05', VENDOR_COMPLETION],
  ])('params and result of %s', async (_what, method, begin, result) => {
    const params = `${begin},"x-vendor":[1.0, null,${ODD_NUMBERS}],"_meta":${META}}`;
    let arrived = '';
    server.on(method, ({ rawParams }) => {
      arrived = rawParams;
      return result;
    });
    const frame = await client.request('9007199254740993', method, params);
    expect(rawAt(frame, 'result')).toBe(result);
    expect(rawAt(arrived, 'x-vendor')).toBe(`[1.0, null,${ODD_NUMBERS}]`);
    expect(rawAt(arrived, '_meta', 'vendor.example/trace')).toBe('{"span":1.0}');
    for (const member of ['name', 'uri', 'arguments', 'ref', 'argument', 'q']) {
      expect(rawAt(arrived, member), member).toBe(rawAt(params, member));
    }
  });

  test.each([
    ['prompts/get', '{"name":"letter"}'],
    ['resources/read', '{"uri":"vendor://box/1"}'],
    ['completion/complete', '{"ref":{"type":"ref/prompt","name":"letter"},"argument":{"name":"to","value":""}}'],
  ])('a JSON-RPC error of the server to %s', async (method, params) => {
    server.on(method, () => {
      throw new RawRpcError(VENDOR_ERROR);
    });
    expect(rawAt(await client.request('"error"', method, params), 'error')).toBe(VENDOR_ERROR);
  });

  test.each([
    ['sampling', 'sampling/createMessage', VENDOR_SAMPLING, VENDOR_SAMPLED],
    ['elicitation by form', 'elicitation/create', VENDOR_FORM, VENDOR_FILLED],
    ['elicitation by address', 'elicitation/create', VENDOR_URL_ASK, '{"action":"accept", "x-took":1.0}'],
    ['roots', 'roots/list', '{"x-why":1.0,"_meta":{"vendor.example/trace":{"span":1.0}}}', VENDOR_ROOTS],
  ])('question and answer of %s', async (_what, method, question, answer) => {
    const before = client.received.of(method).length;
    server.on('tools/call', async ({ ask }) => textResult(await ask(method, question)));
    const call = client.request('"asks"', 'tools/call', '{"name":"work"}');
    const asked = await client.received.next(method, before);
    expect(asked.rawParams).toBe(question);
    client.answer(asked.rawId, answer);
    const got = stringAt(await call, 'result', 'content', 0, 'text') ?? '';
    expect(rawAt(got, 'result')).toBe(answer);
  });

  test('an error with which the client answers a question', async () => {
    const before = client.received.of('sampling/createMessage').length;
    server.on('tools/call', async ({ ask }) => textResult(await ask('sampling/createMessage', VENDOR_SAMPLING)));
    const call = client.request('"declined"', 'tools/call', '{"name":"work"}');
    const asked = await client.received.next('sampling/createMessage', before);
    client.refuse(asked.rawId, VENDOR_ERROR);
    const got = stringAt(await call, 'result', 'content', 0, 'text') ?? '';
    expect(rawAt(got, 'error')).toBe(VENDOR_ERROR);
  });

  test('progress, under the token of the client, and log messages', async () => {
    const token = '"t \\u00e9 1"';
    server.on('tools/call', ({ rawParams, connection }) => {
      const own = rawAt(rawParams, '_meta', 'progressToken') ?? '';
      connection.tell('notifications/progress', `{"progressToken":${own},${VENDOR_PROGRESS}}`);
      connection.tell('notifications/message', VENDOR_LOG);
      return textResult('done');
    });
    const params = `{"name":"work","_meta":{"progressToken":${token},"vendor.example/trace":1.0}}`;
    const before = client.received.of('notifications/message').length;
    await client.request('"tells"', 'tools/call', params);
    const progress = await client.received.next('notifications/progress');
    expect(progress.rawParams).toBe(`{"progressToken":${token},${VENDOR_PROGRESS}}`);
    const message = await client.received.next('notifications/message', before);
    expect(message.rawParams).toBe(VENDOR_LOG);
  });
});
