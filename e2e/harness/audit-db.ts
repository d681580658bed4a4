import { existsSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { z } from 'zod';

import { until } from './deadline.ts';

/** The only place of these tests that knows the tables of relay.db. */
const COLUMNS =
  'entry_id, ts, client, server, tool, status, verdict, bypassed, reason, findings, request, response' as const;

const ROW = z.object({
  entry_id: z.union([z.string(), z.number()]),
  ts: z.union([z.string(), z.number()]),
  client: z.string().nullable(),
  server: z.string().nullable(),
  tool: z.string().nullable(),
  status: z.string(),
  verdict: z.string().nullable(),
  bypassed: z.union([z.literal(0), z.literal(1)]),
  reason: z.string().nullable(),
  /** JSON text. */
  findings: z.string().nullable(),
  /** Masked JSON text; null where no payload may be stored. */
  request: z.string().nullable(),
  response: z.string().nullable(),
});
export type AuditRow = z.infer<typeof ROW>;

function auditRows(dataDir: string): readonly AuditRow[] {
  const file = join(dataDir, 'relay.db');
  if (!existsSync(file)) return [];
  const database = new Database(file, { readonly: true });
  try {
    return z.array(ROW).parse(database.prepare(`SELECT ${COLUMNS} FROM calls ORDER BY ts, entry_id`).all());
  } finally {
    database.close();
  }
}

/** Rows are written in batches: waits for the row that fits. */
export function auditRow(dataDir: string, what: string, fits: (row: AuditRow) => boolean): Promise<AuditRow> {
  return until(`audit row: ${what}`, () => auditRows(dataDir).find(fits));
}
