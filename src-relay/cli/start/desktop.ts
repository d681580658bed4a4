import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Electron's program, or why there is no window to be had, as the end of a sentence. */
type Desktop = { readonly electron: string } | { readonly reason: string };

/** How long getting Electron's program may take, in milliseconds. */
const DOWNLOAD_MS = 5 * 60_000;

/**
 * Finds out whether a window can be opened. Electron's program is fetched where it is missing and a display is there.
 * @param isHeadless somebody asked for no window
 * @param flags flags of the headless relay that were given
 */
export function findDesktop(isHeadless: boolean, flags: readonly string[]): Desktop {
  if (isHeadless) return { reason: '--headless asks for it' };
  if (flags.length > 0) return { reason: 'flags are for the headless relay; the app reads its configuration file' };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { reason: 'there is no display here (DISPLAY and WAYLAND_DISPLAY are not set)' };
  }
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const present = programIn(folder);
  if (present !== undefined) return { electron: present };
  process.stderr.write("Getting Electron's program (about 120 MB, once) …\n");
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: ['ignore', 2, 2], timeout: DOWNLOAD_MS });
  const fetched = programIn(folder);
  return fetched === undefined
    ? { reason: "Electron's program cannot be had; with a network that reaches GitHub it is fetched at the next start" }
    : { electron: fetched };
}

/** Where the npm package keeps the program (its index.js would download it). */
function programIn(folder: string): string | undefined {
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}
