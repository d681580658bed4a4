import { beforeAll, describe, expect, test } from 'vitest';

import { buildToken } from './fixtures/tokens.ts';
import { auditRow } from './harness/audit-db.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { rawHttp, rawSession } from './harness/raw-http.ts';
import { filesWith } from './harness/secret-search.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const SERVER_TOKEN = buildToken('HUGGINGFACE_TOKEN', 77);
const CLIENT_TOKEN = buildToken('HUGGINGFACE_TOKEN', 78);

describe('what stands beside the message', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let client: McpClient;

  beforeAll(async () => {
    const echo = fixture('echo');
    relay = await listen(world, {
      hostile: fixture('hostile'),
      trusted: { ...fixture('hostile'), hidden_mode: true },
      echo,
    });
    client = await overHttp(world, relay);
    await client.waitForTools('look_alike', 'echo');
  }, TEST_MS);

  test.each(['look_alike', 'both'])(
    'an answer that says two things (%s) is refused, and the server lives on',
    async (tool) => {
      const outcome = await client.call(tool);
      expect(outcome.text).toMatch(/^AISEC_TOOL_EXECUTION_ERROR:/);
      expect(outcome.json).not.toContain('unseen');
      expect((await client.call('strict')).text).toBe('done');
    },
  );

  test('a request with a member that some would take for params is refused', async () => {
    const session = await rawSession(relay);
    const answer = await session.post(
      '{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"echo"},"Params":{"name":"strict"}}',
    );
    expect(answer.status).toBe(400);
  });

  test('a token in a member that JSON-RPC does not know is masked, both ways', async () => {
    const session = await rawSession(relay);
    const answer = await session.request('3', 'tools/call', '{"name":"beside"}');
    expect(answer).toContain('"x-note":"keep <HUGGINGFACE_TOKEN>"');
    const call = `{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"echo"},"x-note":"${CLIENT_TOKEN}"}`;
    expect((await session.post(call)).status).toBe(200);
    await auditRow(world.dataDir, 'echo', ({ tool, verdict }) => tool === 'echo' && verdict === 'mask');
    expect(filesWith(world.dataDir, CLIENT_TOKEN)).toEqual([]);
  });

  test('a token as the name of an argument reaches no log, with a trusted server neither', async () => {
    const session = await rawSession(relay);
    for (const name of ['strict', 'trusted__strict']) {
      const answer = await session.request('5', 'tools/call', `{"name":"${name}","arguments":{"${CLIENT_TOKEN}":1}}`);
      expect(answer).toContain('AISEC_VALIDATION_ERROR:');
    }
    const logged = (server: string): Promise<unknown> =>
      auditRow(
        world.dataDir,
        `${server} strict`,
        (row) => row.server === server && row.tool === 'strict' && row.status === 'error',
      );
    await Promise.all([logged('hostile'), logged('trusted')]);
    expect(filesWith(world.dataDir, CLIENT_TOKEN)).toEqual([]);
    expect(relay.stderr()).not.toContain(CLIENT_TOKEN);
  });

  test('a token in a definition is masked for clients and in the database', async () => {
    const { tools } = await client.sdk.listTools();
    expect(JSON.stringify(tools.find((tool) => tool.name === 'documented'))).toContain('<HUGGINGFACE_TOKEN>');
    expect(filesWith(world.dataDir, SERVER_TOKEN)).toEqual([]);
  });

  test('a schema that would take for ever stops nobody', async () => {
    expect((await client.call('doubling', { text: 'a' })).text).toBe('done');
    expect((await rawHttp(relay.info.endpoints.health)).status).toBe(200);
  });
});
