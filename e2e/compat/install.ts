import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { fromRepository } from '../harness/repository.ts';

const PACKAGE_FILE = z.object({ dependencies: z.record(z.string(), z.string()) });
const VERSION_FILE = z.object({ version: z.string() });
const FOLDER = 'e2e/compat';

function wanted(): Readonly<Record<string, string>> {
  return PACKAGE_FILE.parse(read(`${FOLDER}/package.json`)).dependencies;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(fromRepository(path), 'utf8'));
}

/** The version of a package, from this folder or from the product's own; undefined where it is not installed. */
export function installedVersion(name: string, folder = FOLDER): string | undefined {
  try {
    return VERSION_FILE.parse(read(`${folder}/node_modules/${name}/package.json`)).version;
  } catch {
    return undefined;
  }
}

/**
 * Installs the clients and servers where they are missing or of another version.
 *
 * @throws {Error} if npm fails; what it printed went to stderr
 */
export function installPrograms(say: (line: string) => void): void {
  if (Object.entries(wanted()).every(([name, version]) => installedVersion(name) === version)) return;
  say('installing the clients and servers (npm ci in e2e/compat, needed once)');
  const args = ['ci', '--no-audit', '--no-fund'];
  const done = spawnSync('npm', args, { cwd: fromRepository(FOLDER), encoding: 'utf8', timeout: 300_000 });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout}${done.stderr}`);
  throw new Error(`npm ${args.join(' ')} failed in ${FOLDER}. Check the network, then run it again.`);
}

/** A script of an installed package. */
export function installedScript(path: string): string {
  return fromRepository(`${FOLDER}/node_modules/${path}`);
}
