import { describe, expect, test } from 'vitest';

import { TEST_MS } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { serverInfo, stateOf } from './harness/server-info.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const three = { a: fixture('twin', 'a', 'ta'), b: fixture('twin', 'b', 'tb'), c: fixture('twin', 'c', 'tc') };

describe('limits', { timeout: TEST_MS }, () => {
  test('as many servers as allowed', async () => {
    const world = worldOfTest();
    const client = await overHttp(world, await listen(world, three, { args: ['--MAX_MCP_SERVERS', '3'] }));
    await client.waitForTools('ta', 'tb', 'tc');
    expect((await client.call('tc')).text).toBe('c:tc');
  });

  test.each([
    { how: 'flag', args: ['--MAX_MCP_SERVERS', '2'], env: {} },
    { how: 'newer flag', args: ['--max-mcp-servers', '2'], env: {} },
    { how: 'environment', args: [], env: { MCP_RELAY_MAX_MCP_SERVERS: '2' } },
  ])('one server more is a configuration error ($how)', async ({ args, env }) => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: three });
    const result = await runRelay(world, ['--config-file', config, ...args], { env });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('mcpServers');
    expect(result.stderr).toMatch(/\b3\b[\s\S]*\b2\b|\b2\b[\s\S]*\b3\b/);
  });

  test('tools over the limit are disabled with one warning that names them, and the relay runs', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { many: fixture('many-tools', '5') }, { args: ['--MAX_MCP_TOOLS', '3'] });
    const client = await overHttp(world, relay);
    const listed = await client.waitForTools('tool_001');
    expect(listed).toEqual(['tool_001', 'tool_002', 'tool_003', 'list_downstream_servers_info']);
    const info = await serverInfo(client);
    expect(stateOf(info, 'many', 'tool_003')).toBe('enabled');
    expect(stateOf(info, 'many', 'tool_004')).toBe('disabled - limit');
    expect(stateOf(info, 'many', 'tool_005')).toBe('disabled - limit');
    expect((await client.call('tool_004')).text).toMatch(/^AISEC_TOOL_NOT_FOUND:/);
    expect((await client.call('tool_002')).text).toBe('tool_002');
    const warnings = relay
      .stderr()
      .split('\n')
      .filter((line) => line.includes('tool_005'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('tool_004');
  });
});
