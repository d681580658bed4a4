import type { StartCommand } from '../gateway/instance/start-file.ts';

/** How long a relay that a client's bridge has started runs on when the last client has gone, in seconds. */
const IDLE_SECONDS = 60;
const FLAG = '--until-idle';

/** How a bridge starts this relay again: as it was started now, but that it ends when nobody needs it any longer. */
export function startCommand(): StartCommand {
  const [script = '', ...given] = process.argv.slice(1);
  const at = given.indexOf(FLAG);
  const args = at < 0 ? given : given.toSpliced(at, 2);
  const { MCP_RELAY_CONFIG_FILE: file } = process.env;
  return {
    program: process.execPath,
    args: [...process.execArgv, script, ...args, FLAG, String(IDLE_SECONDS)],
    cwd: process.cwd(),
    env: file ? { MCP_RELAY_CONFIG_FILE: file } : {},
  };
}
