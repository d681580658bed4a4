import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

import { until } from './deadline.ts';
import type { ListeningRelay } from './listening-relay.ts';
import { TOKEN, relayCommand, relayEnv } from './relay.ts';
import type { ServerEntry } from './servers.ts';
import type { World } from './create-world.ts';

const RESULT = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
  structuredContent: z.unknown().optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});

interface CallOutcome {
  readonly isError: boolean;
  /** The text items, one under the other. */
  readonly text: string;
  readonly structured: unknown;
  readonly meta: Readonly<Record<string, unknown>>;
  /** The whole result, for what must stand nowhere in it. */
  readonly json: string;
}

export interface McpClient {
  readonly sdk: Client;
  readonly call: (name: string, args?: Record<string, unknown>) => Promise<CallOutcome>;
  readonly toolNames: () => Promise<readonly string[]>;
  /** Waits until tools/list has all of these. */
  readonly waitForTools: (...names: string[]) => Promise<readonly string[]>;
  /** How often the relay has said that its list of tools changed. */
  readonly listChanges: () => number;
}

async function connect(world: World, transport: Transport): Promise<McpClient> {
  const sdk = new Client({ name: 'e2e', version: '1.0.0' });
  let changes = 0;
  sdk.setNotificationHandler(ToolListChangedNotificationSchema, () => {
    changes += 1;
  });
  world.onEnd(() => sdk.close());
  await sdk.connect(transport);
  const toolNames = async (): Promise<readonly string[]> => (await sdk.listTools()).tools.map((tool) => tool.name);
  return {
    sdk,
    call: async (name, args = {}) => outcome(await sdk.callTool({ name, arguments: args })),
    toolNames,
    waitForTools: (...names) =>
      until(`tools ${names.join(', ')}`, async () => {
        const listed = await toolNames();
        return names.every((name) => listed.includes(name)) ? listed : undefined;
      }),
    listChanges: () => changes,
  };
}

function outcome(result: unknown): CallOutcome {
  const parsed = RESULT.parse(result);
  return {
    isError: parsed.isError === true,
    text: parsed.content.flatMap((item) => (item.text === undefined ? [] : [item.text])).join('\n'),
    structured: parsed.structuredContent,
    meta: parsed._meta ?? {},
    json: JSON.stringify(result),
  };
}

export function overHttp(world: World, relay: Pick<ListeningRelay, 'info'>, token = TOKEN): Promise<McpClient> {
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  return connect(world, new StreamableHTTPClientTransport(new URL(relay.info.endpoints.mcp), { requestInit }));
}

export function overSse(world: World, relay: Pick<ListeningRelay, 'info'>, token = TOKEN): Promise<McpClient> {
  const headers = { authorization: `Bearer ${token}` };
  const transport = new SSEClientTransport(new URL(relay.info.endpoints.sse), {
    requestInit: { headers },
    eventSourceInit: { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }) },
  });
  return connect(world, transport);
}

export interface StdioClient extends McpClient {
  readonly stderr: () => string;
  readonly pid: () => number;
}

/** A relay of one's own over stdio, as a desktop client starts it. */
export async function overStdio(
  world: World,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  viaNpm = false,
): Promise<StdioClient> {
  const [command, ...rest] = relayCommand(args, viaNpm);
  return spawnClient(world, { command, args: rest }, relayEnv(world, env));
}

/** A server without a relay before it. */
export function direct(world: World, server: ServerEntry): Promise<StdioClient> {
  return spawnClient(world, { command: server.command ?? '', args: server.args ?? [] }, relayEnv(world));
}

async function spawnClient(
  world: World,
  server: { readonly command: string; readonly args: readonly string[] },
  env: Record<string, string>,
): Promise<StdioClient> {
  const transport = new StdioClientTransport({
    command: server.command,
    args: [...server.args],
    env,
    cwd: world.folder,
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const client = await connect(world, transport).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${stderr}`);
  });
  return { ...client, stderr: () => stderr, pid: () => transport.pid ?? -1 };
}
