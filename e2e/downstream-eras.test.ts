import { describe, expect, test } from 'vitest';

import { TEST_MS, until } from './harness/deadline.ts';
import { callTool, connectDownstream, textOf } from './harness/downstream.ts';
import { fixture, type ServerEntry } from './harness/servers.ts';
import { suiteOverHttp, suiteOverStdio } from './harness/suite-server.ts';
import { type World, worldOfTest } from './harness/world.ts';

async function entry(world: World, era: 'legacy' | 'modern' | 'both', kind: 'stdio' | 'http' | 'sse') {
  return kind === 'stdio' ? suiteOverStdio(era) : (await suiteOverHttp(world, era, kind)).entry;
}

describe('the era of a server', { timeout: TEST_MS }, () => {
  test.each([
    ['modern', 'stdio', 'modern'],
    ['both', 'stdio', 'legacy'],
    ['legacy', 'stdio', 'legacy'],
    ['modern', 'http', 'modern'],
    ['both', 'http', 'modern'],
    ['legacy', 'http', 'legacy'],
    ['legacy', 'sse', 'legacy'],
  ] as const)('is found: a server of era %s over %s is spoken to in the %s one', async (era, kind, expected) => {
    const world = worldOfTest();
    const downstream = connectDownstream(world, await entry(world, era, kind));
    const offer = await downstream.ready();
    expect(offer.greeting.era).toBe(expected);
    expect(offer.tools.map(({ name }) => name)).toContain('test_simple_text');
    expect(offer.prompts.map(({ name }) => name)).toContain('test_simple_prompt');
    expect(offer.resources.map(({ name }) => name)).toContain('test://static-text');
    expect(offer.templates.map(({ name }) => name)).toEqual(['test://template/{id}/data']);
    expect(offer.cache.isPrivate).toBe(expected === 'modern');
    expect(typeof offer.cache.ttlMs).toBe(expected === 'modern' ? 'number' : 'undefined');
    expect(textOf(await callTool(downstream.server, 'test_simple_text'))).toContain('simple text response');
  });

  test.each([
    ['both', 'stdio', '2026-07-28', 'modern'],
    ['both', 'http', 'legacy', 'legacy'],
  ] as const)('is the configured one: %s over %s as %s', async (era, kind, protocol, expected) => {
    const world = worldOfTest();
    const downstream = connectDownstream(world, await entry(world, era, kind), { protocol });
    expect((await downstream.ready()).greeting.era).toBe(expected);
    expect(textOf(await callTool(downstream.server, 'test_simple_text'))).toContain('simple text response');
  });

  test('that it does not speak is an error that says so', async () => {
    const world = worldOfTest();
    const downstream = connectDownstream(world, await entry(world, 'modern', 'http'), { protocol: 'legacy' });
    await until('it has failed', () => downstream.server.status === 'waiting');
    expect(downstream.server.reason).toBe('it answered initialize with an error');
  });

  test('is found of a program too that ends over the wrong first message', async () => {
    const world = worldOfTest();
    const strict: ServerEntry = fixture('modern-only-strict');
    const downstream = connectDownstream(world, strict);
    const offer = await downstream.ready();
    expect(offer.greeting).toMatchObject({ era: 'modern', name: 'strict 1.0.0', instructions: 'Be brief.' });
    // One try to find out, and no other process for it.
    expect(downstream.statuses.filter((status) => status === 'connecting')).toHaveLength(2);
    expect(textOf(await callTool(downstream.server, 'echo'))).toContain('2026-07-28');
  });

  test('that changes with a restart goes unnoticed by calls', async () => {
    const world = worldOfTest();
    const before = await suiteOverHttp(world, 'modern');
    const downstream = connectDownstream(world, before.entry);
    expect((await downstream.ready()).greeting.era).toBe('modern');
    for (const era of ['legacy', 'modern'] as const) {
      const count = downstream.offers.length;
      await before.kill();
      const after = await suiteOverHttp(world, era, 'http', before.port);
      expect(textOf(await callTool(downstream.server, 'test_simple_text'))).toContain('simple text response');
      await until(`the ${era} server is listed`, () => downstream.offers.length > count);
      expect(downstream.server.greeting?.era).toBe(era);
      await after.kill();
    }
  });
});
