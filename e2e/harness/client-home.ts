import { createServer } from 'node:net';

import type { ClientAction } from '../../src-relay/clients/types.ts';
import type { World } from './create-world.ts';
import { type ListeningRelay, listenWith } from './listening-relay.ts';
import { type RelayConfig, runRelay, writeConfig } from './relay.ts';

/**
 * The same world as a home folder: the relay's data are where they are without any variable, since clients hand few of
 * theirs on to what they start.
 */
export function atHome(world: World): World {
  return { ...world, dataDir: world.path('.local', 'share', 'mcp-security-relay') };
}

/** A relay of this home, on a port that its configuration names as the one that stays. Its log says who asks for what. */
export async function relayAtHome(home: World, mcpServers: RelayConfig['mcpServers']): Promise<ListeningRelay> {
  const port = await freePort();
  const config = writeConfig(home, { mcpServers, mcpRelay: { port } });
  return listenWith(home, config, { args: ['--port', String(port)], env: { LOGLEVEL: 'debug' } });
}

/** `mcp-relay clients connect` and the like, for the clients of this home. @throws Error if it fails */
export async function changeClients(
  home: World,
  action: ClientAction,
  flags: readonly string[],
  path = '/usr/bin:/bin',
): Promise<void> {
  const args = ['clients', action, '--home', home.folder, ...flags];
  const done = await runRelay(home, args, { env: { PATH: path } });
  if (done.code !== 0) throw new Error(`mcp-relay ${args.join(' ')}: ${done.code}\n${done.stdout}${done.stderr}`);
}

/** What the relay's log says of a client from there on. */
export function introductionOf(relay: ListeningRelay, client: string, from = 0): string | undefined {
  return new RegExp(`client:${client} introduces itself: (.*)$`, 'mu').exec(relay.stderr().slice(from))?.[1];
}

export function hasListedTools(relay: ListeningRelay, client: string, from = 0): boolean {
  return relay.stderr().slice(from).includes(`client:${client} asks for tools/list`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return address.port;
}
