import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createDataFolder } from '../config/data-folder.ts';
import type { Config } from '../config/load.ts';
import type { Control } from '../control/control.ts';
import { HTTP } from '../control/contract.ts';
import { PageSessions } from '../control/http/sessions.ts';
import { bracketed } from '../gateway/http/guard.ts';
import { readRelayFile, type RelayFile } from '../gateway/instance/relay-file.ts';
import { removeRelayFile, writeRelayFile } from '../gateway/instance/write.ts';
import { STDIO_IDENTITY, TokenBook } from '../gateway/tokens.ts';
import { messageOf } from '../protocol/errors.ts';
import { PRODUCT } from '../protocol/product.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { takeLock } from '../store/file-lock.ts';
import { startEngine } from './engine.ts';
import { portsToTry, rememberPort } from './own-port.ts';
import { PAGE_FOLDER } from './page-folder.ts';
import type { Workplace } from './workplace.ts';

/** How long calls under way have at a stop to be answered, in milliseconds. */
const DRAIN_MS = 1000;

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

/** The one relay of a data folder, with its listener and its management. After a restart in place they are other ones. */
export interface RelayHost {
  readonly running: RelayFile;
  readonly control: Control;
  /** Resolves once a restart that is under way is over. Never rejects. */
  settled(): Promise<void>;
  /** Makes a link to the page that works once. */
  createLink(): string;
  /** Stops everything; resolves when no process of it is left. */
  stop(): Promise<void>;
}

/** How a relay starts anew in its place when its configuration was changed by itself. */
export interface Restarting {
  /** Reads the configuration anew. Where it throws, the relay goes on as it is. */
  read(): Promise<Config>;
  /** It runs again. */
  onRestarted(host: RelayHost): void;
  /** It was stopped and could not be started again: there is no host any more. */
  onFailure(error: unknown): void;
}

/** One run of the relay within a host. */
interface Run {
  readonly running: RelayFile;
  readonly control: Control;
  stop(): Promise<void>;
}

/** How long an answer has to get to whoever asked for a restart, in milliseconds. */
const RESTART_MS = 150;

/**
 * Starts the relay of a data folder: takes the folder's lock, opens the listener, and says where it is in relay.json.
 * @param configPath where a configuration is looked for when there is none
 * @param restarting how it takes up a configuration that it has changed itself; left out, it does not
 * @throws HostError, and what openDatabase and the listener throw; nothing is left running then
 */
export async function startHost(
  place: Workplace,
  config: Config,
  configPath: string,
  restarting?: Restarting,
): Promise<RelayHost> {
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
  let isLocked = true;
  const unlock = (): void => {
    if (isLocked) releaseLock();
    isLocked = false;
  };
  const sessions = new PageSessions();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let restarted: Promise<void> = Promise.resolve();
  const start = (next: Config, port?: number): Promise<Run> =>
    startRun({
      port,
      place,
      config: next,
      configPath,
      sessions,
      restart: restarting && soon,
      reload: restarting && reload,
    });
  const restart = async (again: Restarting): Promise<void> => {
    const next = await again.read();
    if (isStopped) return;
    // Clients know it by its port, whichever the configuration left it to find.
    const port = Number(new URL(run.running.baseUrl).port);
    await run.stop();
    try {
      run = await start(next, port);
      again.onRestarted(host);
    } catch (error) {
      unlock();
      again.onFailure(error);
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!restarting || isStopped) return;
      restarted = restarted
        .then(() => restart(restarting))
        .catch((error: unknown) => place.log.error(`the changed configuration is not taken up: ${messageOf(error)}`));
    }, RESTART_MS);
  };
  const reload = async (): Promise<void> => {
    await restarting?.read();
    soon();
  };
  let run: Run;
  try {
    run = await start(config);
  } catch (error) {
    unlock();
    throw error;
  }
  const host: RelayHost = {
    get running() {
      return run.running;
    },
    get control() {
      return run.control;
    },
    settled: () => restarted,
    createLink: () => `${run.running.baseUrl}${HTTP.ui}/link/${sessions.createLink()}`,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await restarted;
      await run.stop();
      unlock();
    },
  };
  return host;
}

interface RunParts {
  readonly place: Workplace;
  readonly config: Config;
  readonly configPath: string;
  /** Where the run before it has listened. */
  readonly port: number | undefined;
  readonly sessions: PageSessions;
  readonly restart: (() => void) | undefined;
  readonly reload: (() => Promise<void>) | undefined;
}

async function startRun(parts: RunParts): Promise<Run> {
  const undo: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return { ...(await openRun(parts, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openRun(
  { place, config, configPath, port: before, sessions, restart, reload }: RunParts,
  undo: (() => void | Promise<void>)[],
): Promise<Omit<Run, 'stop'>> {
  const { folder, log } = place;
  const controlToken = randomBytes(32).toString('base64url');
  // Read from the disk while the engine waits for its servers.
  const loading = Promise.all([
    import('../control/control.ts'),
    import('../control/http/routes.ts'),
    import('../control/http/page-files.ts'),
    import('./client-access.ts'),
  ]);
  loading.catch(() => {});
  const engine = await startEngine(place, config);
  undo.push(() => engine.stop());
  const { relay } = engine;
  const [{ Control }, { ControlRoutes }, { PageFiles }, { openClientAccess, droppedWords }] = await loading;
  let running: RelayFile | undefined;
  const clients = openClientAccess({
    place,
    configPath: config.file ?? configPath,
    url: () => running?.endpoints.mcp ?? '',
    restart,
  });
  const control = new Control({
    relay,
    log,
    databaseFile: folder.database,
    dataFolder: folder.path,
    configPath,
    endpoints: () => running?.endpoints ?? { mcp: '', sse: '' },
    clients,
    reload,
  });
  undo.push(() => control.close());
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
  const { port: configured } = config.settings;
  port = await relay.listen(
    tokenBook(place, controlToken),
    before === undefined ? portsToTry(folder, configured) : [before],
    routes,
  );
  if (configured !== 0) rememberPort(folder, port);
  // After relay.json is gone: bridges turn to the next relay, and what they have asked this one is answered.
  undo.push(() => relay.drain(DRAIN_MS));
  running = describe(config, port, relay.instanceId);
  writeRelayFile(folder.relayFile, running);
  undo.push(() => removeRelayFile(folder.relayFile, relay.instanceId));
  const watching = clients.book.watch((status) => {
    const dropped = droppedWords(status);
    if (dropped !== undefined) relay.noteClient(status.id, dropped);
    control.clientsChanged();
  });
  undo.push(() => watching.close());
  // The check of arguments is large, and loaded by the first call that needs it: that call need not wait for it.
  const warming = setTimeout(() => void import('../pipeline/schema-check.ts'), WARM_UP_MS);
  undo.push(() => clearTimeout(warming));
  return { running, control };
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
