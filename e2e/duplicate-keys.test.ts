import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { rawSession } from './harness/raw-http.ts';
import { rawRelay, waitForRawTools } from './harness/raw-stdio.ts';
import { writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

const DUPLICATES = [
  { place: 'in the frame', frame: '{"jsonrpc":"2.0","id":5,"method":"ping","method":"tools/list"}' },
  {
    place: 'in the params',
    frame: '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"plain","name":"noise"}}',
  },
  {
    place: 'in the arguments',
    frame:
      '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"plain","arguments":{"a":[{"b":1,"c":2,"b":3}]}}}',
  },
  {
    place: 'spelled with an escape',
    frame:
      '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"plain","arguments":{"path":"a","p\\u0061th":"b"}}}',
  },
];

describe('a frame in which a key stands twice', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  const servers = { garbage: fixture('garbage') };
  let relay: ListeningRelay;
  let client: McpClient;

  beforeAll(async () => {
    relay = await listen(world, servers);
    client = await overHttp(world, relay);
    await client.waitForTools('plain');
  }, TEST_MS);

  test.each(DUPLICATES)('$place: from a client over HTTP gets 400', async ({ frame }) => {
    const session = await rawSession(relay);
    const response = await session.post(frame);
    expect(response.status).toBe(400);
    expect(await session.request('6', 'tools/call', '{"name":"plain"}')).toContain('plain');
  });

  test.each(DUPLICATES)('$place: from a client over stdio gets a JSON-RPC error', async ({ frame }) => {
    const own = worldOfTest();
    const front = await rawRelay(own, ['--config-file', writeConfig(own, { mcpServers: servers })]);
    await waitForRawTools(front.request, 'plain');
    front.send(frame);
    const answered = await front.request('6', 'tools/call', '{"name":"plain"}');
    expect(answered).toContain('plain');
    const refused = front.frames().filter((line) => rawAt(line, 'error') !== undefined);
    expect(refused).toHaveLength(1);
    expect(['5', 'null', undefined]).toContain(rawAt(refused[0] ?? '', 'id'));
    expect(rawAt(refused[0] ?? '', 'error', 'code')).toMatch(/^-32[67]00$/);
  });

  test.each(['duplicate_keys', 'duplicate_nested'])('from a server fails the call %s, and no other', async (tool) => {
    const result = await client.call(tool);
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(/^AISEC_TOOL_EXECUTION_ERROR:\s*\S/);
    expect(result.json).not.toContain('seen by the');
    expect((await client.call('plain')).text).toBe('plain');
  });
});
