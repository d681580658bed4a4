import { startOfDay } from './day.ts';

export type SummarySpan = 'hour' | 'today' | 'week';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The bounds and the bucket width to ask `calls.summary` with; buckets start at full minutes, quarters or hours. */
export function spanOf(span: SummarySpan, now: number): { since: number; until: number; bucketMs: number } {
  const until = now + 1;
  if (span === 'hour') return { since: Math.floor((now - HOUR) / MINUTE) * MINUTE, until, bucketMs: MINUTE };
  if (span === 'today') return { since: startOfDay(now), until, bucketMs: 30 * MINUTE };
  return { since: startOfDay(now - 6 * DAY), until, bucketMs: 6 * HOUR };
}
