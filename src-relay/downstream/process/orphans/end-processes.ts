import { setTimeout as delay } from 'node:timers/promises';
import { startTicks } from './proc-files.ts';

/** How often processes that are to end are looked at, in milliseconds. */
const POLL_MS = 20;

/**
 * Sends a signal to each target and waits until the processes have ended, at most so long.
 * @param targets pids, or process groups as negative numbers
 * @param ms how long to wait, in milliseconds
 */
export async function signalAndWait(
  targets: readonly number[],
  signal: 'SIGTERM' | 'SIGKILL',
  ms: number,
): Promise<void> {
  for (const target of targets) {
    try {
      process.kill(target, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
  const deadline = performance.now() + ms;
  while (targets.some((target) => isThere(Math.abs(target))) && performance.now() < deadline) await delay(POLL_MS);
}

function isThere(pid: number): boolean {
  if (process.platform === 'linux') return startTicks(pid) !== undefined;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
