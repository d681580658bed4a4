import { beforeAll, describe, expect, test } from 'vitest';

import type { CallRow } from '../src-relay/control/contract.ts';
import { type ControlClient, controlClient } from './harness/control-client.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { type EventStream, openEvents } from './harness/event-stream.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { openPage, pageHeaders } from './harness/page-session.ts';
import { isAlive } from './harness/processes.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

function expectConsecutive(stream: EventStream): void {
  const numbers = stream.batches().map((batch) => batch.number);
  const [first = 0] = numbers;
  expect(numbers).toEqual(numbers.map((_, index) => first + index));
}

function rowsOf(stream: EventStream): readonly CallRow[] {
  return stream.events().flatMap((event) => (event.type === 'calls' ? event.rows : []));
}

describe('events over the control contract', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let control: ControlClient;
  let client: McpClient;

  beforeAll(async () => {
    relay = await listen(world, { echo: fixture('echo'), pages: fixture('injection'), crashing: fixture('crashing') });
    control = controlClient(world, relay);
    client = await overHttp(world, relay);
    await client.waitForTools('echo', 'page', 'crash');
  }, TEST_MS);

  test('begin with an empty batch that says a number', async () => {
    const stream = await openEvents(world, relay);
    const [first] = await until('first batch', () => stream.batches().length > 0 && stream.batches());
    expect(first?.events).toEqual([]);
    expect(Number.isInteger(first?.number)).toBe(true);
    stream.close();
  });

  test('tell a call within a second, in the same words as the list', async () => {
    const stream = await openEvents(world, relay);
    await client.call('echo', { a: 'told' });
    const { rows } = await stream.waitFor('calls', () => true);
    const listed = await control.call('calls.list', { filter: {}, limit: 1 });
    expect(rows.at(-1)).toEqual(listed.rows[0]);
    await client.call('page');
    await client.call('no_such_tool');
    await client.call('fail');
    await until('three more', () => rowsOf(stream).length >= 4);
    const all = await control.call('calls.list', { filter: {}, limit: 4 });
    expect(rowsOf(stream)).toEqual(all.rows.toReversed());
    expectConsecutive(stream);
    stream.close();
  });

  test('tell a block together with the new count of them', async () => {
    const before = (await control.call('relay.status', {})).blockedToday;
    const stream = await openEvents(world, relay);
    await client.call('page');
    const { status } = await stream.waitFor('status', (event) => event.status.blockedToday > before);
    expect(status.blockedToday).toBe(before + 1);
    const row = rowsOf(stream).find((one) => one.outcome === 'blocked');
    expect(row?.tool).toBe('page');
    stream.close();
  });

  test('tell what becomes of servers and tools', async () => {
    const stream = await openEvents(world, relay);
    await control.call('tools.setEnabled', { server: 'echo', name: 'pid', enabled: false });
    await stream.waitFor('tools', () => true, 1000);
    await stream.waitFor('notices', (event) => event.rows.some((row) => row.type === 'config_change'), 1000);
    await client.call('crash');
    const crashed = await stream.waitFor('servers', ({ servers }) =>
      servers.some((one) => one.name === 'crashing' && one.status !== 'ready'),
    );
    expect(crashed.servers.map((one) => one.name)).toEqual(['echo', 'pages', 'crashing']);
    const seen = stream.events().length;
    await until('it is back', () =>
      stream
        .events()
        .slice(seen - 1)
        .some((event) => event.type === 'servers' && event.servers.every((one) => one.status === 'ready')),
    );
    await control.call('servers.setHidden', { server: 'pages', hidden: true });
    await stream.waitFor('servers', ({ servers }) => servers.some((one) => one.name === 'pages' && one.hidden), 1000);
    await control.call('servers.setHidden', { server: 'pages', hidden: false });
    await control.call('tools.setEnabled', { server: 'echo', name: 'pid', enabled: true });
    expectConsecutive(stream);
    stream.close();
  });

  test('tell who is connected, and a pause', async () => {
    const stream = await openEvents(world, relay);
    const before = (await control.call('relay.status', {})).clients[0]?.sessions ?? 0;
    const other = await overHttp(world, relay);
    await stream.waitFor('status', ({ status }) => status.clients[0]?.sessions === before + 1, 2000);
    await other.sdk.close();
    await control.call('relay.pause', { minutes: 1 });
    await stream.waitFor('status', ({ status }) => status.pausedUntil !== null, 1000);
    await control.call('relay.resume', {});
    await until('the end of the pause', () => {
      const last = stream.events().findLast((event) => event.type === 'status');
      return last?.type === 'status' && last.status.pausedUntil === null;
    });
    stream.close();
  });

  test('reach every subscriber alike, the page too', async () => {
    const page = await openPage(world, relay);
    const streams = [
      await openEvents(world, relay),
      await openEvents(world, relay, pageHeaders(page)),
      await openEvents(world, relay, pageHeaders(page)),
    ];
    await client.call('echo', { a: 'all' });
    for (const stream of streams) await stream.waitFor('calls', () => true);
    for (const stream of streams.slice(1)) expect(rowsOf(stream)).toEqual(rowsOf(streams[0] ?? stream));
    for (const stream of streams) stream.close();
  });

  test('of 2,000 quick calls none is lost without a gap in the numbers', async () => {
    const stream = await openEvents(world, relay);
    const before = await control.call('calls.count', { filter: {} });
    const calls = 2000;
    for (let done = 0; done < calls; done += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => client.call('echo', { n: done + index })));
    }
    const expected = before.count + calls;
    await until('all of them', async () => (await control.call('calls.count', { filter: {} })).count === expected);
    const last = (await control.call('calls.list', { filter: {}, limit: 1 })).rows[0]?.seq ?? 0;
    await until('the end', () => rowsOf(stream).at(-1)?.seq === last);
    const seqs = rowsOf(stream).map((row) => row.seq);
    expect(new Set(seqs).size, 'none twice').toBe(seqs.length);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    const numbers = stream.batches().map((batch) => batch.number);
    const gaps = numbers.slice(1).filter((number, index) => number !== (numbers[index] ?? 0) + 1);
    if (gaps.length === 0) expect(seqs).toHaveLength(calls);
    else expect(seqs.length).toBeLessThan(calls);
    stream.close();
  });

  test('a subscriber that goes away does not stop the others', async () => {
    const [leaving, staying] = [await openEvents(world, relay), await openEvents(world, relay)];
    leaving.close();
    await client.call('echo', { a: 'after' });
    await staying.waitFor('calls', () => true);
    expect(isAlive(relay.pid)).toBe(true);
    staying.close();
  });
});

describe('a stop with open streams', { timeout: TEST_MS }, () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends them all, within 5 seconds', async (signal) => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });
    const streams = await Promise.all(Array.from({ length: 20 }, () => openEvents(world, relay)));
    for (const stream of streams.slice(10)) stream.pause();
    const began = Date.now();
    relay.child.kill(signal);
    const { code } = await within('stop', relay.exit);
    expect(code).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    for (const stream of streams) stream.resume();
    await within('end of the streams', Promise.all(streams.map((stream) => stream.ended)));
  });
});
