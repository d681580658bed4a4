import { z } from 'zod';

import { until } from './deadline.ts';
import type { McpClient } from './mcp-client.ts';

export const INFO_TOOL = 'list_downstream_servers_info';

const INFO = z.record(
  z.string(),
  z.array(
    z.looseObject({
      name: z.string(),
      description: z.string().optional(),
      server_name: z.string(),
      state: z.string(),
      sha256_hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
);
export type ServerInfo = z.infer<typeof INFO>;

/** What the relay says of all tools in all states. */
export async function serverInfo(client: McpClient): Promise<ServerInfo> {
  return INFO.parse(JSON.parse((await client.call(INFO_TOOL)).text));
}

export function stateOf(info: ServerInfo, server: string, tool: string): string | undefined {
  return info[server]?.find((entry) => entry.name === tool)?.state;
}

/** Waits until a tool has the state. */
export async function waitForState(client: McpClient, server: string, tool: string, state: RegExp): Promise<string> {
  return until(`${server}.${tool} in state ${String(state)}`, async () => {
    const found = stateOf(await serverInfo(client), server, tool);
    return found !== undefined && state.test(found) ? found : undefined;
  });
}
