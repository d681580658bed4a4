import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** A zombie has ended; only its parent has not looked yet. */
  readonly alive: boolean;
  /** With the pid it names one process for good: pids are used again. */
  readonly startedAt: string;
}

function entry(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      parent: Number(fields[1]),
      alive: fields[0] !== 'Z' && fields[0] !== 'X',
      startedAt: fields[19] ?? '',
    };
  } catch {
    return undefined;
  }
}

function allProcesses(): readonly ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => entry(Number(name)))
    .filter((found) => found !== undefined);
}

/** Everything that descends from this process at this moment. */
export function descendants(root: number): readonly ProcessEntry[] {
  const all = allProcesses();
  const found: ProcessEntry[] = [];
  let parents = new Set([root]);
  while (parents.size > 0) {
    const children = all.filter((candidate) => parents.has(candidate.parent) && candidate.alive);
    found.push(...children);
    parents = new Set(children.map((child) => child.pid));
  }
  return found;
}

/** Those of the listed processes that still run. */
export function survivors(listed: readonly ProcessEntry[]): readonly number[] {
  return listed
    .filter((old) => {
      const now = entry(old.pid);
      return now !== undefined && now.alive && now.startedAt === old.startedAt;
    })
    .map((old) => old.pid);
}

export function isAlive(pid: number): boolean {
  return entry(pid)?.alive === true;
}

/** Processes that stand in a folder of ours: whatever a test left behind, wherever it hangs in the process tree. */
export function processesIn(folder: string): readonly number[] {
  return allProcesses()
    .filter((candidate) => candidate.alive && candidate.pid !== process.pid)
    .filter((candidate) => {
      try {
        const cwd = readlinkSync(`/proc/${candidate.pid}/cwd`);
        return cwd === folder || cwd.startsWith(`${folder}/`);
      } catch {
        return false;
      }
    })
    .map((candidate) => candidate.pid);
}
