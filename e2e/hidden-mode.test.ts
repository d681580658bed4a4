import { beforeAll, describe, expect, test } from 'vitest';

import { INJECTED_DOCUMENT } from './fixtures/injections.ts';
import { buildToken } from './fixtures/tokens.ts';
import { auditRow } from './harness/audit-db.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { filesWith } from './harness/secret-search.ts';
import { serverInfo, stateOf } from './harness/server-info.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

describe('a server in hidden mode', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let client: McpClient;

  beforeAll(async () => {
    relay = await listen(world, {
      tokens: { ...fixture('token-emitter'), hidden_mode: true },
      pages: { ...fixture('injection'), hidden_mode: true },
      poisoned: { ...fixture('poisoned'), hidden_mode: true },
      echo: { ...fixture('echo'), env: { hidden_mode: 'enabled', E2E_MARK: 'kept' } },
      'pan-aisecurity': fixture('twin', 'scanner', 'scan_text'),
    });
    client = await overHttp(world, relay);
    await client.waitForTools('emit', 'page', 'echo', 'add_numbers');
  }, TEST_MS);

  test('passes a secret unscanned and is logged as bypassed, without payload', async () => {
    const token = buildToken('HUGGINGFACE_TOKEN', 30);
    const { text } = await client.call('emit', { kind: 'HUGGINGFACE_TOKEN', seeds: [30] });
    expect(text).toBe(`before ${token} after`);
    const row = await auditRow(world.dataDir, 'emit', ({ tool }) => tool === 'emit');
    expect(row).toMatchObject({ server: 'tokens', bypassed: 1, request: null, response: null, status: 'success' });
    expect(filesWith(world.dataDir, token)).toEqual([]);
    expect(relay.stderr()).not.toContain(token);
  });

  test('passes an injected page', async () => {
    expect(await client.call('page')).toMatchObject({ isError: false, text: INJECTED_DOCUMENT });
  });

  test('passes a secret in the arguments; the older spelling in env is not handed on', async () => {
    const token = buildToken('SLACK_APP_TOKEN', 31);
    expect((await client.call('echo', { token })).text).toContain(token);
    const { text } = await client.call('environment');
    expect(text).toContain('"E2E_MARK":"kept"');
    expect(text).not.toContain('hidden_mode');
    expect(filesWith(world.dataDir, token)).toEqual([]);
  });

  test('is told of as a warning', () => {
    const warning = relay
      .stderr()
      .split('\n')
      .filter((line) => /hidden/i.test(line));
    for (const server of ['tokens', 'pages', 'poisoned', 'echo']) {
      expect(warning.some((line) => line.includes(server))).toBe(true);
    }
  });

  test('but pan-aisecurity is internal: never listed, never callable', async () => {
    const info = await serverInfo(client);
    expect(stateOf(info, 'pan-aisecurity', 'scan_text')).toBe('disabled - hidden_mode');
    expect(await client.toolNames()).not.toContain('scan_text');
    expect((await client.call('scan_text')).text).toMatch(/^AISEC_TOOL_NOT_FOUND:/);
  });
});
