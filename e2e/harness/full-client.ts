import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  LoggingMessageNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

import type { World } from './create-world.ts';
import type { ListeningRelay } from './listening-relay.ts';
import type { Way } from './raw-client.ts';
import { TOKEN, relayCommand, relayEnv } from './relay.ts';

const RESULT = z.looseObject({ content: z.array(z.looseObject({ text: z.string().optional() })) });

/** A client of the official SDK that can do all that a server may ask of it, under a name that stands in its answers. */
export interface FullClient {
  readonly sdk: Client;
  /** What it was asked, by method, in order. */
  readonly asked: readonly string[];
  readonly logged: readonly string[];
  readonly updated: readonly string[];
  /** The text items of a tool's result. */
  readonly call: (name: string, args?: Record<string, unknown>) => Promise<string>;
  /** Says that its roots are others now. */
  readonly setRoots: (...uris: readonly string[]) => Promise<void>;
}

export async function fullClient(way: Way, world: World, relay: ListeningRelay, name: string): Promise<FullClient> {
  const sdk = new Client(
    { name, version: '1.0.0' },
    { capabilities: { sampling: {}, elicitation: { form: {}, url: {} }, roots: { listChanged: true } } },
  );
  const asked: string[] = [];
  const logged: string[] = [];
  const updated: string[] = [];
  let roots: readonly string[] = [`file:///roots/of/${name}`];
  sdk.setRequestHandler(CreateMessageRequestSchema, ({ method }) => {
    asked.push(method);
    return { role: 'assistant', content: { type: 'text', text: `sampled by ${name}` }, model: `model of ${name}` };
  });
  sdk.setRequestHandler(ElicitRequestSchema, ({ method }) => {
    asked.push(method);
    return { action: 'accept', content: { name: `person at ${name}`, interpretation: 'historical' } };
  });
  sdk.setRequestHandler(ListRootsRequestSchema, ({ method }) => {
    asked.push(method);
    return { roots: roots.map((uri) => ({ uri, name: `root of ${name}` })) };
  });
  sdk.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void logged.push(String(params.data)));
  sdk.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void updated.push(params.uri));
  world.onEnd(() => sdk.close());
  await sdk.connect(transportOf(way, world, relay));
  return {
    sdk,
    asked,
    logged,
    updated,
    async call(tool, args = {}) {
      const { content } = RESULT.parse(await sdk.callTool({ name: tool, arguments: args }));
      return content.map(({ text }) => text ?? '').join('\n');
    },
    async setRoots(...uris) {
      roots = uris;
      await sdk.sendRootsListChanged();
    },
  };
}

function transportOf(way: Way, world: World, relay: ListeningRelay): Transport {
  const headers = { authorization: `Bearer ${TOKEN}` };
  if (way === 'http') {
    return new StreamableHTTPClientTransport(new URL(relay.info.endpoints.mcp), { requestInit: { headers } });
  }
  if (way === 'sse') {
    return new SSEClientTransport(new URL(relay.info.endpoints.sse), {
      requestInit: { headers },
      eventSourceInit: { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }) },
    });
  }
  const [command, ...args] = relayCommand(['--config-file', relay.configFile]);
  return new StdioClientTransport({ command, args, env: relayEnv(world), cwd: world.folder, stderr: 'ignore' });
}
