import { request as httpRequest } from 'node:http';

import { describe, expect, test } from 'vitest';

import { textResult } from './fixtures/servers/session.ts';
import { until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { pagesOf, resource, waitForListed } from './harness/listing.ts';
import { residentMiB } from './harness/memory.ts';
import { type Part, puppet } from './harness/puppet.ts';
import { remotePuppet } from './harness/puppet-remote.ts';
import { type RawClient, WAYS, openClient } from './harness/raw-client.ts';
import { BEARER, rawHttp } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { requestFrame, stringAt } from './harness/said-frames.ts';
import { type World, worldOfTest } from './harness/world.ts';

const BIG_MS = 240_000;
const BYTES = 50 * 1024 * 1024;
const SENTENCE = 'The quick brown fox jumps over the lazy dog and reads the manual of the pump. ';
const BIG = SENTENCE.repeat(Math.ceil(BYTES / SENTENCE.length)).slice(0, BYTES);
const textOf = (frame: string): string => stringAt(frame, 'result', 'content', 0, 'text') ?? frame.slice(0, 500);
/** Answers what the call asks for: `big` or anything small. */
const part: Part = ({ rawParams }) => {
  const label = stringAt(rawParams, 'arguments', 'label') ?? '';
  return textResult({ big: BIG, half: BIG.slice(0, BYTES / 2) }[label] ?? 'small');
};
const work = (client: RawClient, rawId: string, label: string): Promise<string> =>
  client.request(rawId, 'tools/call', `{"name":"work","arguments":{"label":"${label}"}}`, BIG_MS);

describe('a result of 50 MB', { timeout: BIG_MS }, () => {
  test.each(['stdio', 'http', 'sse'] as const)('from a server over %s reaches every kind of client', async (back) => {
    const world = worldOfTest();
    const server = back === 'stdio' ? await puppet(world, 'big') : await remotePuppet(world, 'big', back);
    server.on('tools/call', part);
    const small = await puppet(world, 'small');
    small.on('tools/call', part);
    const relay = await listen(world, { big: server.entry, small: small.entry });
    const bystander = await openClient('http', world, relay);
    await bystander.waitForTools('work', 'small__work');
    for (const way of WAYS) {
      const client = await openClient(way, world, relay);
      const started = performance.now();
      const big = work(client, '"big"', 'big');
      let slowest = 0;
      const done = new AbortController();
      const passed = big.finally(() => done.abort());
      passed.catch(() => {});
      for (let round = 0; !done.signal.aborted; round += 1) {
        const begin = performance.now();
        const frame = await bystander.request(`"${way} ${round}"`, 'tools/call', '{"name":"small__work"}');
        expect(textOf(frame)).toBe('small');
        slowest = Math.max(slowest, performance.now() - begin);
      }
      expect(textOf(await passed) === BIG, `${way}: the text as the server sent it`).toBe(true);
      expect(textOf(await work(client, '"after"', 'small'))).toBe('small');
      // A call beside it may wait for a part of the work, not for all of it.
      const most = Math.max(5000, (performance.now() - started) / 2);
      expect(slowest, `the slowest call beside it, over ${way}`).toBeLessThan(most);
      client.received.all.length = 0;
      await client.leave();
    }
    expect(relay.child.exitCode).toBe(null);
  });

  test('as a resource, and as the answer of a client to a question', async () => {
    const world = worldOfTest();
    const server = await puppet(world, 'big');
    server.on('resources/list', pagesOf('resources', [resource('demo://big')]));
    server.on('resources/read', JSON.stringify({ contents: [{ uri: 'demo://big', text: BIG }] }));
    const relay = await listen(world, { big: server.entry });
    const client = await openClient('stdio', world, relay, { capabilities: '{"sampling":{}}' });
    await waitForListed(client, 'resources', 'demo://big');
    const frame = await client.request('1', 'resources/read', '{"uri":"demo://big"}', BIG_MS);
    expect(stringAt(frame, 'result', 'contents', 0, 'text') === BIG).toBe(true);
    server.on('tools/call', async ({ ask }) => {
      const answer = await ask('sampling/createMessage', '{"messages":[],"maxTokens":1}');
      return textResult(String(stringAt(answer, 'result', 'content', 'text')?.length ?? answer));
    });
    const call = client.request('2', 'tools/call', '{"name":"work"}', BIG_MS);
    const { rawId } = await client.received.next('sampling/createMessage');
    client.answer(rawId, `{"role":"assistant","content":{"type":"text","text":"${BIG}"},"model":"m"}`);
    expect(textOf(await call)).toBe(String(BYTES));
  });

  test('to a client that does not read: nobody else waits, and memory is bounded', async () => {
    const world = worldOfTest();
    const [server, small] = [await puppet(world, 'big'), await puppet(world, 'small')];
    for (const each of [server, small]) each.on('tools/call', part);
    const relay = await listen(world, { big: server.entry, small: small.entry });
    const reader = await openClient('http', world, relay);
    await reader.waitForTools('work', 'small__work');
    for (let index = 0; index < 8; index += 1) await work(reader, `"warm ${index}"`, 'half');
    const before = residentMiB(relay.pid);
    const send = await deafClient(world, relay);
    for (let index = 0; index < UNREAD; index += 1) send(index);
    let most = 0;
    const [{ received } = { received: undefined }] = server.connections;
    await until(
      'what the deaf client has asked for',
      async () => {
        const begin = performance.now();
        const frame = await reader.request('"beside"', 'tools/call', '{"name":"small__work"}');
        expect(textOf(frame)).toBe('small');
        expect(performance.now() - begin).toBeLessThan(15_000);
        most = Math.max(most, residentMiB(relay.pid));
        // A call behind all of them has its answer: they have theirs, or were refused.
        if (received?.of('tools/call').length !== 8 + UNREAD) return most - before > BOUND_MIB;
        return (await work(reader, '"behind"', 'small')) !== '';
      },
      BIG_MS,
    );
    most = Math.max(most, residentMiB(relay.pid));
    expect(most - before, 'growth of memory, in MiB').toBeLessThan(BOUND_MIB);
  });
});

/**
 * Results of 25 MB that a client asks for and does not read, and what they may cost the relay: what it keeps for the client
 * and what V8 has not collected yet, which is less than all of them, 1200 MiB.
 */
const UNREAD = 48;
const BOUND_MIB = 800;

/** Opens a session whose calls are sent, and whose answers are never read. */
async function deafClient(world: World, relay: ListeningRelay): Promise<(id: number) => void> {
  const headers = { ...BEARER, 'content-type': 'application/json', accept: 'application/json' };
  const opened = await rawHttp(relay.info.endpoints.mcp, {
    method: 'POST',
    headers,
    body: requestFrame('0', 'initialize', INITIALIZE_PARAMS),
  });
  const session = String(opened.headers['mcp-session-id']);
  return (id) => {
    const request = httpRequest(relay.info.endpoints.mcp, {
      method: 'POST',
      headers: { ...headers, 'mcp-session-id': session },
      agent: false,
    });
    request.on('error', () => {});
    request.on('response', (response) => response.pause());
    request.end(requestFrame(String(id), 'tools/call', '{"name":"work","arguments":{"label":"half"}}'));
    world.onEnd(() => void request.destroy());
  };
}
