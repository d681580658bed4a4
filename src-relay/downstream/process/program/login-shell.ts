import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { basename } from 'node:path';

/** How long a login shell may take, in milliseconds, and how much it may write, in characters. */
const SHELL_MS = 5000;
const MAX_OUTPUT = 1024 * 1024;
/** A PATH longer than this is none, in characters. */
const MAX_PATH = 64 * 1024;

/** Variables that say where a shell's start files lie, beside those that every child gets. */
const START_FILE_VARIABLES = ['ZDOTDIR', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_DIRS', 'LANG'];

type Variables = Readonly<Record<string, string | undefined>>;

export interface LoginShell {
  readonly file: string;
  /** Without a terminal; rc files that ask questions or draw pictures would otherwise wait for one. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Hears of the shell's process group, so that a killed relay leaves none. */
  readonly onStart?: (group: number) => void;
  readonly onEnd?: (group: number) => void;
}

/** The shell that a person's terminal would start. */
export function loginShellOf(variables: Variables, basic: Readonly<Record<string, string>>): LoginShell {
  const env: Record<string, string> = {
    ...basic,
    TERM: 'dumb',
    // Known to the rc files of oh-my-zsh: no question about an update, no tmux.
    DISABLE_AUTO_UPDATE: 'true',
    ZSH_TMUX_AUTOSTART: 'false',
  };
  for (const name of START_FILE_VARIABLES) {
    const value = variables[name];
    if (value !== undefined) env[name] = value;
  }
  return { file: variables.SHELL || shellOfUser() || (process.platform === 'darwin' ? '/bin/zsh' : '/bin/sh'), env };
}

/**
 * Asks a login shell for its PATH. Whatever its start files write beside it is passed over; a shell that does not end in
 * time is ended with its whole group.
 * @throws Error with a sentence's end: why there is no PATH
 */
export async function pathOfLoginShell(shell: LoginShell): Promise<string> {
  const mark = randomBytes(16).toString('hex');
  // One external command in single quotes means the same to every shell, fish and tcsh included.
  const command = `/bin/sh -c 'printf "${mark}%s${mark}" "$PATH"'`;
  const output = await outputOf(shell, [...flagsOf(shell.file), command], mark);
  const [, path = ''] = output.split(mark);
  if (path === '' || path.length > MAX_PATH || /[\0\r\n]/u.test(path)) throw new Error('told no PATH');
  return path;
}

/** Login and interactive, both: which start files people write their PATH into differs. csh takes no second flag with -l. */
function flagsOf(file: string): string[] {
  return /^t?csh$/u.test(basename(file)) ? ['-ic'] : ['-i', '-l', '-c'];
}

/** What the shell writes, up to the second mark at least. */
function outputOf(shell: LoginShell, args: readonly string[], mark: string): Promise<string> {
  const { file, env, timeoutMs = SHELL_MS, onStart, onEnd } = shell;
  return new Promise((resolve, reject) => {
    let output = '';
    // A session of its own: an interactive shell would take a terminal over from who has it.
    const child = spawn(file, args, { env: { ...env }, detached: true, stdio: ['ignore', 'pipe', 'ignore'], cwd: '/' });
    const { pid } = child;
    if (pid !== undefined) onStart?.(pid);
    const finish = (failure?: string): void => {
      clearTimeout(timer);
      child.stdout?.destroy();
      // What start files leave running on purpose (an agent for keys) has left the group.
      if (pid !== undefined) endGroup(pid);
      if (failure === undefined) resolve(output);
      else reject(new Error(failure));
    };
    const timer = setTimeout(() => finish(`did not answer within ${timeoutMs / 1000} s`), timeoutMs);
    child.on('error', (error) => finish(`could not be started (${error.message})`));
    child.once('exit', () => {
      if (pid !== undefined) onEnd?.(pid);
    });
    child.once('close', () => finish());
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > MAX_OUTPUT) finish('wrote too much');
      // Something that was started in the background may hold the output open for good.
      else if (output.split(mark).length > 2) finish();
    });
  });
}

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function shellOfUser(): string | null {
  try {
    return userInfo().shell;
  } catch {
    return null;
  }
}
