import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createDataFolder } from '../config/data-folder.ts';
import type { Config } from '../config/load.ts';
import { readRelayFile, removeRelayFile, writeRelayFile, type RelayFile } from '../gateway/instance/relay-file.ts';
import { bracketed } from '../gateway/http/guard.ts';
import { TokenBook } from '../gateway/tokens.ts';
import { PRODUCT } from '../protocol/product.ts';
import { takeLock } from '../store/file-lock.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { startEngine } from './engine.ts';
import { EXIT, UsageError } from './exit.ts';
import { stopSignal } from './signals.ts';
import type { Workplace } from './workplace.ts';

/** Runs the relay with its listener until it is told to stop. `onReady` hears where it listens. */
export async function runListener(
  place: Workplace,
  config: Config,
  onReady: (file: RelayFile) => void = () => {},
): Promise<number> {
  const stopped = stopSignal();
  const { folder, log } = place;
  createDataFolder(folder);
  const releaseLock = takeLock(folder.lock);
  if (!releaseLock) {
    const running = readRelayFile(folder.relayFile);
    const where = running ? ` at ${running.baseUrl} (process ${running.pid})` : '';
    process.stderr.write(
      `A relay is already running in ${folder.path}${where}. Stop it, or give this one a data folder of its own with MCP_RELAY_DATA_DIR.\n`,
    );
    return EXIT.failed;
  }
  try {
    const controlToken = randomBytes(32).toString('base64url');
    const engine = await startEngine(place, config);
    const { instanceId } = engine.relay;
    try {
      writeFileAtomic(folder.controlToken, controlToken);
      const port = await engine.relay.listen(tokenBook(place, controlToken));
      const file = describe(config, port, instanceId);
      writeRelayFile(folder.relayFile, file);
      log.info(
        `listening at ${file.endpoints.mcp} and ${file.endpoints.sse}, ${config.servers.length === 1 ? '1 server' : `${config.servers.length} servers`}`,
      );
      onReady(file);
      log.info(`stopping: ${await stopped}`);
    } finally {
      removeRelayFile(folder.relayFile, instanceId);
      rmSync(folder.controlToken, { force: true });
      await engine.stop();
    }
    return EXIT.done;
  } finally {
    releaseLock();
  }
}

function tokenBook(place: Workplace, controlToken: string): TokenBook {
  const envToken = place.env.MCP_RELAY_TOKEN || undefined;
  if (envToken !== undefined && envToken.length < 16) {
    throw new UsageError('MCP_RELAY_TOKEN is too short to be safe: give it at least 16 characters.');
  }
  const fixed = [{ token: controlToken, identity: 'client:stdio' }];
  if (envToken !== undefined) fixed.push({ token: envToken, identity: 'client:env' });
  return new TokenBook(place.folder.tokens, fixed, place.log);
}

function describe(config: Config, port: number, instanceId: string): RelayFile {
  const { host } = config.settings;
  const isAny = host === '0.0.0.0' || host === '::';
  const name = isAny ? '127.0.0.1' : bracketed(host);
  const baseUrl = `http://${name}:${port}`;
  return {
    pid: process.pid,
    version: PRODUCT.version,
    instanceId,
    startedAt: new Date().toISOString(),
    baseUrl,
    endpoints: { mcp: `${baseUrl}/mcp`, sse: `${baseUrl}/sse`, ui: `${baseUrl}/ui/`, health: `${baseUrl}/health` },
    configFile: config.file ?? null,
  };
}
