import type { CallFilter } from '../contract.ts';
import { OUTCOME_SQL } from './outcome.ts';

/** A condition on `calls` with the values of its question marks. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** The reason as people read it: without the words in front that tell clients which way the message went. */
const REASON = `CASE WHEN reason LIKE 'Unsafe Re%: %' THEN substr(reason, instr(reason, ': ') + 2) ELSE reason END`;

/** The filter as a condition; it is true for all rows where the filter says nothing. */
export function conditionOf(filter: CallFilter): Condition {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const anyOf = (column: string, wanted: readonly string[] | undefined): void => {
    if (wanted === undefined || wanted.length === 0) return;
    parts.push(`${column} IN (${wanted.map(() => '?').join(', ')})`);
    values.push(...wanted);
  };
  if (filter.outcomes !== undefined && filter.outcomes.length > 0) {
    parts.push(`(${filter.outcomes.map((outcome) => OUTCOME_SQL[outcome]).join(' OR ')})`);
  }
  anyOf('client', filter.clients);
  anyOf('session', filter.sessions);
  anyOf('server', filter.servers);
  anyOf('tool', filter.tools);
  if (filter.detectors !== undefined && filter.detectors.length > 0) {
    const marks = filter.detectors.map(() => '?').join(', ');
    parts.push(
      `findings IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(calls.findings) WHERE value ->> '$.detector' IN (${marks}))`,
    );
    values.push(...filter.detectors);
  }
  if (filter.since !== undefined) {
    parts.push('ts >= ?');
    values.push(filter.since);
  }
  if (filter.until !== undefined) {
    parts.push('ts < ?');
    values.push(filter.until);
  }
  if (filter.text !== undefined && filter.text !== '') {
    const columns = ['client', 'server', 'tool', 'shown_tool', REASON];
    parts.push(`(${columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`);
    const pattern = `%${filter.text.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
    values.push(...columns.map(() => pattern));
  }
  return { sql: parts.length === 0 ? '1' : parts.join(' AND '), values };
}
