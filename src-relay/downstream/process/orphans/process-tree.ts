import type { ProcessIdentity } from './identity.ts';
import type { ListedProcess } from './process-list.ts';

/** Lists tell of starts in whole seconds, and a start is noted a moment after it; in milliseconds. */
const EARLIER_MS = 2000;
const LATER_MS = 1000;

/** Whether a listed process is the one that was noted, and not a later one that has got its pid. */
export function isSameProcess(listed: ListedProcess, noted: ProcessIdentity): boolean {
  const late = listed.startedAt - noted.startedAt;
  return listed.pid === noted.pid && late >= -EARLIER_MS && late <= LATER_MS;
}

/**
 * The pids of a noted process, where it still runs, and of all that descends from it. Windows keeps naming a parent that
 * has ended, whose pid may be another process's by now: a child is then one that was started after the parent and before
 * that other process.
 */
export function familyOf(noted: ProcessIdentity, list: readonly ListedProcess[]): number[] {
  const byParent = Map.groupBy(list, ({ parent }) => parent);
  const holder = list.find(({ pid }) => pid === noted.pid);
  const isAlive = holder !== undefined && isSameProcess(holder, noted);
  const family = new Set<number>(isAlive ? [noted.pid] : []);
  const until = holder === undefined || isAlive ? Number.POSITIVE_INFINITY : holder.startedAt;
  const parents = [{ pid: noted.pid, startedAt: noted.startedAt, until }];
  for (let parent = parents.pop(); parent; parent = parents.pop()) {
    for (const { pid, startedAt } of byParent.get(parent.pid) ?? []) {
      const isChild = startedAt >= parent.startedAt - EARLIER_MS && startedAt < parent.until;
      if (!isChild || family.has(pid) || pid === noted.pid) continue;
      family.add(pid);
      parents.push({ pid, startedAt, until: Number.POSITIVE_INFINITY });
    }
  }
  return [...family];
}
