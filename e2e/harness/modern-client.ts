import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

import type { World } from './create-world.ts';
import type { ListeningRelay } from './listening-relay.ts';
import { TOKEN, relayCommand, relayEnv } from './relay.ts';

/** The ways in that the modern era has: HTTP, stdio of a relay of one's own, stdio joined to a relay that runs. */
export const MODERN_WAYS = ['http', 'stdio', 'bridge'] as const;
export type ModernWay = (typeof MODERN_WAYS)[number];

/** A client of the official SDK that finds out itself which era is spoken, and can be asked everything. */
export async function modernClient(way: ModernWay, world: World, relay: ListeningRelay): Promise<Client> {
  const client = new Client(
    { name: 'e2e', version: '1.0.0' },
    {
      capabilities: { sampling: {}, elicitation: { form: {}, url: {} }, roots: {} },
      versionNegotiation: { mode: 'auto' },
    },
  );
  client.setRequestHandler('sampling/createMessage', () => ({
    role: 'assistant',
    content: { type: 'text', text: 'sampled' },
    model: 'none',
  }));
  client.setRequestHandler('elicitation/create', () => ({
    action: 'accept',
    content: { username: 'alice', email: 'alice@example.com', name: 'Alice', ok: true, color: 'green' },
  }));
  client.setRequestHandler('roots/list', () => ({ roots: [{ uri: 'file:///work' }] }));
  world.onEnd(() => client.close());
  await client.connect(transportTo(way, world, relay));
  return client;
}

function transportTo(way: ModernWay, world: World, relay: ListeningRelay) {
  if (way === 'http') {
    const requestInit = { headers: { authorization: `Bearer ${TOKEN}` } };
    return new StreamableHTTPClientTransport(new URL(relay.info.endpoints.mcp), { requestInit });
  }
  const standalone = way === 'stdio' ? ['--standalone'] : [];
  const [command, ...args] = relayCommand(['--config-file', relay.configFile, ...standalone]);
  return new StdioClientTransport({ command, args, env: relayEnv(world), cwd: world.folder, stderr: 'ignore' });
}
