import type { World } from '../harness/create-world.ts';
import { until } from '../harness/deadline.ts';
import { type ListeningRelay, listen } from '../harness/listening-relay.ts';
import { TOKEN, relayCommand, relayEnv } from '../harness/relay.ts';
import type { ServerEntry } from '../harness/servers.ts';
import { sdkV1 } from './clients/sdk-v1.ts';
import type { CompatServer, Endpoints } from './server.ts';
import type { Session } from './session.ts';
import { type Front, type Target } from './target.ts';

/** How a client reaches the relay: at its listener, joined to it over stdio, or with a relay of its own over stdio. */
export type Way = Front | 'stdio alone';

const START_MS = 90_000;

export interface RelayUnderTest {
  readonly target: (way: Way) => Target;
  /** Waits until a session sees the tools of every server. */
  readonly settled: (session: Session) => Promise<void>;
}

/** One relay before all the servers. Ends with the world. */
export async function startRelay(
  world: World,
  servers: readonly CompatServer[],
  endpoints: ReadonlyMap<string, Endpoints>,
): Promise<RelayUnderTest> {
  const entries = servers.map((server): [string, ServerEntry] => [
    keyOf(server),
    entryOf(world, server, endpoints.get(server.name) ?? {}),
  ]);
  const args = ['--max-mcp-tools', '200'];
  const relay = await listen(world, Object.fromEntries(entries), { args, env: { LOGLEVEL: 'warn' } });
  process.on('exit', () => {
    if (process.exitCode !== 0 || process.env['COMPAT_RELAY_LOG'] === '1') process.stderr.write(relay.stderr());
  });
  const wanted = servers.flatMap((server) => server.plan(world).list.tools);
  const settled = async (session: Session): Promise<void> => {
    let missing = wanted;
    await until(
      'the tools of every server through the relay',
      async () => {
        const listed = JSON.stringify(await session.list('tools'));
        missing = wanted.filter((name) => !listed.includes(`"${name}"`));
        return missing.length === 0;
      },
      START_MS,
    ).catch(() => {
      throw new Error(`Tools that the relay does not list: ${missing.join(', ')}.\n${relay.stderr()}`);
    });
  };
  const target = (way: Way): Target => targetOf(world, relay, way, args);
  const first = await sdkV1.connect(world, target('mcp'));
  await settled(first);
  await first.close();
  return { target, settled };
}

function keyOf(server: CompatServer): string {
  return server.name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}

function entryOf(world: World, server: CompatServer, endpoints: Endpoints): ServerEntry {
  if (server.attached === 'stdio') {
    const { command, args, env } = server.stdio(world);
    return { command, args, env };
  }
  const url = endpoints[server.attached];
  if (url === undefined) throw new Error(`${server.name} has no ${server.attached} endpoint`);
  return { url, type: server.attached === 'sse' ? 'sse' : 'http' };
}

let ownFolders = 0;

function targetOf(world: World, relay: ListeningRelay, way: Way, args: readonly string[]): Target {
  if (way === 'sse' || way === 'mcp') return { front: way, url: relay.info.endpoints[way], token: TOKEN };
  const [command, ...flags] = relayCommand(['--config-file', relay.configFile, ...args]);
  if (way === 'stdio') return { front: 'stdio', command, args: flags, env: relayEnv(world) };
  ownFolders += 1;
  const env = relayEnv(world, { MCP_RELAY_DATA_DIR: world.path(`data-${ownFolders}`) });
  return { front: 'stdio', command, args: [...flags, '--standalone'], env };
}
