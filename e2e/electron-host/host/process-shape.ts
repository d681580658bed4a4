import { readFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import childProcess from 'node:child_process';
import { z } from 'zod';
import { launch } from './launch-state.ts';

const require = createRequire(import.meta.url);

/** The version of Electron whose types the host is written against. */
function electronVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

/** Gives the process the looks of Electron's main process. */
export function prepareProcess(): void {
  const { executable, isPackaged, resourcesPath } = launch();
  process.argv = [executable, ...process.argv.slice(2)];
  process.execPath = executable;
  delete process.env['ELECTRON_HOST_EXECUTABLE'];
  Object.defineProperty(process, 'type', { value: 'browser', enumerable: true });
  Object.defineProperty(process, 'resourcesPath', { value: resourcesPath, enumerable: true });
  if (!isPackaged) Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  Object.defineProperty(process.versions, 'electron', { value: electronVersion(), enumerable: true });
  patchFork();
}

/** process.execPath is not Node any more, so a fork has to ask for it, as in Electron. */
function patchFork(): void {
  const { fork } = childProcess;
  const forkAsNode = (...[module, given, options]: Parameters<typeof fork>): ReturnType<typeof fork> => {
    const [parameters, settings] = isList(given) ? [given, options] : [[], given];
    const env = { ...(settings?.env ?? process.env), ELECTRON_RUN_AS_NODE: '1' };
    return fork(module, parameters, { ...settings, env });
  };
  Object.assign(childProcess, { fork: forkAsNode });
  syncBuiltinESMExports();
}

function isList(given: readonly string[] | object | undefined): given is readonly string[] {
  return Array.isArray(given);
}
