#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { createDemoHome } from '../host/demo/home.ts';
import { playDemo } from '../host/demo/session.ts';
import { buildIfNeeded } from './start/build.ts';
import { findDesktop } from './start/desktop.ts';
import { runApp } from './start/app.ts';

/**
 * `npm start`: builds what is not built, then runs the desktop app where Electron can be had and a display is there, else
 * the headless relay with its page in the browser; it says which of the two, and why.
 */
enableCompileCache();

const args = process.argv.slice(2);
const isDemo = args.includes('--demo');
const flags = args.filter((arg) => arg !== '--demo' && arg !== '--headless');

await buildIfNeeded();
const desktop = findDesktop(args.includes('--headless'), flags);
const isDone = 'electron' in desktop && (await runDesktop(desktop.electron));
if (!isDone) {
  const why = 'reason' in desktop ? desktop.reason : 'the window could not be opened, see above';
  process.stderr.write(`Running without a window: ${why}.\n`);
  const { runProgram } = await import('./program.ts');
  await runProgram([process.execPath, import.meta.filename, 'serve', ...(isDemo ? ['--demo'] : []), ...flags]);
}

/** Runs the app to its end and exits with its code; false where it could not even open its window. */
async function runDesktop(electron: string): Promise<boolean> {
  process.stderr.write('Opening the desktop app. Closing its window leaves it in the tray; quit it there.\n');
  if (!isDemo) return runApp(electron, {}, () => Promise.resolve());
  const home = createDemoHome();
  process.once('exit', () => home.remove());
  try {
    return await runApp(electron, home.env, (url) => playDemo(url, home, (line) => process.stderr.write(`${line}\n`)));
  } finally {
    home.remove();
  }
}
