import { readFileSync, readdirSync } from 'node:fs';

/** Reading processes from /proc: who descends from whom, what they used. Linux only. */

const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node runs on
const pageSize = 4096;

export interface ProcessInfo {
  pid: number;
  parent: number;
  /** In ticks since boot; pid and start together name one process for good. */
  started: number;
  cpuMicros: number;
  rssBytes: number;
}

export function readProcess(pid: number): ProcessInfo | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The command's name stands in parentheses and may hold anything; the fields after it are numbers.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return undefined;
  const field = (index: number): number => Number(fields[index] ?? 0);
  return {
    pid,
    parent: field(1),
    started: field(19),
    cpuMicros: ((field(11) + field(12)) * 1_000_000) / ticksPerSecond,
    rssBytes: field(21) * pageSize,
  };
}

export function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function allProcesses(): ProcessInfo[] {
  return readdirSync('/proc').flatMap((name) => {
    const found = /^\d+$/.test(name) ? readProcess(Number(name)) : undefined;
    return found === undefined ? [] : [found];
  });
}

/** The process and everything that descends from it. */
export function tree(root: number): ProcessInfo[] {
  const all = allProcesses();
  const found = all.filter((one) => one.pid === root);
  for (let i = 0; i < found.length; i++) {
    found.push(...all.filter((one) => one.parent === found[i]?.pid));
  }
  return found;
}

export function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${String(pid)}/fd`).length;
  } catch {
    return 0;
  }
}
