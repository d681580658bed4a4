import { z } from 'zod';

import type { World } from './create-world.ts';
import { until } from './deadline.ts';
import type { ListeningRelay } from './listening-relay.ts';
import { overHttp, overSse, overStdio } from './mcp-client.ts';
import { modernClient } from './modern-client.ts';

/** Every way in to a relay, in both eras: a `stdio` relay runs an engine of its own, a `bridge` joins the one that runs. */
export const FRONTS = [
  'legacy http',
  'legacy sse',
  'legacy stdio',
  'legacy bridge',
  'modern http',
  'modern stdio',
  'modern bridge',
] as const;
export type Front = (typeof FRONTS)[number];

interface FrontAnswer {
  /** The text items, one under the other. */
  readonly text: string;
  readonly isError: boolean;
  /** The whole result, for what must stand nowhere in it. */
  readonly json: string;
}

/** A client's conversation, whatever its era. */
export interface FrontClient {
  readonly call: (name: string, args?: Record<string, unknown>) => Promise<FrontAnswer>;
  readonly toolNames: () => Promise<readonly string[]>;
}

const RESULT = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ text: z.string().optional() })),
});

/** Opens a conversation that has all of these tools. */
export async function openFront(
  front: Front,
  world: World,
  relay: ListeningRelay,
  tools: readonly string[],
): Promise<FrontClient> {
  const client = await connect(front, world, relay);
  await until(`tools ${tools.join(', ')}`, async () => {
    const listed = await client.toolNames();
    return tools.every((name) => listed.includes(name)) ? listed : undefined;
  });
  return client;
}

async function connect(front: Front, world: World, relay: ListeningRelay): Promise<FrontClient> {
  switch (front) {
    case 'modern http':
      return modern('http', world, relay);
    case 'modern stdio':
      return modern('stdio', world, relay);
    case 'modern bridge':
      return modern('bridge', world, relay);
    case 'legacy http':
      return overHttp(world, relay);
    case 'legacy sse':
      return overSse(world, relay);
    case 'legacy stdio':
      return overStdio(world, ['--config-file', relay.configFile, '--standalone']);
    case 'legacy bridge':
      return overStdio(world, ['--config-file', relay.configFile]);
  }
}

async function modern(way: 'http' | 'stdio' | 'bridge', world: World, relay: ListeningRelay): Promise<FrontClient> {
  const client = await modernClient(way, world, relay);
  return {
    call: async (name, args = {}) => {
      const result = await client.callTool({ name, arguments: args });
      const { content, isError } = RESULT.parse(result);
      const text = content.flatMap((item) => (item.text === undefined ? [] : [item.text])).join('\n');
      return { text, isError: isError === true, json: JSON.stringify(result) };
    },
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
  };
}
