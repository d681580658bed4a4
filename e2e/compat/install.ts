import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { fromRepository } from '../harness/repository.ts';

const PACKAGE_FILE = z.object({ dependencies: z.record(z.string(), z.string()) });
const VERSION_FILE = z.object({ version: z.string() });
const FOLDER = 'e2e/compat';

function wanted(folder: string): Readonly<Record<string, string>> {
  return PACKAGE_FILE.parse(read(`${folder}/package.json`)).dependencies;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(fromRepository(path), 'utf8'));
}

/** The version of a package, from this folder or another one with packages; undefined where it is not installed. */
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
 * @param folder this folder or another one with a package.json of its own, within the repository
 * @throws {Error} if npm fails; what it printed went to stderr
 */
export function installPrograms(say: (line: string) => void, folder = FOLDER): void {
  if (Object.entries(wanted(folder)).every(([name, version]) => installedVersion(name, folder) === version)) return;
  say(`installing the clients and servers (npm ci in ${folder}, needed once)`);
  const args = ['ci', '--no-audit', '--no-fund'];
  const done = spawnSync('npm', args, { cwd: fromRepository(folder), encoding: 'utf8', timeout: 300_000 });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout}${done.stderr}`);
  throw new Error(`npm ${args.join(' ')} failed in ${folder}. Check the network, then run it again.`);
}

/** A file of an installed package. */
export function installedScript(path: string, folder = FOLDER): string {
  return fromRepository(`${folder}/node_modules/${path}`);
}
