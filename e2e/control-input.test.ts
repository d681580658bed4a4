import { beforeAll, describe, expect, test } from 'vitest';

import { HTTP, MAX_INPUT } from '../src-relay/control/contract.ts';
import { controlClient, controlToken } from './harness/control-client.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type RawResponse, rawHttp } from './harness/raw-http.ts';
import { rawBytes } from './harness/raw-socket.ts';
import { worldOfSuite } from './harness/world.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const STATUS = `${HTTP.control}/relay.status`;

describe('what the control contract reads', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let authorization: string;
  const post = (headers: Record<string, string>, body: string, path = STATUS): Promise<RawResponse> =>
    rawHttp(`${relay.info.baseUrl}${path}`, { method: 'POST', headers: { authorization, ...headers }, body });

  beforeAll(async () => {
    relay = await listen(world, {});
    authorization = `Bearer ${controlToken(world)}`;
  }, TEST_MS);

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s on a procedure: 405', async (method) => {
    const response = await rawHttp(`${relay.info.baseUrl}${STATUS}`, { method, headers: { authorization } });
    expect(response.status).toBe(405);
    expect(response.headers.allow).toBe('POST');
  });

  test('the events are only for GET', async () => {
    expect((await post(JSON_TYPE, '{}', HTTP.events)).status).toBe(405);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/jsonx',
    undefined,
  ])('content type %s: 415', async (type) => {
    const response = await post(type === undefined ? {} : { 'content-type': type }, '{}');
    expect(response.status).toBe(415);
  });

  test.each(['application/json', 'application/json; charset=utf-8'])('content type %s is JSON', async (type) => {
    expect((await post({ 'content-type': type }, '{}')).status).toBe(200);
  });

  test('a body of the largest size is read, one byte more is refused', async () => {
    const body = (length: number): string => `{"x":"${'a'.repeat(length - 8)}"}`;
    const largest = await post(JSON_TYPE, body(MAX_INPUT));
    expect(largest.status, 'read, and found to have an unknown key').toBe(400);
    expect((await post(JSON_TYPE, body(MAX_INPUT + 1))).status).toBe(413);
  });

  test('a body without a length is refused as soon as it is too long', async () => {
    const { port } = new URL(relay.info.baseUrl);
    const chunk = 'a'.repeat(64 * 1024);
    const head = `POST ${STATUS} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
    // The body never ends: only a relay that counts while it reads can answer.
    const answer = await rawBytes(Number(port), head + `10000\r\n${chunk}\r\n`.repeat(5));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /u);
    expect((await post(JSON_TYPE, '{}')).status, 'the relay goes on').toBe(200);
  });

  test.each(['{', '{"a":1,}', 'undefined', "{'a':1}", '{}{}', '\u0000'])('broken JSON %j: 400', async (body) => {
    const response = await post(JSON_TYPE, body);
    expect(response.status).toBe(400);
    expect(response.body).toContain('"ok":false');
    expect(response.body).not.toMatch(/ at .*\.ts:\d/u);
  });

  test.each([
    'no.such.procedure',
    'constructor',
    '__proto__',
    'toString',
    'relay.status/x',
    'RELAY.STATUS',
    '%72elay.status',
  ])('there is no procedure %s', async (name) => {
    const response = await post(JSON_TYPE, '{}', `${HTTP.control}/${name}`);
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });

  test.each([
    ['relay.status', { x: 1 }],
    ['relay.status', []],
    ['relay.status', 'text'],
    ['relay.pause', {}],
    ['relay.pause', { minutes: 0 }],
    ['relay.pause', { minutes: 61 }],
    ['relay.pause', { minutes: 1.5 }],
    ['relay.pause', { minutes: '5' }],
    ['relay.pause', { minutes: 5, forever: true }],
    ['calls.list', { filter: {}, limit: 0 }],
    ['calls.list', { filter: {}, limit: 1001 }],
    ['calls.list', { filter: { outcome: ['blocked'] }, limit: 1 }],
    ['calls.list', { filter: { outcomes: ['BLOCKED'] }, limit: 1 }],
    ['calls.list', { filter: { text: 'a'.repeat(201) }, limit: 1 }],
    ['calls.list', { filter: { servers: Array.from({ length: 51 }, () => 'a') }, limit: 1 }],
    ['calls.get', { entryId: 'a'.repeat(101) }],
    ['calls.summary', { since: 0, until: 1, bucketMs: 999 }],
    ['calls.summary', { since: 0, until: Number.MAX_SAFE_INTEGER, bucketMs: 1000 }],
    ['servers.setHidden', { server: 'a', hidden: 'true' }],
    ['servers.setHidden', { server: '', hidden: true }],
    ['servers.setHidden', { server: 'a', hidden: true, enabled: true }],
    ['tools.approve', { server: 'a', name: 'b' }],
  ])('%s does not take %j', async (name, input) => {
    const response = await post(JSON_TYPE, JSON.stringify(input), `${HTTP.control}/${name}`);
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });

  test('a refused pause is none', async () => {
    await post(JSON_TYPE, '{"minutes":61}', `${HTTP.control}/relay.pause`);
    expect((await controlClient(world, relay).call('relay.status', {})).pausedUntil).toBeNull();
  });

  test('a thousand requests at once are all answered', async () => {
    const all = await Promise.all(Array.from({ length: 1000 }, () => post(JSON_TYPE, '{}')));
    expect(new Set(all.map((response) => response.status))).toEqual(new Set([200]));
  });
});
