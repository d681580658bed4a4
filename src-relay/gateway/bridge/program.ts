import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import product from '../../../resources/product.json' with { type: 'json' };
import type { StartCommand } from '../instance/start-file.ts';

/** A relay that a bridge has started ends when it has had no client for so long, in seconds. */
const HEADLESS = ['serve', '--until-idle', '60'];
/** As the login starts the app: it stays in the tray. */
const HIDDEN = '--hidden';

/**
 * How a relay is started that never ran yet: the app that the bridge is part of, else the program of the command line
 * beside it; undefined where neither is there.
 * @param bridge the folder of the bridge's own program
 */
export function firstStart(bridge: string): StartCommand | undefined {
  return existsSync(join(bridge, '../app.asar')) ? appStart(join(bridge, '../..')) : headlessStart(bridge);
}

/** @param folder of the packed app, that holds its resources */
function appStart(folder: string): StartCommand {
  switch (process.platform) {
    case 'darwin':
      // Started straight, macOS would take it for a part of the client.
      return command('/usr/bin/open', ['-g', '-j', join(folder, '..'), '--args', HIDDEN]);
    case 'win32':
      return command(join(folder, `${product.name}.exe`), [HIDDEN]);
    default:
      return command(join(folder, product.slug), [HIDDEN]);
  }
}

function headlessStart(bridge: string): StartCommand | undefined {
  const relay = [join(bridge, '../relay/mcp-relay.js'), join(bridge, '../cli/main.ts')].find((file) =>
    existsSync(file),
  );
  return relay === undefined ? undefined : command(process.execPath, [relay, ...HEADLESS]);
}

function command(program: string, args: readonly string[]): StartCommand {
  return { program, args, cwd: dirname(program), env: {} };
}
