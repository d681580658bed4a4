import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
  type VersionNegotiationMode,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

import type { World } from '../../harness/create-world.ts';
import { OPERATIONS } from '../operations.ts';
import { type CompatClient, LIST_KINDS, type Session } from '../session.ts';
import { type Front, type Target, headersOf } from '../target.ts';
import { elicitAnswer, rootsAnswer, sampleAnswer } from './answers.ts';
import { Updates } from './updates.ts';

const MODERN = '2026-07-28';

/** `@modelcontextprotocol/client` in one of its three ways to choose an era. */
function sdkV2(era: 'legacy' | 'auto' | 'modern'): CompatClient {
  // HTTP+SSE is a transport of the legacy era.
  const fronts: readonly Front[] = era === 'modern' ? ['stdio', 'mcp'] : ['stdio', 'sse', 'mcp'];
  return {
    name: `SDK v2, ${era}`,
    can: OPERATIONS,
    fronts,
    startsServers: true,
    connect: (world, target) => connectV2(world, target, era === 'modern' ? { pin: MODERN } : era),
  };
}

export const sdkV2Clients = [sdkV2('legacy'), sdkV2('auto'), sdkV2('modern')];

async function connectV2(world: World, target: Target, mode: VersionNegotiationMode): Promise<Session> {
  const client = new Client(
    { name: 'compat', version: '2.0.0' },
    {
      capabilities: { sampling: {}, elicitation: { form: {} }, roots: { listChanged: true } },
      versionNegotiation: { mode },
    },
  );
  const updates = new Updates();
  client.setRequestHandler('sampling/createMessage', () => sampleAnswer());
  client.setRequestHandler('elicitation/create', ({ params }) => elicitAnswer(params));
  client.setRequestHandler('roots/list', () => rootsAnswer(world));
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => updates.tell(params.uri));
  await client.connect(transportTo(world, target));
  return {
    lists: LIST_KINDS,
    list: async (kind) => {
      if (kind === 'tools') return (await client.listTools()).tools;
      if (kind === 'resources') return (await client.listResources()).resources;
      return (await client.listPrompts()).prompts;
    },
    call: (name, args) => client.callTool({ name, arguments: { ...args } }),
    read: (uri) => client.readResource({ uri }),
    prompt: (name, args) => client.getPrompt({ name, arguments: { ...args } }),
    updated: async (uri, change) => {
      const told = updates.of(uri);
      const end = await subscribe(client, uri);
      try {
        await change();
        await told();
      } finally {
        await end();
      }
    },
    close: () => client.close(),
  };
}

/** In the way of the era that was agreed on. @returns what ends the subscription */
async function subscribe(client: Client, uri: string): Promise<() => Promise<unknown>> {
  if (client.getProtocolEra() === 'modern') {
    const listening = await client.listen({ resourceSubscriptions: [uri] });
    return () => listening.close();
  }
  await client.subscribeResource({ uri });
  return () => client.unsubscribeResource({ uri });
}

function transportTo(world: World, target: Target): Transport {
  if (target.front === 'stdio') {
    const { command, args, env } = target;
    // The plain class: it probes the era on a process of its own.
    return new StdioClientTransport({ command, args: [...args], env: { ...env }, cwd: world.folder, stderr: 'ignore' });
  }
  const headers = { ...headersOf(target) };
  if (target.front === 'mcp') {
    return new StreamableHTTPClientTransport(new URL(target.url), { requestInit: { headers } });
  }
  return new SSEClientTransport(new URL(target.url), {
    requestInit: { headers },
    eventSourceInit: { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }) },
  });
}
