import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createDataFolder } from '../config/data-folder.ts';
import type { Config } from '../config/load.ts';
import type { Control } from '../control/control.ts';
import { HTTP } from '../control/contract.ts';
import { bracketed } from '../gateway/http/guard.ts';
import { readRelayFile, removeRelayFile, writeRelayFile, type RelayFile } from '../gateway/instance/relay-file.ts';
import { STDIO_IDENTITY, TokenBook } from '../gateway/tokens.ts';
import { PRODUCT } from '../protocol/product.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { takeLock } from '../store/file-lock.ts';
import { startEngine } from './engine.ts';
import { PAGE_FOLDER } from './page-folder.ts';
import type { Workplace } from './workplace.ts';

/** When the start is over for sure, in milliseconds. */
const WARM_UP_MS = 1500;

/** The relay cannot be hosted; the message says what to do. */
export class HostError extends Error {
  readonly code: 'usage' | 'already_running';

  constructor(code: HostError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The one relay of a data folder, with its listener and its management. */
export interface RelayHost {
  readonly running: RelayFile;
  readonly control: Control;
  /** Makes a link to the page that works once. */
  createLink(): string;
  /** Stops everything; resolves when no process of it is left. */
  stop(): Promise<void>;
}

/**
 * Starts the relay of a data folder: takes the folder's lock, opens the listener, and says where it is in relay.json.
 * @param configPath where a configuration is looked for when there is none
 * @throws HostError, and what openDatabase and the listener throw; nothing is left running then
 */
export async function startHost(place: Workplace, config: Config, configPath: string): Promise<RelayHost> {
  const { folder } = place;
  createDataFolder(folder);
  const releaseLock = takeLock(folder.lock);
  if (!releaseLock) {
    const running = readRelayFile(folder.relayFile);
    const where = running ? ` at ${running.baseUrl} (process ${running.pid})` : '';
    throw new HostError(
      'already_running',
      `A relay is already running in ${folder.path}${where}. Stop it, or give this one a data folder of its own with MCP_RELAY_DATA_DIR.`,
    );
  }
  const undo: (() => void | Promise<void>)[] = [releaseLock];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return { ...(await host(place, config, configPath, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function host(
  place: Workplace,
  config: Config,
  configPath: string,
  undo: (() => void | Promise<void>)[],
): Promise<Omit<RelayHost, 'stop'>> {
  const { folder, log } = place;
  const controlToken = randomBytes(32).toString('base64url');
  // Read from the disk while the engine waits for its servers.
  const loading = Promise.all([
    import('../control/control.ts'),
    import('../control/http/routes.ts'),
    import('../control/http/sessions.ts'),
    import('../control/http/page-files.ts'),
  ]);
  loading.catch(() => {});
  const engine = await startEngine(place, config);
  undo.push(() => engine.stop());
  const { relay } = engine;
  const [{ Control }, { ControlRoutes }, { PageSessions }, { PageFiles }] = await loading;
  let running: RelayFile | undefined;
  const control = new Control({
    relay,
    log,
    databaseFile: folder.database,
    dataFolder: folder.path,
    configPath,
    endpoints: () => running?.endpoints ?? { mcp: '', sse: '' },
  });
  undo.push(() => control.close());
  const sessions = new PageSessions();
  let port = 0;
  const routes = new ControlRoutes({
    control,
    sessions,
    files: new PageFiles(PAGE_FOLDER),
    controlToken,
    port: () => port,
    onRefused: (message) => relay.noteRefusal(message),
  });
  writeFileAtomic(folder.controlToken, controlToken);
  undo.push(() => rmSync(folder.controlToken, { force: true }));
  port = await relay.listen(tokenBook(place, controlToken), routes);
  running = describe(config, port, relay.instanceId);
  writeRelayFile(folder.relayFile, running);
  undo.push(() => removeRelayFile(folder.relayFile, relay.instanceId));
  // The check of arguments is large, and loaded by the first call that needs it: that call need not wait for it.
  const warming = setTimeout(() => void import('../pipeline/schema-check.ts'), WARM_UP_MS);
  undo.push(() => clearTimeout(warming));
  const { baseUrl } = running;
  return { running, control, createLink: () => `${baseUrl}${HTTP.ui}/link/${sessions.createLink()}` };
}

function tokenBook(place: Workplace, controlToken: string): TokenBook {
  const envToken = place.env.MCP_RELAY_TOKEN || undefined;
  if (envToken !== undefined && envToken.length < 16) {
    throw new HostError('usage', 'MCP_RELAY_TOKEN is too short to be safe: give it at least 16 characters.');
  }
  const fixed = [{ token: controlToken, identity: STDIO_IDENTITY }];
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
