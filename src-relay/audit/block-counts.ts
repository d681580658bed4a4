import type { Sqlite } from '../store/database.ts';

const SPAN_MS = 30 * 24 * 3_600_000;
/** Blocked calls that are counted: more make no difference to anybody. */
const MOST = 5000;

/** Blocked calls of the last thirty days, by server. Throws what the database throws. */
export function blockedCalls(database: Sqlite, now = Date.now()): ReadonlyMap<string, number> {
  const rows = database
    .prepare<[number], { server: string; count: number }>(
      `SELECT server, count(*) AS count FROM (SELECT server FROM calls WHERE verdict = 'block' AND ts > ? ORDER BY ts DESC
       LIMIT ${MOST}) WHERE server IS NOT NULL GROUP BY server`,
    )
    .all(now - SPAN_MS);
  return new Map(rows.map(({ server, count }) => [server, count]));
}
