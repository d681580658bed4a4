import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Launched } from '../process/launch.ts';
import { projectFolder } from '../workplace.ts';
import type { Target } from './target.ts';
import { readJson } from '../read-json.ts';

const bundle = join(projectFolder, 'dist/relay/mcp-relay.js');
const source = join(projectFolder, 'src-relay/cli/main.ts');
const startLimitMs = 15_000;

const relayFile = z.object({ pid: z.number(), endpoints: z.object({ mcp: z.url() }) });

/** The product, headless, as its users run it: scanning and logging on, a token, its data folder kept between starts. */
export function relay(fromSource: boolean, nodeFlags: string[] = []): Target {
  const script = fromSource ? source : bundle;
  return {
    id: 'relay',
    aggregates: true,
    forwards: true,
    peer: false,
    unavailable: () => (existsSync(script) ? undefined : `${script} does not exist yet`),
    async start(place, servers, maxTools) {
      const dataFolder = place.subfolder(`relay-data-${String(servers.length)}`);
      const token = randomBytes(24).toString('base64url');
      const mcpServers = Object.fromEntries(servers.map(({ name, command, args }) => [name, { command, args }]));
      const file = place.writeJson(`relay-${String(servers.length)}.json`, { mcpServers });
      const flags = ['--transport', 'http', '--port', '0', '--config-file', file, '--MAX_MCP_TOOLS', String(maxTools)];
      const env = {
        ...place.environment(place.subfolder('relay-home')),
        MCP_RELAY_DATA_DIR: dataFolder,
        MCP_RELAY_TOKEN: token,
      };
      const launched = new Launched(process.execPath, [...nodeFlags, script, ...flags], env, place.folder);
      launched.discardOutput();
      const url = await mcpUrl(launched, join(dataFolder, 'relay.json'));
      return { launched, endpoint: { url, transport: 'streamable', headers: { authorization: `Bearer ${token}` } } };
    },
  };
}

/** relay.json is written when the listener is up; one that an earlier start left names another pid. */
async function mcpUrl(launched: Launched, path: string): Promise<string> {
  const limit = Date.now() + startLimitMs;
  while (Date.now() < limit) {
    if (!launched.running) throw new Error(`ended while starting: ${launched.lastWords}`);
    const found = relayFile.safeParse(readJson(path));
    if (found.success && found.data.pid === launched.pid) return found.data.endpoints.mcp;
    await sleep(2);
  }
  throw new Error(`no relay.json within ${String(startLimitMs / 1000)} s`);
}
