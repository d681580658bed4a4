import type { World } from '../../harness/create-world.ts';
import { type McpClient, overHttp } from '../../harness/mcp-client.ts';
import { fixture, type ServerEntry } from '../../harness/servers.ts';
import type { UiHost } from './host.ts';

/** Servers whose calls come to every outcome. */
export const SAMPLE_SERVERS: Readonly<Record<string, ServerEntry>> = {
  echo: fixture('echo'),
  tokens: fixture('token-emitter'),
  pages: fixture('injection'),
  trusted: { ...fixture('twin', 'trusted', 'search'), hidden_mode: true },
};

/** Calls one tool for each outcome: allowed, masked, blocked, error, denied, bypassed. */
export async function sampleCalls(world: World, host: UiHost): Promise<McpClient> {
  const client = await overHttp(world, host);
  await client.waitForTools('echo', 'emit', 'page', 'search');
  await client.call('echo', { note: 'plain words' });
  await client.call('emit', { kind: 'HUGGINGFACE_TOKEN' });
  await client.call('page');
  await client.call('fail');
  await client.call('no_such_tool');
  await client.call('search');
  return client;
}
