import { describe, expect, test } from 'vitest';

import { controlClient } from './harness/control-client.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { openEvents } from './harness/event-stream.ts';
import { listen } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { residentMiB } from './harness/memory.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const READERS = 4;
const CHANGES = 80;
/** What the streams that are not read may cost the relay together, in mebibytes; all that is told them is four times it. */
const MOST_MIB = 80;

describe('a subscriber that does not read', { timeout: TEST_MS }, () => {
  test('neither grows the relay without bound nor holds up the others, and sees the gap when it reads again', async () => {
    const world = worldOfTest();
    // Long command lines make each batch about a mebibyte.
    const long = { ...fixture('echo', 'x'.repeat(100_000)), enabled: false };
    const names = Array.from({ length: 10 }, (_, index) => `s${index}`);
    const off = Object.fromEntries(names.map((name) => [name, long]));
    const relay = await listen(world, { ...off, called: fixture('twin', 'called', 'search') });
    // What a relay loads for its first call does not count.
    const client = await overHttp(world, relay);
    await client.waitForTools('search');
    await client.call('search');
    const control = controlClient(world, relay);
    const eager = await openEvents(world, relay);
    const lazy = await Promise.all(Array.from({ length: READERS }, () => openEvents(world, relay)));
    for (const stream of lazy) stream.pause();
    const before = residentMiB(relay.pid);
    for (let change = 0; change < CHANGES; change += 1) {
      const told = eager.batches().length;
      await control.call('servers.setHidden', { server: 's0', hidden: change % 2 === 0 });
      await until('the others hear of it', () => eager.batches().length > told);
    }
    expect(residentMiB(relay.pid) - before).toBeLessThan(MOST_MIB);
    const last = eager.batches().at(-1)?.number ?? 0;
    for (const stream of lazy) stream.resume();
    await until('what waited is read', () => lazy.every((stream) => stream.batches().length > 1));
    await control.call('servers.setHidden', { server: 's0', hidden: true });
    await control.call('servers.setHidden', { server: 's0', hidden: false });
    for (const stream of lazy) {
      await until('the next batch', () => (stream.batches().at(-1)?.number ?? 0) > last);
      const numbers = stream.batches().map((batch) => batch.number);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      const gaps = numbers.slice(1).filter((number, index) => number !== (numbers[index] ?? 0) + 1);
      expect(gaps).toHaveLength(1);
    }
  });
});
