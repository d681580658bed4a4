import type { Client } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, test } from 'vitest';

import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listenWith } from './harness/listening-relay.ts';
import { MODERN_WAYS, modernClient } from './harness/modern-client.ts';
import { writeConfig } from './harness/relay.ts';
import { suiteOverStdio } from './harness/suite-server.ts';
import { worldOfSuite } from './harness/world.ts';

describe.each(MODERN_WAYS)("the SDK's client over %s", { timeout: TEST_MS }, (way) => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let client: Client;

  async function textOf(name: string, args: Record<string, unknown> = {}): Promise<string> {
    const { content } = await client.callTool({ name, arguments: args });
    return content.map((item) => (item.type === 'text' ? item.text : item.type)).join(' ');
  }

  beforeAll(async () => {
    const mcpServers = { old: suiteOverStdio('legacy'), new: suiteOverStdio('modern') };
    const config = writeConfig(world, { mcpServers, mcpRelay: { toolNames: 'prefix', maxMcpTools: 128 } });
    relay = await listenWith(world, config);
    client = await modernClient(way, world, relay);
    await until('tools of both servers', async () => {
      const names = new Set((await client.listTools()).tools.map(({ name }) => name));
      return names.has('old__test_sampling') && names.has('new__test_sampling');
    });
  }, TEST_MS);

  test('speaks the modern era', () => {
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
  });

  test('is asked by a server of the legacy era', async () => {
    expect(await textOf('old__test_sampling', { prompt: 'Say it.' })).toContain('sampled');
    expect(await textOf('old__test_elicitation', { message: 'Who?' })).toContain('alice');
  });

  test('is asked by a server of its own era, several times', async () => {
    expect(await textOf('new__test_sampling', { prompt: 'Say it.' })).toContain('sampled');
    expect(await textOf('new__test_input_required_result_request_state')).toContain('state-ok');
    expect(await textOf('new__test_input_required_result_multiple_inputs')).toContain('sampled');
    expect(await textOf('new__test_input_required_result_multi_round')).toBe('Alice likes green.');
  });

  test('listens until it has heard enough', async () => {
    const changed = Promise.withResolvers<void>();
    client.setNotificationHandler('notifications/tools/list_changed', () => changed.resolve());
    const subscription = await client.listen({ toolsListChanged: true });
    expect(subscription.honoredFilter).toEqual({ toolsListChanged: true });
    await client.callTool({ name: 'new__test_trigger_tool_change', arguments: {} });
    await within('the change', changed.promise);
    await subscription.close();
    expect(await subscription.closed).toBe('local');
  });

  test('repeats arguments in headers where a tool wants it', async () => {
    expect(await textOf('new__test_header_parameter', { region: 'süd' })).toContain('Region: süd');
  });

  test('gives a call up, and the next one is served', async () => {
    const stop = new AbortController();
    const call = client.callTool(
      { name: 'old__test_tool_with_progress', arguments: {} },
      { signal: stop.signal, onprogress: () => stop.abort() },
    );
    await expect(call).rejects.toThrow();
    expect(await textOf('old__test_simple_text')).toContain('simple text');
  });
});
