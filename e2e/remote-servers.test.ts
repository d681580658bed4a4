import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { ODD_NUMBERS } from './fixtures/vendor-source.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listenWith } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { rawSession } from './harness/raw-http.ts';
import { TOKEN, writeConfig } from './harness/relay.ts';
import { startRemoteEcho } from './harness/remote-echo.ts';
import { worldOfSuite } from './harness/world.ts';

const SERVERS = ['http', 'stream', 'sse', 'older', 'guessed'];

describe('remote servers', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let client: McpClient;

  beforeAll(async () => {
    const base = await startRemoteEcho(world);
    const headers = { 'x-api-key': '$E2E_KEY', 'x-both': 'a-${E2E_KEY}-b' };
    const config = writeConfig(world, {
      mcpRelay: { toolNames: 'prefix' },
      mcpServers: {
        http: { url: `${base}/mcp`, type: 'http', headers },
        stream: { url: `${base}/mcp-stream`, headers },
        sse: { url: `${base}/sse`, type: 'sse', headers },
        guessed: { url: `${base}/sse`, headers },
        older: { baseUrl: `${base}/mcp`, headers },
      },
    });
    relay = await listenWith(world, config, { env: { E2E_KEY: 'value-of-key' } });
    client = await overHttp(world, relay);
    await client.waitForTools(...SERVERS.map((name) => `${name}__echo`));
  }, TEST_MS);

  test.each(SERVERS)('%s: arguments arrive byte for byte, under the own name of the tool', async (server) => {
    const session = await rawSession(relay);
    const params = `{"name":"${server}__echo","arguments":${ODD_NUMBERS}}`;
    const frame = await session.request('1', 'tools/call', params);
    const text: unknown = JSON.parse(rawAt(frame, 'result', 'content', 0, 'text') ?? '""');
    expect(rawAt(String(text), 'arguments')).toBe(ODD_NUMBERS);
    expect(rawAt(String(text), 'name')).toBe('"echo"');
  });

  test.each(SERVERS)('%s: its configured headers are sent, the credentials of the client are not', async (server) => {
    const { text } = await client.call(`${server}__headers`);
    expect(JSON.parse(text)).toMatchObject({ 'x-api-key': 'value-of-key', 'x-both': 'a-value-of-key-b' });
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain('authorization');
  });
});
