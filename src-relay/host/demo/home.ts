import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataFolder, dataFolder } from '../../config/data-folder.ts';
import { createToken } from '../../gateway/tokens.ts';
import { PRODUCT } from '../../protocol/product.ts';
import { writeSampleFolder } from './sample-folder.ts';
import { demoServers } from './servers.ts';

/** A place of its own for a demo: sample files, a configuration in front of real servers, an empty data folder. */
export interface DemoHome {
  readonly sample: string;
  readonly configFile: string;
  readonly servers: readonly string[];
  /** What the client of the demo presents. */
  readonly token: string;
  /** Variables that make a relay run here. */
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/** Makes the place. Throws HostError where the sample servers are not installed. */
export function createDemoHome(): DemoHome {
  const home = realpathSync(mkdtempSync(join(tmpdir(), `${PRODUCT.slug}-demo-`)));
  const remove = (): void => rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  try {
    const sample = writeSampleFolder(home);
    const servers = demoServers(sample);
    const configFile = join(home, 'config.json');
    writeFileSync(
      configFile,
      JSON.stringify({ mcpServers: servers, mcpRelay: { port: 0, transport: 'http' } }, null, 2),
    );
    const env = { MCP_RELAY_DATA_DIR: join(home, 'data'), MCP_RELAY_CONFIG_FILE: configFile };
    const folder = dataFolder(env);
    createDataFolder(folder);
    // The apps of this machine are not to be led to a relay that is gone in a moment.
    writeFileSync(folder.setupMark, '');
    const { token } = createToken(folder.tokens, 'demo');
    return { sample, configFile, servers: Object.keys(servers), token, env, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
