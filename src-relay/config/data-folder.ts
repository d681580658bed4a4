import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { messageOf } from '../protocol/errors.ts';
import { PRODUCT } from '../protocol/product.ts';
import type { Environment } from './environment.ts';

/** The files of one data folder: 0700 itself, everything in it 0600 (spec/relay.md, "Running it"). */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly lock: string;
  readonly relayFile: string;
  /** Authorises the command line at the running relay; new at each start. */
  readonly controlToken: string;
  readonly tokens: string;
  readonly secrets: string;
  /** Secrets that the system's keychain has encrypted. */
  readonly keychain: string;
  /** The key that seals what clients carry from one round of a request to the next. */
  readonly stateKey: string;
  /** Servers of a low score, and those that a person lets start all the same. */
  readonly permits: string;
  /** How the relay is started, as it was last: the bridge starts it so where none runs. */
  readonly start: string;
  /** There once somebody has gone through the set-up of AI clients, or has left it. */
  readonly setupMark: string;
  /** The port that clients know the relay by. */
  readonly port: string;
  /** Folder of what each relay has started. */
  readonly children: string;
  /** Folder of log files. */
  readonly logs: string;
  /** The token of a client that connects by the bridge; the client's name is one that isClientName takes. */
  clientTokenFile(client: string): string;
}

const paths = envPaths(PRODUCT.slug, { suffix: '' });

/** Where the folder is; nothing is created. */
export function dataFolder(env: Environment): DataFolder {
  const path = resolve(env.MCP_RELAY_DATA_DIR || paths.data);
  return {
    path,
    database: join(path, 'relay.db'),
    lock: join(path, 'relay.lock'),
    relayFile: join(path, 'relay.json'),
    controlToken: join(path, 'control.token'),
    tokens: join(path, 'tokens.json'),
    secrets: join(path, 'secrets.json'),
    children: join(path, 'children'),
    logs: join(path, 'logs'),
    keychain: join(path, 'secrets.keychain.json'),
    stateKey: join(path, 'state.key'),
    permits: join(path, 'server-permits.json'),
    start: join(path, 'start.json'),
    port: join(path, 'port'),
    setupMark: join(path, 'setup-seen'),
    clientTokenFile: (client) => join(path, 'clients', `${client}.token`),
  };
}

/** The data folder cannot be used; the message says what to do. */
class DataFolderError extends Error {
  readonly code = 'data_folder';
}

/** Creates the folder where it is missing and closes it to others. Throws DataFolderError. */
export function createDataFolder(folder: DataFolder): void {
  try {
    prepare(folder);
  } catch (error) {
    const cause = `The data folder ${folder.path} cannot be used (${messageOf(error)}).`;
    throw new DataFolderError(`${cause} Name another one with MCP_RELAY_DATA_DIR.`, { cause: error });
  }
}

function prepare(folder: DataFolder): void {
  const isNew = mkdirSync(folder.path, { recursive: true, mode: 0o700 }) !== undefined;
  // A folder that was there before is closed if it is ours or empty: somebody else's is not changed.
  const names = isNew ? [] : readdirSync(folder.path);
  if (names.length === 0 || names.includes('relay.db') || names.includes('tokens.json')) chmodSync(folder.path, 0o700);
}

/** The configuration file that is read when none is named. */
export function defaultConfigFile(): string {
  return join(paths.config, 'config.json');
}
