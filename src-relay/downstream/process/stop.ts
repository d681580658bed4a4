import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { killWindowsProcesses } from './windows/taskkill.ts';

/** How long each step of a stop may take, in milliseconds: the sum stays well under the 5 s a relay has to stop. */
const STDIN_END_MS = 1000;
const TERM_MS = 1000;
const KILL_MS = 1000;

/**
 * Closes stdin, waits, SIGTERM, waits, SIGKILL: for the child's whole process group, on Windows for its tree. Resolves when
 * the child is gone.
 */
export async function stopChild(child: ChildProcess): Promise<void> {
  const exited = new Promise<void>((resolve) => {
    if (hasExited(child)) resolve();
    else child.once('exit', () => resolve());
  });
  child.stdin?.end();
  if (await settles(exited, STDIN_END_MS)) return;
  if (process.platform === 'win32') await killWindowsProcesses(child.pid === undefined ? [] : [child.pid]);
  else {
    killGroup(child, 'SIGTERM');
    if (await settles(exited, TERM_MS)) return;
    killGroup(child, 'SIGKILL');
  }
  await settles(exited, KILL_MS);
}

/** Sends a signal to the child's process group, whether or not the child itself still lives. Windows has no groups. */
export function killGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, signal);
  } catch {
    // No process of the group is left.
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** Whether a promise settles in time, in milliseconds. */
export async function settles(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const timeout = delay(ms, false, { signal: timer.signal }).catch(() => false);
  const settled = await Promise.race([promise.then(() => true), timeout]);
  timer.abort();
  return settled;
}
