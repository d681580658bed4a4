import { messageOf } from '../../protocol/errors.ts';
import type { StartCommand } from '../instance/start-file.ts';

/** Starts a relay where none runs. */
export interface RelayStarter {
  /** What a person can do where nothing has come of it, one sentence. */
  readonly advice: string;
  /** Starts one and does not wait for it; gives why that is impossible, with what to do, or undefined. Never throws. */
  start(): string | undefined;
}

const ADVICE = 'Start MCP Security Relay, then try again.';

/** Variables of a client that would change what its children are. */
const FOREIGN = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'];

/** The shell ends as soon as it has started what it is given, which then has another parent. Nothing is quoted into it. */
const START_AND_END = '"$@" &';

/**
 * What to start so that the relay is no descendant of the bridge: some clients (Copilot CLI) end all processes that descend
 * from what they have started, by their parents' ids. Windows has no such shell (to `cmd`, data and commands are one text), and
 * leaves a child its parent's id for good: such a client ends the relay there, and the next bridge starts it again.
 */
function orphaned({ program, args }: StartCommand, platform: NodeJS.Platform): [string, readonly string[]] {
  return platform === 'win32' ? [program, args] : ['/bin/sh', ['-c', START_AND_END, 'sh', program, ...args]];
}

/**
 * Starts the relay as a process of its own, which outlives its starter. There is one relay to a data folder: one that is
 * started beside another ends by itself.
 * @param find how the relay is started: asked at each start, since an update may have moved it
 */
export function processStarter(
  find: () => StartCommand | undefined,
  env: Readonly<Record<string, string | undefined>>,
): RelayStarter {
  return {
    advice: ADVICE,
    start() {
      const command = find();
      if (!command) return `The relay does not run, and it is not known how it is started. ${ADVICE}`;
      const own = { ...env, ...command.env };
      for (const name of FOREIGN) delete own[name];
      try {
        // Seldom needed, and not loaded for nothing.
        const { spawn } = process.getBuiltinModule('node:child_process');
        const [program, args] = orphaned(command, process.platform);
        const child = spawn(program, args, {
          detached: true,
          stdio: 'ignore',
          cwd: command.cwd,
          env: own,
          windowsHide: true,
        });
        child.on('error', () => {});
        child.unref();
        return undefined;
      } catch (error) {
        return `The relay does not run, and starting ${command.program} failed (${messageOf(error)}). ${ADVICE}`;
      }
    },
  };
}
