import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '../../..');

/** What the build makes, each by one file that it writes anew. */
const BUILT = ['renderer/index.html', 'main/main.js', 'preload/preload.cjs', 'relay/mcp-relay.js', 'bridge/bridge.cjs'];
const SOURCES = ['src-relay', 'src-main', 'src-renderer', 'resources', 'vite.config.ts', 'package-lock.json'];

/** Builds the app if it is not built, or if a source is newer than what is. Ends the process where that fails. */
export async function buildIfNeeded(): Promise<void> {
  const built = Math.min(...BUILT.map((file) => changedAt(join(ROOT, 'dist', file))));
  const changed = Math.max(...SOURCES.map((name) => newestIn(join(ROOT, name))));
  if (built >= changed) return;
  process.stderr.write('Building the app (some seconds, once) …\n');
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const build = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  await once(build, 'exit');
  if (build.exitCode === 0) return;
  process.stderr.write('The build failed; what it says stands above.\n');
  process.exit(1);
}

/** 0 for a file that is not there. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestIn(path: string): number {
  if (!statSync(path).isDirectory()) return changedAt(path);
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...files.map((entry) => changedAt(join(entry.parentPath, entry.name))));
}
