import { z } from 'zod';

import { until } from './deadline.ts';
import { run } from './relay.ts';
import { fromRepository } from './repository.ts';
import type { World } from './create-world.ts';

const ADDRESS = z.object({ baseUrl: z.url() });

/** Starts the echo server over HTTP and returns its base URL: `/mcp`, `/mcp-stream` and `/sse` are on it. */
export async function startRemoteEcho(world: World): Promise<string> {
  const server = run(world, [process.execPath, fromRepository('e2e/fixtures/servers/remote-echo.ts')]);
  const line = await until('address of the remote server', () => server.stdout().split('\n')[0] || undefined);
  return ADDRESS.parse(JSON.parse(line)).baseUrl;
}
