import { describe, expect, test } from 'vitest';

import { auditRow } from './harness/audit-db.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { rawHttp } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { runRelay } from './harness/relay.ts';
import { filesWith } from './harness/secret-search.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

async function statusWith(relay: ListeningRelay, token: string): Promise<number> {
  const response = await rawHttp(relay.info.endpoints.mcp, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${INITIALIZE_PARAMS}}`,
  });
  return response.status;
}

describe('mcp-relay token', { timeout: TEST_MS }, () => {
  test('a token is made, listed, used and revoked, while the relay runs', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { echo: fixture('echo') });

    const created = await runRelay(world, ['token', 'create', '--client', 'editor']);
    expect(created.code).toBe(0);
    const token = created.stdout.trim();
    expect(token).toMatch(/^\S{20,}$/);
    await until('the token is valid', async () => (await statusWith(relay, token)) === 200);

    const client = await overHttp(world, relay, token);
    await client.waitForTools('echo');
    await client.call('echo');
    const row = await auditRow(world.dataDir, 'echo', ({ tool }) => tool === 'echo');
    expect(row.client).toBe('client:editor');

    const listed = await runRelay(world, ['token', 'list']);
    expect(listed.code).toBe(0);
    expect(listed.stdout).toContain('editor');
    expect(listed.stdout).not.toContain(token);

    const revoked = await runRelay(world, ['token', 'revoke', 'editor']);
    expect(revoked.code, revoked.stderr).toBe(0);
    await until('the token is refused', async () => (await statusWith(relay, token)) === 401);
    expect((await runRelay(world, ['token', 'list'])).stdout).not.toContain('editor');
    expect(relay.stderr()).not.toContain(token);
    expect(filesWith(world.dataDir, token)).toEqual([]);
  });

  test('revoking ends the streams that are open', async () => {
    const world = worldOfTest();
    const relay = await listen(world, {});
    const token = (await runRelay(world, ['token', 'create', '--client', 'editor'])).stdout.trim();
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    await until('the token is valid', async () => (await statusWith(relay, token)) === 200);
    // Resolves when the stream ends.
    const stream = rawHttp(relay.info.endpoints.sse, { headers });
    expect((await runRelay(world, ['token', 'revoke', 'editor'])).code).toBe(0);
    expect((await stream).body).toContain('event: endpoint');
  });

  test.each(['env', 'stdio', '../x', ''])('no client can be called %j', async (name) => {
    const { code, stdout } = await runRelay(worldOfTest(), ['token', 'create', '--client', name]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });

  test('tokens that are created at the same moment are all kept', async () => {
    const world = worldOfTest();
    await Promise.all([1, 2, 3, 4, 5].map((n) => runRelay(world, ['token', 'create', '--client', `c${n}`])));
    expect((await runRelay(world, ['token', 'list', '--json'])).stdout.match(/"client"/g)).toHaveLength(5);
  });

  test('works without a relay, and a token outlives a restart', async () => {
    const world = worldOfTest();
    const created = await runRelay(world, ['token', 'create', '--client', 'desk']);
    const relay = await listen(world, {});
    expect(await statusWith(relay, created.stdout.trim())).toBe(200);
  });

  test('revoking an unknown client fails', async () => {
    const result = await runRelay(worldOfTest(), ['token', 'revoke', 'nobody']);
    expect(result.code).not.toBe(0);
    expect(result.stderr).toContain('nobody');
  });
});
