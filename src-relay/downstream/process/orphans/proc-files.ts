import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { CHILD_MARK } from '../mark.ts';

/** Linux tells of its processes in files under /proc; other systems do not, and then nothing is found here. */

/** Processes looked at in one go, so that a scan never holds up a call for long, and in all. */
const PER_TURN = 64;
const MOST_PROCESSES = 50_000;

const NEEDLE = Buffer.from(`${CHILD_MARK}=`, 'latin1');

/**
 * When a process started, in clock ticks since the machine did: with the pid and the machine's boot it names one process
 * for good (proc_pid_stat(5), field 22). Undefined for a process that is not there, or has ended and waits for its parent.
 */
export function startTicks(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The program's name stands in brackets and may hold any character, brackets included.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

/** What names this run of the machine; undefined where the system does not tell. */
export function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return undefined;
  }
}

/** The marks of all running processes that this user may look at, by pid; the relay itself is left out. */
export async function marksOfProcesses(): Promise<ReadonlyMap<number, string>> {
  const marks = new Map<number, string>();
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  } catch {
    return marks;
  }
  for (const [index, name] of names.slice(0, MOST_PROCESSES).entries()) {
    if (index % PER_TURN === PER_TURN - 1) await turn();
    const pid = Number(name);
    const mark = pid === process.pid ? undefined : markOf(pid);
    if (mark !== undefined) marks.set(pid, mark);
  }
  return marks;
}

function markOf(pid: number): string | undefined {
  let environment: Buffer;
  try {
    environment = readFileSync(`/proc/${pid}/environ`);
  } catch {
    return undefined;
  }
  for (let at = environment.indexOf(NEEDLE); at >= 0; at = environment.indexOf(NEEDLE, at + 1)) {
    if (at > 0 && environment[at - 1] !== 0) continue;
    const from = at + NEEDLE.length;
    const end = environment.indexOf(0, from);
    return environment.toString('latin1', from, end < 0 ? environment.length : end);
  }
  return undefined;
}
