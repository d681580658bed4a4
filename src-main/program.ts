import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { StartCommand } from '../src-relay/gateway/instance/start-file.ts';
import { HIDDEN_FLAG } from './login-item/hidden-flag.ts';

/** What to start to start this app: an AppImage is mounted somewhere else at each start, so it is the image itself. */
export function appProgram(): readonly [string, ...string[]] {
  const executable = process.env.APPIMAGE ?? app.getPath('exe');
  return app.isPackaged ? [executable] : [executable, app.getAppPath()];
}

/** What an app needs of the session of the person it is shown to: clients do not give it to what they start. */
const OF_SESSION = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'XDG_CURRENT_DESKTOP',
  'DBUS_SESSION_BUS_ADDRESS',
  'MCP_RELAY_CONFIG_FILE',
] as const;

/** How the bridge of a client starts this app, in the tray, while it does not run. */
export function startCommand(): StartCommand {
  const [program, ...args] = appProgram();
  const env = OF_SESSION.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value ? [[name, value]] : [];
  });
  const common = { cwd: app.getPath('home'), env: Object.fromEntries(env) };
  // Started straight, macOS would take it for a part of the client.
  return process.platform === 'darwin' && app.isPackaged
    ? {
        program: '/usr/bin/open',
        args: ['-g', '-j', join(dirname(program), '../..'), '--args', HIDDEN_FLAG],
        ...common,
      }
    : { program, args: [...args, HIDDEN_FLAG], ...common };
}
