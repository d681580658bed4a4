import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Backlog } from './backlog.ts';

const MIB = 1024 * 1024;
const HALF_A_MINUTE = 31_000;

let backlog: Backlog;
let url: string;
const sent: ServerResponse[] = [];
const server = createServer((incoming, response) => {
  const [, owner = '', mib = '0'] = incoming.url?.split('/') ?? [];
  sent.push(response);
  // Pairs of surrogates after one other byte: a part would end within one.
  const text = `x${'🦊'.repeat((Number(mib) * MIB) / 4)}`;
  backlog.send(owner, response, text, Buffer.byteLength(text));
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  backlog = new Backlog();
  sent.length = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});
afterEach(async () => {
  backlog.close();
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Asks for an answer, of which nothing is read until somebody does. */
async function ask(owner: string, mib: number): Promise<IncomingMessage> {
  const asked = request(`${url}/${owner}/${mib}`, { agent: false }).end();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  asked.on('response', resolve).on('error', reject);
  const response = await promise;
  return response.on('error', () => {});
}

async function lengthOf(response: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const chunk of response) length += Buffer.isBuffer(chunk) ? chunk.length : 0;
  return length;
}

const cut = (): boolean[] => sent.map(({ destroyed }) => destroyed);

test('an answer comes whole', async () => {
  const response = await ask('reads', 3);
  const text = (await response.setEncoding('utf8').toArray()).join('');
  expect(text === `x${'🦊'.repeat((3 * MIB) / 4)}`).toBe(true);
});

test('what a client leaves unread is kept up to a bound; one answer alone always is', async () => {
  for (let index = 0; index < 5; index += 1) await ask('deaf', 25);
  expect(backlog.hasRoom('deaf', 25 * MIB)).toBe(false);
  expect(backlog.hasRoom('deaf', 1 * MIB)).toBe(true);
  expect(backlog.hasRoom('other', 64 * MIB)).toBe(true);
  const reader = await ask('reads', 64);
  expect(await lengthOf(reader)).toBe(64 * MIB + 1);
});

test('a connection on which nothing is taken is cut after a while, one that is read never', async () => {
  await ask('deaf', 25);
  const reader = await ask('reads', 64);
  vi.advanceTimersByTime(HALF_A_MINUTE / 2);
  expect(await lengthOf(reader)).toBe(64 * MIB + 1);
  expect(cut()[0]).toBe(false);
  vi.advanceTimersByTime(HALF_A_MINUTE);
  expect(cut()[0]).toBe(true);
});

test('where all clients together have too much, those that read nothing are cut sooner', async () => {
  for (let index = 0; index < 9; index += 1) await ask(`deaf-${index}`, 60);
  vi.advanceTimersByTime(HALF_A_MINUTE / 3);
  expect(cut().every(Boolean)).toBe(true);
});
