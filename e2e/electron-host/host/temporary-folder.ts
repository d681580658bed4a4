import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^electron-host-(?:asar|lock|profile)-(\d+)-/;

/** Whether a process still runs. One that has ended keeps its number until its parent has looked. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  return !existsSync(status) || !/^\d+ \(.*\) Z/s.test(readFileSync(status, 'utf8'));
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** A folder for the time of this process. Those of processes that were killed are removed on the way. */
export function temporaryFolder(purpose: 'asar' | 'lock' | 'profile'): string {
  for (const name of readdirSync(tmpdir())) {
    const owner = NAME.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) remove(join(tmpdir(), name));
  }
  const folder = mkdtempSync(join(tmpdir(), `electron-host-${purpose}-${process.pid}-`));
  process.on('exit', () => remove(folder));
  return folder;
}
