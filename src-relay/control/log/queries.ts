import type { Sqlite } from '../../store/database.ts';
import type { CallDetail, CallFilter, CallRow, Notice, ProcedureOutput } from '../contract.ts';
import { conditionOf } from './filter.ts';
import {
  DETAIL_COLUMNS,
  detailFromStore,
  ROW_COLUMNS,
  rowFromStore,
  type StoredDetail,
  type StoredRow,
} from './row.ts';

/** Latest calls that the names for filters are taken from. */
const FACET_ROWS = 50_000;
/** Names of each kind that filters offer. */
const MAX_FACETS = 500;
/** An entry's id holds the time it was made at, which is the row's but for this much, in milliseconds. */
const ID_TOLERANCE_MS = 2000;
/** Characters of an entry's id that hold the time, in base 36. */
const ID_TIME_LENGTH = 9;

/** Questions to the audit log, read only. Each method blocks until it is answered: they run in a thread of their own. */
export class LogQueries {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  list(input: { filter: CallFilter; before?: number | undefined; limit: number }): ProcedureOutput<'calls.list'> {
    const { sql, values } = conditionOf(input.filter);
    const rows = this.#database
      .prepare<unknown[], StoredRow>(
        `SELECT ${ROW_COLUMNS} FROM calls WHERE ${sql} AND seq < ? ORDER BY seq DESC LIMIT ?`,
      )
      .all(...values, input.before ?? Number.MAX_SAFE_INTEGER, input.limit + 1);
    return {
      rows: rows.slice(0, input.limit).map((row): CallRow => rowFromStore(row)),
      hasMore: rows.length > input.limit,
    };
  }

  /** How many calls match, and the last row that was looked at: what comes after it is not counted. */
  count(filter: CallFilter): { count: number; lastSeq: number } {
    const lastSeq = this.#number('SELECT coalesce(max(seq), 0) FROM calls', []);
    const { sql, values } = conditionOf(filter);
    return {
      count: this.#number(`SELECT count(*) FROM calls WHERE ${sql} AND seq <= ?`, [...values, lastSeq]),
      lastSeq,
    };
  }

  get(entryId: string): CallDetail | undefined {
    const time = Number.parseInt(entryId.slice(0, ID_TIME_LENGTH), 36);
    if (!Number.isSafeInteger(time)) return undefined;
    const stored = this.#database
      .prepare<unknown[], StoredDetail>(`SELECT ${DETAIL_COLUMNS} FROM calls WHERE ts BETWEEN ? AND ? AND entry_id = ?`)
      .get(time - ID_TOLERANCE_MS, time + ID_TOLERANCE_MS, entryId);
    return stored && detailFromStore(stored);
  }

  facets(): ProcedureOutput<'calls.facets'> {
    const latest = `(SELECT client, server, tool, findings FROM calls ORDER BY seq DESC LIMIT ${FACET_ROWS})`;
    const names = (what: string, from: string): string[] =>
      this.#database
        .prepare<[], string>(
          `SELECT DISTINCT ${what} AS name FROM ${from} WHERE name IS NOT NULL ORDER BY name LIMIT ${MAX_FACETS}`,
        )
        .pluck()
        .all();
    return {
      clients: names('client', latest),
      servers: names('server', latest),
      tools: names('tool', latest),
      detectors: names(`found.value ->> '$.detector'`, `${latest} AS latest, json_each(latest.findings) AS found`),
    };
  }

  notices(before: number | undefined, limit: number): ProcedureOutput<'notices.list'> {
    const rows = this.#database
      .prepare<unknown[], Notice>(
        'SELECT seq, ts, type, client, server, tool, message FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?',
      )
      .all(before ?? Number.MAX_SAFE_INTEGER, limit + 1);
    return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
  }

  #number(sql: string, values: readonly (string | number)[]): number {
    return Number(
      this.#database
        .prepare<unknown[], number>(sql)
        .pluck()
        .get(...values),
    );
  }
}
