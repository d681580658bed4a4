import type { ProcessIdentity } from '../orphans/identity.ts';
import { familyOf } from '../orphans/process-tree.ts';
import type { ListedProcess } from '../orphans/process-list.ts';

/** What the relay tells its watcher: a child has been started, or has ended. */
export function watchLine(change: 'started' | 'ended', { pid, startedAt }: ProcessIdentity): string {
  return change === 'started' ? `+ ${pid} ${startedAt}\n` : `- ${pid}\n`;
}

/** The children of which the relay has told that they run. */
export class WatchedChildren {
  readonly #children = new Map<number, ProcessIdentity>();

  /** Takes a line of `watchLine`; another one is passed over. */
  take(line: string): void {
    const [, sign, pid, startedAt] = /^([+-]) (\d+)(?: (\d+))?$/u.exec(line.trim()) ?? [];
    if (sign === '-') this.#children.delete(Number(pid));
    else if (startedAt !== undefined)
      this.#children.set(Number(pid), { pid: Number(pid), startedAt: Number(startedAt) });
  }

  get isEmpty(): boolean {
    return this.#children.size === 0;
  }

  /** The pids of all that is left of them and of what they started. */
  leftIn(list: readonly ListedProcess[]): number[] {
    return [...new Set([...this.#children.values()].flatMap((child) => familyOf(child, list)))];
  }
}
