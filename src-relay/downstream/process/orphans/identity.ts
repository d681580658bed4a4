import { bootId, startTicks } from './proc-files.ts';

/** What tells a process from a later one that has got its pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, by the clock of this machine, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** On Linux: the same exactly, see `startTicks`. */
  readonly ticks?: string | undefined;
}

/** The identity of a process that was started just now. */
export function identityOf(pid: number, startedAt = Date.now()): ProcessIdentity {
  const ticks = startTicks(pid);
  return ticks === undefined ? { pid, startedAt } : { pid, startedAt, ticks };
}

/** That of this process. */
export function ownIdentity(): ProcessIdentity {
  // By the clock at its start: a machine that sleeps stands still for process.uptime().
  return identityOf(process.pid, Math.round(performance.timeOrigin));
}

/** Names this run of the machine: after a restart no process of before is left, and pids mean nothing any more. */
export function currentBoot(): string | undefined {
  return bootId();
}
