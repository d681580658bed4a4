import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { PRODUCT } from '../protocol/product.ts';
import type { Environment } from './environment.ts';

/** The files of one data folder: 0700 itself, everything in it 0600 (spec/relay.md, "Running it"). */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly lock: string;
  readonly relayFile: string;
  readonly tokens: string;
  readonly secrets: string;
}

const paths = envPaths(PRODUCT.slug, { suffix: '' });

/** Where the folder is; nothing is created. */
export function dataFolder(env: Environment): DataFolder {
  const path = resolve(env.MCP_RELAY_DATA_DIR ?? paths.data);
  return {
    path,
    database: join(path, 'relay.db'),
    lock: join(path, 'relay.lock'),
    relayFile: join(path, 'relay.json'),
    tokens: join(path, 'tokens.json'),
    secrets: join(path, 'secrets.json'),
  };
}

/** Creates the folder where it is missing and closes it to others. Throws the file system's error. */
export function createDataFolder(folder: DataFolder): void {
  mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  chmodSync(folder.path, 0o700);
}

/** The configuration file that is read when none is named. */
export function defaultConfigFile(): string {
  return join(paths.config, 'config.json');
}
