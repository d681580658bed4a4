import type { Config } from '../../config/load.ts';
import type { GivenSettings } from '../../config/settings.ts';
import type { RelayFile } from '../../gateway/instance/relay-file.ts';
import { PRODUCT } from '../../protocol/product.ts';
import { runListener } from '../listener.ts';
import { configFileOf, readConfig, workplace, type RunFlags } from '../../host/workplace.ts';

/** `serve`: the relay with its listener, headless, and what a person needs to know to connect to it. */
export async function serveCommand(given: GivenSettings, flags: RunFlags, isDemo: boolean): Promise<number> {
  if (isDemo) {
    const { demoCommand } = await import('./demo.ts');
    return demoCommand();
  }
  const place = workplace();
  const read = (): Promise<Config> =>
    readConfig(place, { ...given, transport: { origin: 'serve', text: 'http' } }, flags);
  const config = await read();
  const { file } = configFileOf(place, flags);
  return runListener(
    place,
    config,
    file,
    (host) => {
      const link = host.createLink();
      process.stderr.write(
        config.servers.length === 0
          ? withoutServers(host.running, link, file)
          : withServers(host.running, link, config.servers.length),
      );
    },
    flags.untilIdleMs,
    read,
  );
}

function withServers(running: RelayFile, link: string, count: number): string {
  return `
${PRODUCT.name} runs in front of ${count} server${count === 1 ? '' : 's'}, without a window (Ctrl-C stops it).
  see it (link works once; another one: npm run -s relay -- ui)
                      ${link}
  clients connect to  ${running.endpoints.mcp}
  with a token from   npm run -s relay -- token create --client NAME
  what is configured  npm run -s relay -- doctor

`;
}

function withoutServers(running: RelayFile, link: string, file: string): string {
  return `
${PRODUCT.name} runs, without a window (Ctrl-C stops it), but no MCP server is configured yet.

See it at work first:  npm start -- --demo
See what it does now (the link works once; another one: npm run -s relay -- ui):
  ${link}

To put it in front of your own servers, write them into
  ${file}
for example
  {
    "mcpServers": {
      "files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "/a/folder"] }
    }
  }
start it again, and connect your client to ${running.endpoints.mcp}
with a token from: npm run -s relay -- token create --client NAME

`;
}
