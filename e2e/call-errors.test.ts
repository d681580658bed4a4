import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { auditRow } from './harness/audit-db.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { rawSession } from './harness/raw-http.ts';
import { INFO_TOOL } from './harness/server-info.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

describe('a call that cannot be made', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let client: McpClient;

  beforeAll(async () => {
    relay = await listen(world, { echo: fixture('echo') });
    client = await overHttp(world, relay);
    await client.waitForTools('typed');
  }, TEST_MS);

  test.each(['no_such_tool', 'echo__echo__echo', '', '__proto__'])('of the tool "%s"', async (name) => {
    const result = await client.call(name);
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(/^AISEC_TOOL_NOT_FOUND:\s*\S/);
    expect(JSON.stringify(result.meta)).toContain('AISEC_TOOL_NOT_FOUND');
    expect(result.text).not.toContain('    at ');
  });

  test.each([
    { args: {}, what: 'count' },
    { args: { count: 'three' }, what: 'count' },
    { args: { count: 0 }, what: 'count' },
    { args: { count: 1, colour: 'red' }, what: 'colour' },
  ])('with arguments that do not fit: $args', async ({ args, what }) => {
    const result = await client.call('typed', args);
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(/^AISEC_VALIDATION_ERROR:\s*\S/);
    expect(result.text).toContain(what);
  });

  test('stands in the log as an error', async () => {
    await client.call('typed', { count: 'log me' });
    const row = await auditRow(world.dataDir, 'invalid call', ({ request }) => request?.includes('log me') === true);
    expect(row).toMatchObject({ tool: 'typed', server: 'echo', status: 'error' });
  });

  test('arguments that fit go through', async () => {
    expect((await client.call('typed', { count: 3, label: 'x' })).text).toContain('"count":3');
  });

  test('an error of the tool itself passes as it is', async () => {
    const result = await client.call('fail');
    expect(result).toMatchObject({ isError: true, text: 'no such record' });
  });

  test('a method that nobody knows is a JSON-RPC error', async () => {
    const frame = await (await rawSession(relay)).request('3', 'no/such/method', '{}');
    expect(rawAt(frame, 'error', 'code')).toBe('-32601');
  });

  test('the own tool stands last and answers with 2-space JSON', async () => {
    expect((await client.toolNames()).at(-1)).toBe(INFO_TOOL);
    const { text } = await client.call(INFO_TOOL);
    expect(text).toBe(JSON.stringify(JSON.parse(text), null, 2));
  });
});
