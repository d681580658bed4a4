import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Processes of one server that are looked at: a package runner starts one or two on its way. */
const MAX_PROCESSES = 32;
const MAX_DEPTH = 6;
/** How long the list of processes may take where the system has no /proc, in milliseconds. */
const LIST_MS = 3000;

/** The command line of a process, word by word. */
export type CommandLine = readonly string[];

/**
 * The command lines of a process and of what it has started, those furthest from it first: the last in a row of runners
 * and shells is the program itself. Empty where the system does not tell. Never rejects.
 */
export async function commandLinesUnder(pid: number): Promise<readonly CommandLine[]> {
  if (process.platform === 'linux') return fromProc(pid);
  return process.platform === 'win32' ? [] : fromList(pid);
}

/** Linux: proc_pid_cmdline(5) and, for the children, proc_tid_children(5). */
function fromProc(pid: number): CommandLine[] {
  const found: CommandLine[] = [];
  const walk = (one: number, depth: number): void => {
    if (found.length >= MAX_PROCESSES || depth > MAX_DEPTH) return;
    for (const child of childrenOf(one)) walk(child, depth + 1);
    const words = textOf(`/proc/${one}/cmdline`).split('\0').slice(0, -1);
    if (words.length > 0) found.push(words);
  };
  walk(pid, 0);
  return found;
}

function childrenOf(pid: number): number[] {
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  return threads
    .slice(0, MAX_PROCESSES)
    .flatMap((thread) => textOf(`/proc/${pid}/task/${thread}/children`).split(' '))
    .filter((child) => child !== '')
    .map(Number);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Elsewhere: ps tells whole command lines, whose words cannot be told apart where a path holds a space. */
function fromList(pid: number): Promise<CommandLine[]> {
  return new Promise((resolve) => {
    execFile('/bin/ps', ['-A', '-o', 'pid=,ppid=,args='], { timeout: LIST_MS, maxBuffer: 8 << 20 }, (_, stdout) => {
      const rows = stdout.split('\n').flatMap((line) => {
        const [, id, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line) ?? [];
        return args === undefined ? [] : [{ id: Number(id), parent: Number(parent), args }];
      });
      const byParent = Map.groupBy(rows, ({ parent }) => parent);
      const found: CommandLine[] = [];
      const walk = (one: number, depth: number): void => {
        if (found.length >= MAX_PROCESSES || depth > MAX_DEPTH) return;
        for (const child of byParent.get(one) ?? []) walk(child.id, depth + 1);
        const row = rows.find(({ id }) => id === one);
        if (row) found.push(row.args.split(' '));
      };
      walk(pid, 0);
      resolve(found);
    });
  });
}
