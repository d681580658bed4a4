import { createServer } from 'node:http';

import { describe, expect, test } from 'vitest';

import { TEST_MS, until } from './harness/deadline.ts';
import { callTool, clientRequest, connectDownstream, type Downstream, textOf } from './harness/downstream.ts';
import { run } from './harness/relay.ts';
import { official, type ServerEntry } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const WAYS = ['stdio', 'sse', 'http'] as const;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** The official server that has everything, attached in one of the ways there are. */
async function everything(world: World, kind: (typeof WAYS)[number]): Promise<Downstream> {
  const { command = '', args = [] } = official('everything');
  let entry: ServerEntry = { command, args: [...args, 'stdio'] };
  if (kind !== 'stdio') {
    const port = await freePort();
    const server = run(world, [command, ...args, kind === 'sse' ? 'sse' : 'streamableHttp'], { PORT: String(port) });
    await until('it listens', () => /port/iu.test(server.stderr()) || /port/iu.test(server.stdout()));
    entry = { url: `http://127.0.0.1:${port}/${kind === 'sse' ? 'sse' : 'mcp'}`, type: kind };
  }
  const downstream = connectDownstream(world, entry);
  await downstream.ready();
  return downstream;
}

describe('the official server that has everything', { timeout: TEST_MS }, () => {
  test.each(WAYS)('works over %s', async (kind) => {
    const downstream = await everything(worldOfTest(), kind);
    const { server } = downstream;
    const last = () => downstream.offers.at(-1);
    // It offers these to clients that can be asked only, and adds them once it knows.
    const asking = ['trigger-sampling-request', 'trigger-elicitation-request'];
    await until('all tools are there', () => {
      const names = last()?.tools.map(({ name }) => name) ?? [];
      return asking.every((name) => names.includes(name));
    });
    expect(last()?.prompts.length).toBeGreaterThan(2);
    expect(last()?.resources.length).toBeGreaterThan(2);
    expect(last()?.templates.length).toBeGreaterThan(0);
    expect(server.greeting?.instructions).toBeTruthy();

    expect(textOf(await callTool(server, 'echo', { message: 'hello there' }))).toContain('hello there');
    const uri = last()?.resources[0]?.name ?? '';
    const read = await server.request(clientRequest('resources/read', { uri }), { timeoutMs: 5000 });
    expect(textOf(read)).toContain('contents');
    const prompt = await server.request(clientRequest('prompts/get', { name: 'simple-prompt' }), { timeoutMs: 5000 });
    expect(textOf(prompt)).toContain('messages');

    let steps = 0;
    const long = { duration: 1, steps: 4 };
    await callTool(server, 'trigger-long-running-operation', long, { onProgress: () => (steps += 1) });
    expect(steps).toBe(4);

    const sampled = await callTool(
      server,
      'trigger-sampling-request',
      { prompt: 'What is the capital?', maxTokens: 5 },
      {
        onAsk: () => {
          const content = { type: 'text', text: 'Paris, of course' };
          return Promise.resolve({ result: JSON.stringify({ role: 'assistant', model: 'm', content }) });
        },
      },
    );
    expect(textOf(sampled)).toContain('Paris, of course');
  });

  test.each(WAYS)('tells of subscribed resources over %s', async (kind) => {
    const downstream = await everything(worldOfTest(), kind);
    const uri = 'demo://resource/dynamic/text/1';
    await downstream.server.subscribe(uri);
    await callTool(downstream.server, 'toggle-subscriber-updates');
    await until('an update was told', () =>
      downstream.notices.some(({ frame }) => frame.source.includes('resources/updated') && frame.source.includes(uri)),
    );
  });
});
