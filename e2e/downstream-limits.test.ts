import { describe, expect, test } from 'vitest';

import { TEST_MS, until, within } from './harness/deadline.ts';
import { callTool, connectDownstream, textOf } from './harness/downstream.ts';
import { httpScript, openStream } from './harness/http-script.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const BIG = 50 * 1024 * 1024;
/** Linear time takes a second or two of it, quadratic time minutes. */
const BIG_MS = 60_000;
/** How long the flood lasts. */
const FLOOD_MS = 3000;

describe('an answer of 50 MB', { timeout: TEST_MS }, () => {
  test.each([1024, 65_536])('arrives over stdio in pieces of %i bytes', async (piece) => {
    const downstream = connectDownstream(worldOfTest(), fixture('flood'));
    await downstream.ready();
    const call = callTool(downstream.server, 'in_pieces', { bytes: BIG, piece }, { timeoutMs: BIG_MS });
    expect((await call).source.length).toBeGreaterThan(BIG);
    expect(textOf(await callTool(downstream.server, 'flood', { ms: 0 }))).toContain('said enough');
  });

  test.each(['application/json', 'text/event-stream'])('arrives over HTTP as %s', async (type) => {
    const world = worldOfTest();
    const text = 'x'.repeat(BIG);
    const script = await httpScript(world, (arrival) => {
      if (arrival.method !== 'tools/call') return false;
      const result = JSON.stringify({ content: [{ type: 'text', text }] });
      if (type === 'application/json') arrival.result(result);
      else {
        openStream(arrival);
        arrival.response.end(`event: message\ndata: {"jsonrpc":"2.0","id":${arrival.id},"result":${result}}\n\n`);
      }
      return true;
    });
    const downstream = connectDownstream(world, { url: script.url });
    await downstream.ready();
    const { source } = await callTool(downstream.server, 'work', {}, { timeoutMs: BIG_MS });
    expect(source.length).toBeGreaterThan(BIG);
  });

  test('and more than the cap fails that call alone', async () => {
    const downstream = connectDownstream(worldOfTest(), fixture('flood'));
    await downstream.ready();
    const call = callTool(
      downstream.server,
      'in_pieces',
      { bytes: 65 * 1024 * 1024, piece: 65_536 },
      { timeoutMs: BIG_MS },
    );
    await expect(call).rejects.toThrow(/over the limit of 67108864/u);
    expect(textOf(await callTool(downstream.server, 'flood', { ms: 0 }))).toContain('said enough');
  });
});

describe('a server that', { timeout: TEST_MS }, () => {
  test('floods the relay with messages leaves others their turn, and passes few of them on', async () => {
    const flooding = connectDownstream(worldOfTest(), fixture('flood'));
    const other = connectDownstream(worldOfTest(), fixture('echo'));
    await Promise.all([flooding.ready(), other.ready()]);
    const over = new AbortController();
    const flood = callTool(flooding.server, 'flood', { ms: FLOOD_MS }).finally(() => over.abort());
    const times: number[] = [];
    while (!over.signal.aborted) {
      const started = performance.now();
      await callTool(other.server, 'pid');
      times.push(performance.now() - started);
    }
    expect(textOf(await flood)).toContain('said enough');
    expect(times.length).toBeGreaterThan(20);
    // None waited for the end of the flood.
    expect(Math.max(...times)).toBeLessThan(FLOOD_MS * 0.9);
    // 200 at once and 500 a second, whatever was written.
    expect(flooding.notices.length).toBeLessThan(200 + 500 * 10);
    expect(flooding.notices.length).toBeGreaterThan(200);
    expect(flooding.log()).toContain('it says more than can be passed on');
  });

  test('asks without end, and takes no answers, gets few connections for it', async () => {
    const world = worldOfTest();
    let open = 0;
    const script = await httpScript(world, (arrival) => {
      if (arrival.method === 'tools/call') {
        openStream(arrival);
        for (let id = 0; id < 5000; id += 1) {
          arrival.response.write(`data: {"jsonrpc":"2.0","id":${id},"method":"sampling/createMessage"}\n\n`);
        }
        arrival.response.write(`data: {"jsonrpc":"2.0","id":${arrival.id},"result":{"content":[]}}\n\n`);
        return true;
      }
      // An answer of the relay's, which this server never acknowledges.
      if (arrival.method === '' && arrival.body !== '') open += 1;
      return arrival.method === '' && arrival.body !== '';
    });
    const downstream = connectDownstream(world, { url: script.url });
    await downstream.ready();
    expect(textOf(await callTool(downstream.server, 'work'))).toContain('content');
    await until('answers have come', () => open > 0);
    expect(textOf(await callTool(downstream.server, 'work'))).toContain('content');
    expect(open).toBeLessThanOrEqual(32);
  });

  test('reads nothing costs bounded memory: calls beyond it fail at once, with the reason', async () => {
    const downstream = connectDownstream(worldOfTest(), fixture('deaf'));
    await downstream.ready();
    await callTool(downstream.server, 'be_deaf');
    const text = 'x'.repeat(8 * 1024 * 1024);
    const outcomes: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      callTool(downstream.server, 'work', { text }, { timeoutMs: BIG_MS }).catch((error: unknown) =>
        outcomes.push(String(error)),
      );
    }
    await until('the last ones have failed', () => outcomes.length >= 10);
    expect(new Set(outcomes)).toEqual(
      new Set(['RelayError: Server under-test did not answer: the program does not read what it is sent.']),
    );
    expect(downstream.server.status).toBe('ready');
  });

  test('never answers has a bounded number of calls waiting', async () => {
    const downstream = connectDownstream(worldOfTest(), fixture('flood'));
    await downstream.ready();
    const waiting = Array.from({ length: 1000 }, () => callTool(downstream.server, 'never').catch(String));
    await expect(within('the refusal', callTool(downstream.server, 'never'))).rejects.toThrow(
      '1000 calls are waiting for it already',
    );
    await downstream.stop();
    expect(new Set(await Promise.all(waiting))).toEqual(
      new Set(['RelayError: Server under-test did not answer: it was stopped.']),
    );
  });
});
