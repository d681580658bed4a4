import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';

import type { World } from '../../harness/create-world.ts';
import { OPERATIONS } from '../operations.ts';
import { type CompatClient, LIST_KINDS, type Session } from '../session.ts';
import { type Target, headersOf } from '../target.ts';
import { elicitAnswer, rootsAnswer, sampleAnswer } from './answers.ts';
import { Updates } from './updates.ts';

/** `@modelcontextprotocol/sdk`: the legacy era only. */
export const sdkV1: CompatClient = {
  name: 'SDK v1',
  can: OPERATIONS,
  fronts: ['stdio', 'sse', 'mcp'],
  startsServers: true,
  connect: (world, target) => connectV1(world, transportTo(world, target)),
};

/** @param subscribeMs what a subscription takes beyond its answer, where something stands between */
export async function connectV1(world: World, transport: Transport, subscribeMs = 0): Promise<Session> {
  const client = new Client(
    { name: 'compat', version: '1.0.0' },
    { capabilities: { sampling: {}, elicitation: {}, roots: { listChanged: true } } },
  );
  const updates = new Updates();
  client.setRequestHandler(CreateMessageRequestSchema, () => sampleAnswer());
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => elicitAnswer(params));
  client.setRequestHandler(ListRootsRequestSchema, () => rootsAnswer(world));
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => updates.tell(params.uri));
  await client.connect(transport);
  return {
    lists: LIST_KINDS,
    list: async (kind) => {
      if (kind === 'tools') return (await client.listTools()).tools;
      if (kind === 'resources') return (await client.listResources()).resources;
      return (await client.listPrompts()).prompts;
    },
    call: (name, args) => client.callTool({ name, arguments: args }),
    read: (uri) => client.readResource({ uri }),
    prompt: (name, args) => client.getPrompt({ name, arguments: { ...args } }),
    updated: async (uri, change) => {
      const told = updates.of(uri);
      await client.subscribeResource({ uri });
      try {
        await sleep(subscribeMs);
        await change();
        await told();
      } finally {
        await client.unsubscribeResource({ uri });
      }
    },
    close: () => client.close(),
  };
}

export function stdioV1(
  world: World,
  { command, args, env }: { command: string; args: readonly string[]; env: Readonly<Record<string, string>> },
): StdioClientTransport {
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    env: { ...env },
    cwd: world.folder,
    stderr: 'pipe',
  });
  transport.stderr?.on('data', () => {});
  return transport;
}

function transportTo(world: World, target: Target): Transport {
  if (target.front === 'stdio') return stdioV1(world, target);
  const headers = { ...headersOf(target) };
  if (target.front === 'mcp') {
    return new StreamableHTTPClientTransport(new URL(target.url), { requestInit: { headers } });
  }
  return new SSEClientTransport(new URL(target.url), {
    requestInit: { headers },
    eventSourceInit: { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }) },
  });
}
