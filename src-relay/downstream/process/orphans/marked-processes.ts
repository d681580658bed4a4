import { signalAndWait } from './end-processes.ts';
import { marksOfProcesses } from './proc-files.ts';

/** How long a process gets to end after a signal, in milliseconds. */
const END_MS = 300;
/** Passes in which processes that were started meanwhile are found too. */
const MAX_ROUNDS = 4;

/**
 * Ends processes by the mark in their environment, wherever they hang in the process tree: one that has left its group
 * (setsid) and lost its parent is found by nothing else. Linux only; elsewhere it finds none.
 */
export class MarkedProcesses {
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<ReadonlyMap<number, string>> | undefined;

  /** Ends all whose mark fits: SIGTERM, a moment, SIGKILL. Resolves to how many there were. */
  async end(fits: (mark: string) => boolean): Promise<number> {
    const ended = new Set<number>();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const marks = await this.#pass();
      const pids = [...marks].filter(([, mark]) => fits(mark)).map(([pid]) => pid);
      if (pids.length === 0) break;
      for (const pid of pids) ended.add(pid);
      await signalAndWait(pids, round === 0 ? 'SIGTERM' : 'SIGKILL', END_MS);
    }
    return ended.size;
  }

  /** A look at all processes that begins after it was asked for; those who ask at the same time share it. */
  #pass(): Promise<ReadonlyMap<number, string>> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const pass = marksOfProcesses();
      this.#running = pass;
      return pass;
    });
    return this.#next;
  }
}
