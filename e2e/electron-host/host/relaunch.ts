import type * as Electron from 'electron';
import { spawn } from 'node:child_process';
import { launch } from './launch-state.ts';

/** app.relaunch(): the next instance starts when this one has ended. */
export function relaunchOnExit(options: Electron.RelaunchOptions): void {
  const executable = options.execPath ?? launch().executable;
  const given = options.args ?? process.argv.slice(1);
  process.once('exit', () => {
    spawn(executable, given, { detached: true, stdio: 'ignore' }).unref();
  });
}
