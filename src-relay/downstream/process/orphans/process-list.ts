import { execFile } from 'node:child_process';

/** One line of the system's list of processes. */
export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  /** In milliseconds since the epoch. */
  readonly startedAt: number;
}

/** How long the system's list may take, in milliseconds, and how large it may be, in bytes. */
const LIST_MS = 10_000;
const MAX_LIST_BYTES = 16 * 1024 * 1024;

/** Runs a program to its end and gives what it wrote. Rejects where it fails. */
export type RunProgram = (
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) => Promise<string>;

export const runProgram: RunProgram = (file, args, env) =>
  new Promise((resolve, reject) => {
    const options = { env: { ...env }, timeout: LIST_MS, maxBuffer: MAX_LIST_BYTES, windowsHide: true };
    execFile(file, [...args], options, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });

/** All processes of a POSIX system without /proc, as its `ps` lists them. Rejects where it cannot be run. */
export async function listByPs(run: RunProgram = runProgram): Promise<ListedProcess[]> {
  // lstart is written in the words and the zone of the locale: both are fixed here.
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH: '/bin:/usr/bin' };
  return processesFromPs(await run('ps', ['-axo', 'pid=,ppid=,lstart='], env));
}

/** Reads lines like `  123     1 Fri Nov 20 16:58:01 2026`, in UTC. */
export function processesFromPs(text: string): ListedProcess[] {
  const processes: ListedProcess[] = [];
  for (const line of text.split('\n')) {
    const [, pid, parent, start = ''] = /^\s*(\d+)\s+(\d+)\s+\S+\s+(.+?)\s*$/u.exec(line) ?? [];
    const startedAt = Date.parse(`${start} UTC`);
    if (pid !== undefined && !Number.isNaN(startedAt)) {
      processes.push({ pid: Number(pid), parent: Number(parent), startedAt });
    }
  }
  return processes;
}
