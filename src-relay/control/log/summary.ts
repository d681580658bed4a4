import type { Sqlite } from '../../store/database.ts';
import { OUTCOMES, type Outcome, type Summary } from '../contract.ts';
import { OUTCOME_SQL } from './outcome.ts';

/** Latest calls that times are taken from: enough for a 95th percentile of each server, little enough to be quick. */
const TIMED_CALLS = 20_000;
const MAX_DETECTORS = 20;

const OUTCOME_CASE = `CASE ${OUTCOMES.map((outcome) => `WHEN ${OUTCOME_SQL[outcome]} THEN '${outcome}'`).join(' ')} END`;

/**
 * What happened between two times.
 * @param since milliseconds since the epoch, inclusive; the first bucket starts here
 * @param until exclusive
 */
export function summarise(database: Sqlite, since: number, until: number, bucketMs: number): Summary {
  const counted = database
    // Numbers are bound as REAL: without the casts every call would be a span of its own.
    .prepare<unknown[], { start: number; outcome: Outcome; count: number }>(
      `SELECT CAST(CAST((ts - :since) / :bucket AS INTEGER) * :bucket + :since AS INTEGER) AS start, ${OUTCOME_CASE} AS outcome, count(*) AS count
       FROM calls WHERE ts >= :since AND ts < :until GROUP BY 1, 2 ORDER BY 1`,
    )
    .all({ since, until, bucket: bucketMs });
  const buckets = new Map<number, Partial<Record<Outcome, number>>>();
  const totals: Partial<Record<Outcome, number>> = {};
  for (const { start, outcome, count } of counted) {
    const counts = buckets.get(start) ?? {};
    counts[outcome] = count;
    buckets.set(start, counts);
    totals[outcome] = (totals[outcome] ?? 0) + count;
  }
  return {
    buckets: [...buckets].map(([start, counts]) => ({ start, counts })),
    totals,
    ...times(database, since, until),
    detectors: database
      .prepare<unknown[], { detector: string; count: number }>(
        `SELECT found.value ->> '$.detector' AS detector, count(*) AS count FROM calls, json_each(calls.findings) AS found
         WHERE ts >= ? AND ts < ? AND findings IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MAX_DETECTORS}`,
      )
      .all(since, until),
  };
}

function times(database: Sqlite, since: number, until: number): Pick<Summary, 'latency' | 'servers'> {
  const timed = database
    .prepare<unknown[], { server: string | null; duration: number; waited: number }>(
      `SELECT server, duration_us AS duration, server_us AS waited FROM calls WHERE ts >= ? AND ts < ? ORDER BY seq DESC LIMIT ${TIMED_CALLS}`,
    )
    .all(since, until);
  const byServer = Map.groupBy(timed, (call) => call.server);
  const counted = database
    .prepare<unknown[], { server: string; calls: number; blocked: number; errors: number }>(
      `SELECT server, count(*) AS calls, sum(status = 'blocked') AS blocked, sum(status = 'error') AS errors
       FROM calls WHERE ts >= ? AND ts < ? AND server IS NOT NULL GROUP BY server ORDER BY calls DESC, server`,
    )
    .all(since, until);
  const answered = timed.filter((call) => call.waited > 0);
  const waited = sorted(answered.map((call) => call.waited));
  const added = sorted(answered.map((call) => call.duration - call.waited));
  return {
    latency:
      answered.length === 0
        ? null
        : {
            serverP50Us: percentile(waited, 0.5),
            serverP95Us: percentile(waited, 0.95),
            relayP50Us: percentile(added, 0.5),
            relayP95Us: percentile(added, 0.95),
          },
    servers: counted.map((one) => {
      const durations = sorted((byServer.get(one.server) ?? []).map((call) => call.duration));
      return { ...one, p50Us: percentile(durations, 0.5), p95Us: percentile(durations, 0.95) };
    }),
  };
}

function sorted(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

/** The value that this share of the values does not exceed (nearest rank); 0 where there are none. */
function percentile(ordered: readonly number[], share: number): number {
  return ordered[Math.max(0, Math.ceil(ordered.length * share) - 1)] ?? 0;
}
