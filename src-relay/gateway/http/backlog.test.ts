import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Backlog } from './backlog.ts';

const MIB = 1024 * 1024;
const ABOUT_A_SECOND = 1500;

let backlog: Backlog;
let url: string;
const sent: ServerResponse[] = [];
const server = createServer((incoming, response) => {
  const [, owner = '', mib = '0'] = incoming.url?.split('/') ?? [];
  sent.push(response);
  backlog.send(owner, response, Buffer.alloc(Number(mib) * MIB, 'x'));
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
  expect(await lengthOf(await ask('reads', 3))).toBe(3 * MIB);
});

test('what a client leaves unread is kept up to a bound, and the rest of it is cut', async () => {
  for (let index = 0; index < 5; index += 1) await ask('deaf', 25);
  const reader = await ask('reads', 64);
  const later = await ask('pauses', 64);
  expect(cut()).toEqual(Array(7).fill(false));
  const read = lengthOf(reader);
  expect(await read).toBe(64 * MIB);
  vi.advanceTimersByTime(ABOUT_A_SECOND);
  expect(cut().slice(0, 5).filter(Boolean)).toHaveLength(2);
  expect(await lengthOf(later), 'below its bound a client may take its time').toBe(64 * MIB);
});

test('all clients together have a bound as well, from which those that read are exempt', async () => {
  for (let index = 0; index < 5; index += 1) await ask(`deaf-${index}`, 64);
  vi.advanceTimersByTime(ABOUT_A_SECOND);
  expect(cut().filter(Boolean)).toHaveLength(1);
  expect(await lengthOf(await ask('reads', 64))).toBe(64 * MIB);
});
