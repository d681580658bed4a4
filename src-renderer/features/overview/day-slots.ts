import { OUTCOMES, type Outcome, type Summary } from '../../../src-relay/control/contract.ts';

/** Calls by outcome; outcomes without calls are left out. */
export type Counts = Readonly<Partial<Record<Outcome, number>>>;

/** The calls of one hour. */
export interface Slot {
  /** Milliseconds since the epoch; until is exclusive. */
  readonly since: number;
  readonly until: number;
  readonly counts: Counts;
  readonly total: number;
}

const HOUR = 3_600_000;

/** All hours of the day that begins at `day`, with or without calls; a day that the clock is changed on has 23 or 25. */
export function slotsOf(buckets: Summary['buckets'], day: number): readonly Slot[] {
  const date = new Date(day);
  const end = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
  const sums = Array.from(
    { length: Math.max(1, Math.round((end - day) / HOUR)) },
    (): Partial<Record<Outcome, number>> => ({}),
  );
  for (const { start, counts } of buckets) {
    const sum = sums[Math.floor((start - day) / HOUR)];
    if (!sum) continue;
    for (const outcome of OUTCOMES) {
      const count = counts[outcome] ?? 0;
      if (count > 0) sum[outcome] = (sum[outcome] ?? 0) + count;
    }
  }
  return sums.map((counts, index) => ({
    since: day + index * HOUR,
    until: day + (index + 1) * HOUR,
    counts,
    total: totalOf(counts),
  }));
}

/** How many calls these are together. */
export function totalOf(counts: Counts): number {
  return OUTCOMES.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
}

/** The outcomes that occur, worst first, with how often. */
export function occurring(counts: Counts): readonly (readonly [outcome: Outcome, count: number])[] {
  return OUTCOMES.map((outcome) => [outcome, counts[outcome] ?? 0] as const).filter(([, count]) => count > 0);
}
