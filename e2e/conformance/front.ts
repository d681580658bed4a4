import type { World } from '../harness/create-world.ts';
import { listenWith } from '../harness/listening-relay.ts';
import { overHttp } from '../harness/mcp-client.ts';
import { TOKEN, relayCommand, writeConfig } from '../harness/relay.ts';
import { bridge } from './bridge/bridge.ts';
import { SsePipe } from './bridge/sse-pipe.ts';
import { StdioPipe } from './bridge/stdio-pipe.ts';
import { type FixtureKind, fixtureArgs, fixtureEntry, startFixture } from './fixture.ts';
import { forward } from './forwarder.ts';

/** What the suite speaks to: the relay's `/mcp`, or a bridge to its stdio or `/sse`. */
export type Front = 'mcp' | 'stdio' | 'sse';

/** More than the fixture has tools, whatever the default. */
const LIMITS = ['--max-mcp-tools', '64'];

/** Puts the relay before the fixture. @returns the URL to give to a suite */
export async function relayedUrl(world: World, front: Front, back: FixtureKind): Promise<string> {
  const config = writeConfig(world, { mcpServers: { fixture: await fixtureEntry(world, back) } });
  if (front === 'stdio') {
    let count = 0;
    return bridge(world, ['legacy', 'modern'], () => {
      count += 1;
      // A process of its own for each session, with a data folder of its own: none joins another.
      const env = { MCP_RELAY_DATA_DIR: world.path(`data-${count}`) };
      const args = ['--config-file', config, '--transport', 'stdio', ...LIMITS];
      return Promise.resolve(new StdioPipe(world, relayCommand(args), env));
    });
  }
  const relay = await listenWith(world, config, { args: LIMITS, env: { LOGLEVEL: 'WARNING' } });
  const client = await overHttp(world, relay);
  await client.waitForTools('test_simple_text');
  await client.sdk.close();
  if (front === 'mcp') return forward(world, relay.info.endpoints.mcp, TOKEN);
  return bridge(world, ['legacy'], () => SsePipe.open(world, relay.info.endpoints.sse, TOKEN));
}

/** The fixture without the relay, behind the same bridge if there is one. @returns the URL to give to a suite */
export async function bareUrl(world: World, front: Front): Promise<string> {
  if (front === 'mcp') return startFixture(world, 'http');
  if (front === 'stdio') {
    return bridge(world, ['legacy', 'modern'], () =>
      Promise.resolve(new StdioPipe(world, [process.execPath, ...fixtureArgs('stdio')])),
    );
  }
  const url = await startFixture(world, 'sse');
  return bridge(world, ['legacy'], () => SsePipe.open(world, url));
}
