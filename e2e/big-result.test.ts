import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { TEST_MS } from './harness/deadline.ts';
import { listen } from './harness/listening-relay.ts';
import { overHttp, overSse } from './harness/mcp-client.ts';
import { rawSession } from './harness/raw-http.ts';
import { rawRelay, waitForRawTools } from './harness/raw-stdio.ts';
import { writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const BYTES = 14 * 1024 * 1024;
const servers = { big: fixture('big-result'), echo: fixture('echo') };

describe('a result of 14 MB', { timeout: TEST_MS }, () => {
  test('passes, and every session lives on', async () => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    const others = [await overHttp(world, relay), await overSse(world, relay), await overHttp(world, relay)];
    const session = await rawSession(relay);
    await others[0]?.waitForTools('big', 'echo');

    const passing = session.request('7', 'tools/call', '{"name":"big"}');
    const meanwhile = await Promise.all(others.map((client) => client.call('echo', { meanwhile: true })));
    expect(meanwhile.map((result) => result.isError)).toEqual([false, false, false]);

    const text: unknown = JSON.parse(rawAt(await passing, 'result', 'content', 0, 'text') ?? '""');
    expect(text).toHaveLength(BYTES);
    for (const client of others) expect((await client.call('echo', { after: 1 })).text).toContain('"after":1');
    const again = await session.request('8', 'tools/call', '{"name":"echo","arguments":{"still":"here"}}');
    expect(again).toContain('still');
  });

  test('passes over /sse', async () => {
    const world = worldOfTest();
    const client = await overSse(world, await listen(world, servers));
    await client.waitForTools('big');
    expect((await client.call('big')).text).toHaveLength(BYTES);
    expect((await client.call('echo')).isError).toBe(false);
  });

  test('passes over stdio', async () => {
    const world = worldOfTest();
    const front = await rawRelay(world, ['--config-file', writeConfig(world, { mcpServers: servers })]);
    await waitForRawTools(front.request, 'big', 'echo');
    const frame = await front.request('1', 'tools/call', '{"name":"big"}');
    expect(JSON.parse(rawAt(frame, 'result', 'content', 0, 'text') ?? '""')).toHaveLength(BYTES);
    expect(await front.request('2', 'tools/call', '{"name":"echo"}')).toContain('echo');
  });
});
