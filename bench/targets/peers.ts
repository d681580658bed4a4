import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Launched } from '../process/launch.ts';
import { benchFolder } from '../workplace.ts';
import type { Downstream, Workplace } from '../workplace.ts';
import { freePort, listening } from './port.ts';
import type { Target } from './target.ts';

const startLimitMs = 30_000;

function script(path: string): string {
  return join(benchFolder, 'node_modules', path);
}

function missing(path: string): string | undefined {
  return existsSync(script(path)) ? undefined : 'not installed (npm ci in bench/)';
}

async function launch(
  place: Workplace,
  name: string,
  args: (port: string, home: string) => string[],
): Promise<{ launched: Launched; port: string }> {
  const port = await freePort();
  const home = place.subfolder(`${name}-home`);
  const launched = new Launched(process.execPath, args(String(port), home), place.environment(home), home);
  launched.discardOutput();
  await listening(launched, port, startLimitMs);
  return { launched, port: String(port) };
}

function commandOf(servers: Downstream[]): string[] {
  const [server] = servers;
  return server === undefined ? [] : [server.command, ...server.args];
}

/** One server behind Streamable HTTP, with its default settings (answers as event streams, event store on). */
export const mcpProxy: Target = {
  id: 'mcp-proxy',
  aggregates: false,
  forwards: true,
  peer: true,
  unavailable: () => missing('mcp-proxy/dist/bin/mcp-proxy.mjs'),
  async start(place, servers) {
    const { launched, port } = await launch(place, 'mcp-proxy', (port) => [
      script('mcp-proxy/dist/bin/mcp-proxy.mjs'),
      '--host=127.0.0.1',
      `--port=${port}`,
      '--server=stream',
      '--',
      ...commandOf(servers),
    ]);
    return { launched, endpoint: { url: `http://127.0.0.1:${port}/mcp`, transport: 'streamable', headers: {} } };
  },
};

/** One server behind HTTP+SSE: its mode that keeps one server process for all sessions, without its log of every frame. */
export const supergateway: Target = {
  id: 'supergateway',
  aggregates: false,
  forwards: true,
  peer: true,
  unavailable: () => missing('supergateway/dist/index.js'),
  async start(place, servers) {
    const { launched, port } = await launch(place, 'supergateway', (port) => [
      script('supergateway/dist/index.js'),
      `--stdio=${commandOf(servers).join(' ')}`,
      '--outputTransport=sse',
      `--port=${port}`,
      '--logLevel=none',
    ]);
    return { launched, endpoint: { url: `http://127.0.0.1:${port}/sse`, transport: 'sse', headers: {} } };
  },
};

/** Many servers behind HTTP+SSE: the best aggregating peer. */
export const mcpHub: Target = {
  id: 'mcp-hub',
  aggregates: true,
  forwards: true,
  peer: true,
  unavailable: () => missing('mcp-hub/dist/cli.js'),
  async start(place, servers) {
    const mcpServers = Object.fromEntries(servers.map(({ name, command, args }) => [name, { command, args }]));
    const config = place.writeJson('mcp-hub.json', { mcpServers });
    const { launched, port } = await launch(place, 'mcp-hub', (port, home) => {
      seedCatalogue(home);
      return [script('mcp-hub/dist/cli.js'), '--port', port, '--config', config];
    });
    return { launched, endpoint: { url: `http://127.0.0.1:${port}/mcp`, transport: 'sse', headers: {} } };
  },
};

/** mcp-hub fetches a catalogue from the network before it starts its servers, unless a fresh copy is in its cache. */
function seedCatalogue(home: string): void {
  const folder = join(home, 'data/mcp-hub/cache');
  mkdirSync(folder, { recursive: true });
  const registry = { version: '1', generatedAt: 0, totalServers: 1, servers: [{ id: 'none', name: 'none' }] };
  const content = { registry, lastFetchedAt: Date.now(), serverDocumentation: {} };
  writeFileSync(join(folder, 'registry.json'), JSON.stringify(content));
}
