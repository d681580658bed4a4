import { describe, expect, test } from 'vitest';

import { rawAt } from './fixtures/raw-json.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp, overSse, overStdio } from './harness/mcp-client.ts';
import { rawSession } from './harness/raw-http.ts';
import { rawRelay, waitForRawTools } from './harness/raw-stdio.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const WAYS = ['http', 'sse', 'stdio'] as const;
const servers = { slow: fixture('slow'), echo: fixture('echo') };

async function clientOver(way: (typeof WAYS)[number], world: World, relay: ListeningRelay): Promise<McpClient> {
  const client =
    way === 'stdio'
      ? await overStdio(world, ['--config-file', relay.configFile])
      : await (way === 'http' ? overHttp : overSse)(world, relay);
  await client.waitForTools('wait', 'echo');
  return client;
}

describe('calls at the same time', { timeout: TEST_MS }, () => {
  test.each(WAYS)('each caller gets the progress of its own call, over %s', async (way) => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    const client = await clientOver(way, world, relay);
    const totals = [3, 5];
    const seen = await Promise.all(
      totals.map(async (steps) => {
        const progress: (number | undefined)[] = [];
        await client.sdk.callTool({ name: 'wait', arguments: { ms: 300, steps } }, undefined, {
          onprogress: ({ total }) => progress.push(total),
        });
        return progress;
      }),
    );
    for (const [index, progress] of seen.entries()) {
      expect(progress.length).toBeGreaterThan(0);
      expect(new Set(progress)).toEqual(new Set([totals[index]]));
    }
  });

  test('progress carries the token that the caller chose', async () => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    const front = await rawRelay(world, ['--config-file', relay.configFile]);
    await waitForRawTools(front.request, 'wait');
    for (const token of ['"mine \\u00e9"', '0', '9007199254740993']) {
      const params = `{"name":"wait","arguments":{"ms":10,"steps":2},"_meta":{"progressToken":${token}}}`;
      await front.request(`"with ${token.replaceAll('"', '')}"`, 'tools/call', params);
      const tokens = front.frames().map((frame) => rawAt(frame, 'params', 'progressToken'));
      expect(tokens.filter((candidate) => candidate === token).length, token).toBeGreaterThan(0);
    }
  });

  test.each(WAYS)('a cancelled call is cancelled at the server, over %s', async (way) => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    const client = await clientOver(way, world, relay);
    const cancel = new AbortController();
    let started = false;
    const call = client.sdk.callTool({ name: 'wait', arguments: { ms: 60_000, steps: 600 } }, undefined, {
      signal: cancel.signal,
      onprogress: () => {
        started = true;
      },
    });
    const ended = expect(call).rejects.toThrow();
    await until('the call is under way', () => started);
    cancel.abort();
    await ended;
    await until('the server has heard', async () => (await client.call('cancellations')).text === '1');
    expect((await client.call('wait', { ms: 1 })).text).toContain('waited 1 ms');
  });

  test('equal JSON-RPC ids of different clients are never mixed up', async () => {
    const world = worldOfTest();
    const relay = await listen(world, servers);
    await clientOver('http', world, relay);
    const fronts = await Promise.all([1, 2].map(() => rawRelay(world, ['--config-file', relay.configFile])));
    const sessions = [await rawSession(relay), await rawSession(relay), ...fronts];
    await Promise.all(
      sessions.map(async (session, who) => {
        const rounds = Array.from({ length: 20 }, (_, round) => round + 100);
        await Promise.all(
          rounds.map(async (id) => {
            const ms = (id * 7 + who * 13) % 40;
            const label = `client ${who} call ${id}`;
            const params = JSON.stringify({ name: 'wait', arguments: { ms, steps: 1, label } });
            const frame = await session.request(String(id), 'tools/call', params);
            expect(rawAt(frame, 'result', 'content', 0, 'text')).toBe(JSON.stringify(`waited ${ms} ms ${label}`));
          }),
        );
      }),
    );
    for (const front of fronts) {
      const ids = front.frames().flatMap((frame) => rawAt(frame, 'id') ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
