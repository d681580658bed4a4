import { beforeEach, describe, expect, test } from 'vitest';

import { type BareConnection, bareConnection, headOf } from './harness/attack.ts';
import { type Calm, calm, witness } from './harness/calm.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { BEARER, rawHttp, rawSession } from './harness/raw-http.ts';
import { type World, worldOfTest } from './harness/world.ts';

const RIGHT = `Authorization: ${BEARER.authorization}`;
/** What the relay gives a head, and what its clock may add, in milliseconds. */
const HEAD_MS = 10_000;
const LATE_MS = 5000;

describe('somebody who takes time', { timeout: TEST_MS }, () => {
  let world: World;
  let relay: ListeningRelay;
  let peace: Calm;
  const port = (): number => Number(new URL(relay.info.baseUrl).port);
  const own = (): string => `Host: 127.0.0.1:${port()}`;

  beforeEach(async () => {
    world = worldOfTest();
    relay = await listen(world, { witness: witness(world) });
    peace = await calm(world, relay);
  }, TEST_MS);

  async function connections(count: number): Promise<readonly BareConnection[]> {
    const opened = await Promise.all(Array.from({ length: count }, () => bareConnection(port())));
    for (const connection of opened) {
      connection.closed.catch(() => {});
      world.onEnd(connection.close);
    }
    return opened;
  }

  async function answersOthers(): Promise<void> {
    const begin = performance.now();
    expect((await rawHttp(relay.info.endpoints.health)).status).toBe(200);
    expect(performance.now() - begin).toBeLessThan(5000);
  }

  test('with the head of a request is told so and cut, byte by byte or not', async () => {
    const [silent, begun, dripping] = await connections(3);
    if (!silent || !begun || !dripping) throw new Error('no connections');
    const begin = performance.now();
    begun.send(`POST /mcp HTTP/1.1\r\n${own()}\r\n`);
    dripping.send(`POST /mcp HTTP/1.1\r\n${own()}\r\n${RIGHT}\r\nX: `);
    const drip = setInterval(() => dripping.send('a'), 100);
    try {
      const [, { status }] = await Promise.all([answersOthers(), within('cut', begun.answer(), HEAD_MS + LATE_MS)]);
      expect(status).toBe(408);
      expect(performance.now() - begin).toBeGreaterThan(HEAD_MS - 100);
      await within('the dripping one is cut too', dripping.closed, LATE_MS);
      await within('the silent one is cut too', silent.closed, LATE_MS);
    } finally {
      clearInterval(drip);
    }
    // Who says nothing at all is no attack: browsers open connections ahead.
    await peace.holds({ 'took too long': 2 });
  });

  test('on many connections locks nobody out: who shows no credential makes room', async () => {
    const first = await connections(200);
    for (const connection of first) connection.send(`GET /mcp HTTP/1.1\r\n${own()}\r\n`);
    const session = await rawSession(relay);
    const [known] = await connections(1);
    known?.send(headOf('GET /mcp HTTP/1.1', own(), RIGHT));
    expect((await known?.answer())?.status).toBe(400);
    const more = await connections(400);
    await until('the oldest are cut when another one comes', async () => {
      await answersOthers();
      return first.every((connection) => connection.isClosed());
    });
    await until('so many stay', async () => {
      await answersOthers();
      return more.filter((connection) => !connection.isClosed()).length <= 256;
    });
    expect(more.at(-1)?.isClosed()).toBe(false);
    expect(known?.isClosed(), 'who has shown a token stays').toBe(false);
    await answersOthers();
    expect(await session.request('1', 'tools/call', '{"name":"touch"}')).toContain('touched');
  });

  test('with the body of a request holds up nobody else', async () => {
    const slow = await connections(100);
    for (const connection of slow) {
      const about = [own(), RIGHT, 'Content-Type: application/json', `Content-Length: ${1024 * 1024}`];
      connection.send(`${headOf('POST /mcp HTTP/1.1', ...about)}{`);
    }
    const session = await rawSession(relay);
    for (let call = 0; call < 20; call += 1) {
      const begin = performance.now();
      expect(await session.request(String(call), 'tools/call', '{"name":"touch"}')).toContain('touched');
      expect(performance.now() - begin).toBeLessThan(5000);
    }
    expect(slow.filter((connection) => connection.isClosed())).toEqual([]);
  });

  test('who goes away in the middle has done nothing wrong', async () => {
    const [head, body] = await connections(2);
    head?.send(`POST /mcp HTTP/1.1\r\n${own()}\r\n`);
    body?.send(`${headOf('POST /mcp HTTP/1.1', own(), RIGHT, 'Content-Type: application/json', 'Content-Length: 9')}{`);
    await answersOthers();
    head?.close();
    body?.close();
    await answersOthers();
    expect((await rawHttp(relay.info.endpoints.mcp)).status).toBe(401);
    await peace.holds({ 'no token': 1 });
    expect(relay.stderr()).not.toMatch(/failed|refused/u);
  });
});
