import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataFolder } from '../config/data-folder.ts';

/** The repository's root, seen from the source and from what the build makes of it. */
const ROOT = join(import.meta.dirname, '../..');
/** What .ci/bridge.ts makes: a program that needs no Node. */
const PROGRAM = process.platform === 'win32' ? 'mcp-relay.exe' : 'mcp-relay';

/**
 * The bridge as a command that needs neither a working folder nor a PATH, to be written into clients' files: of the packed
 * app the program in its resources, else Node with the built bridge, or with its source where nothing is built.
 */
export function bridgeCommand(): { program: string; args: readonly string[] } {
  const packed = packedProgram();
  if (packed !== undefined) return { program: process.env.APPIMAGE ? outsideOfImage(packed) : packed, args: [] };
  const built = join(ROOT, 'dist/bridge/bridge.cjs');
  return { program: nodeProgram(), args: [existsSync(built) ? built : join(ROOT, 'src-relay/bridge/main.ts')] };
}

function packedProgram(): string | undefined {
  // Electron's own; types of it are not to be had without importing it.
  const resources: unknown = Reflect.get(process, 'resourcesPath');
  const program = typeof resources === 'string' ? join(resources, 'bridge', PROGRAM) : undefined;
  return program !== undefined && existsSync(program) ? program : undefined;
}

/** An AppImage is mounted somewhere else at each start, and not at all while it does not run: clients get a copy. */
function outsideOfImage(program: string): string {
  const copy = join(dataFolder(process.env).path, 'bin', PROGRAM);
  const [from, to] = [statSync(program), statSync(copy, { throwIfNoEntry: false })];
  if (to?.size === from.size && to.mtimeMs >= from.mtimeMs) return copy;
  mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
  const temporary = `${copy}.${process.pid}.tmp`;
  copyFileSync(program, temporary);
  chmodSync(temporary, 0o700);
  // Bridges that run have the old file still.
  renameSync(temporary, copy);
  return copy;
}

/** In development the app runs in Electron, which is no Node for others. */
function nodeProgram(): string {
  if (process.versions.electron === undefined) return process.execPath;
  const own = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(own) ? own : (process.env.npm_node_execpath ?? process.execPath);
}
