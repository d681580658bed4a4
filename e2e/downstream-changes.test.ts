import { describe, expect, test } from 'vitest';

import { TEST_MS, until } from './harness/deadline.ts';
import { callTool, connectDownstream, type Downstream } from './harness/downstream.ts';
import { fixture, type ServerEntry } from './harness/servers.ts';
import { suiteOverHttp, suiteOverStdio } from './harness/suite-server.ts';
import { type World, worldOfTest } from './harness/world.ts';

const WATCHED = 'test://watched-resource';
const WAYS = [
  ['legacy', 'stdio'],
  ['legacy', 'http'],
  ['legacy', 'sse'],
  ['modern', 'stdio'],
  ['modern', 'http'],
] as const;

async function suite(world: World, era: 'legacy' | 'modern', kind: 'stdio' | 'http' | 'sse'): Promise<Downstream> {
  const entry: ServerEntry = kind === 'stdio' ? suiteOverStdio(era) : (await suiteOverHttp(world, era, kind)).entry;
  const downstream = connectDownstream(world, entry);
  await downstream.ready();
  return downstream;
}

function updates({ notices }: Downstream): unknown[] {
  return notices
    .map(({ frame }) => frame.message)
    .filter(({ method }) => method === 'notifications/resources/updated')
    .map(({ params }) => (typeof params === 'object' && params !== null && 'uri' in params ? params.uri : undefined));
}

describe('what a server changes', { timeout: TEST_MS }, () => {
  test.each(WAYS)('in its lists is listed again, of each kind by itself: %s over %s', async (era, kind) => {
    const downstream = await suite(worldOfTest(), era, kind);
    const last = () => downstream.offers.at(-1);
    await callTool(downstream.server, 'test_trigger_tool_change');
    await until('the tool is there', () => last()?.tools.some(({ name }) => name === 'test_added_tool'));
    const prompts = last()?.prompts.length ?? 0;
    await callTool(downstream.server, 'test_trigger_prompt_change');
    await until('the prompt is there', () => (last()?.prompts.length ?? 0) > prompts);
    await callTool(downstream.server, 'test_trigger_tool_change');
    await until('the tool is gone', () => !last()?.tools.some(({ name }) => name === 'test_added_tool'));
    // No list was got over and over: one for the start and one for each change.
    expect(downstream.offers.length).toBeLessThanOrEqual(5);
  });

  test.each(WAYS)('in a resource is told to who subscribed, and not after: %s over %s', async (era, kind) => {
    const downstream = await suite(worldOfTest(), era, kind);
    await downstream.server.subscribe(WATCHED);
    await callTool(downstream.server, 'test_trigger_resource_update', { uri: WATCHED });
    await until('the update was told', () => updates(downstream).includes(WATCHED));
    await downstream.server.unsubscribe(WATCHED);
    await downstream.server.subscribe('test://static-text');
    const before = updates(downstream).length;
    await callTool(downstream.server, 'test_trigger_resource_update', { uri: WATCHED });
    await callTool(downstream.server, 'test_trigger_resource_update', { uri: 'test://static-text' });
    await until('the other update was told', () => updates(downstream).includes('test://static-text'));
    expect(updates(downstream).slice(before)).toEqual(['test://static-text']);
  });

  test.each(['legacy', 'modern'] as const)('is told over the next connection too: %s over http', async (era) => {
    const world = worldOfTest();
    const before = await suiteOverHttp(world, era);
    const downstream = connectDownstream(world, before.entry);
    await downstream.ready();
    await downstream.server.subscribe(WATCHED);
    await before.kill();
    await suiteOverHttp(world, era, 'http', before.port);
    await until('the update was told', async () => {
      await callTool(downstream.server, 'test_trigger_resource_update', { uri: WATCHED });
      return updates(downstream).includes(WATCHED);
    });
  });

  test('that has no such resource to tell of is an error of that subscription alone', async () => {
    const world = worldOfTest();
    const downstream = connectDownstream(world, fixture('echo'));
    await downstream.ready();
    await expect(downstream.server.subscribe('file:///x')).rejects.toThrow(/does not tell when this resource changes/u);
    expect(downstream.server.status).toBe('ready');
  });
});

describe('what a server logs', { timeout: TEST_MS }, () => {
  test.each(WAYS)('goes to the call that it belongs to, ahead of its answer: %s over %s', async (era, kind) => {
    const downstream = await suite(worldOfTest(), era, kind);
    downstream.server.setLogLevel('debug');
    const heard: unknown[] = [];
    await callTool(
      downstream.server,
      'test_logging_tool',
      {},
      { onMessage: ({ message }) => heard.push(message.method) },
    );
    expect(heard).toEqual(Array.from({ length: 3 }, () => 'notifications/message'));
  });

  test.each(WAYS)('and its progress reaches the call: %s over %s', async (era, kind) => {
    const downstream = await suite(worldOfTest(), era, kind);
    let steps = 0;
    await callTool(downstream.server, 'test_tool_with_progress', {}, { onProgress: () => (steps += 1) });
    expect(steps).toBe(3);
  });
});
