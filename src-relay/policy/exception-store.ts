import { z } from 'zod';
import type { Sqlite } from '../store/database.ts';
import type { ExceptionStore, FindingException } from './exceptions.ts';

const rowSchema = z.object({
  id: z.string(),
  server: z.string(),
  tool: z.string().nullable(),
  detector: z.string(),
  direction: z.enum(['definition', 'request', 'response']),
  valueHash: z.string().nullable(),
  place: z.string().nullable(),
  reason: z.string(),
  createdAt: z.int(),
  expiresAt: z.int().nullable(),
  sample: z.string().nullable(),
});

const COLUMNS = `id, server, tool, detector, direction, value_hash AS valueHash, place, reason, created_at AS createdAt,
  expires_at AS expiresAt, sample`;

/** The exceptions' table in the relay's database. */
export function createExceptionStore(database: Sqlite): ExceptionStore {
  const standing = database.prepare(
    `SELECT ${COLUMNS} FROM exceptions WHERE removed_at IS NULL ORDER BY created_at DESC, rowid DESC`,
  );
  const all = database.prepare(`SELECT ${COLUMNS} FROM exceptions ORDER BY created_at DESC, rowid DESC`);
  const insert = database.prepare(
    `INSERT INTO exceptions (id, server, tool, detector, direction, value_hash, place, reason, created_at, expires_at, sample)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare('UPDATE exceptions SET removed_at = ? WHERE id = ? AND removed_at IS NULL');
  return {
    standing: () => standing.all().map(exceptionOf),
    all: () => all.all().map(exceptionOf),
    add({ id, server, tool, detector, direction, scope, reason, createdAt, expiresAt, sample }) {
      const hash = scope.kind === 'value' ? scope.valueHash : null;
      const place = scope.kind === 'place' ? scope.place : null;
      const rest = [reason, createdAt, expiresAt ?? null, sample ?? null] as const;
      insert.run(id, server, tool ?? null, detector, direction, hash, place, ...rest);
    },
    remove: (id, at) => void remove.run(at, id),
  };
}

function exceptionOf(row: unknown): FindingException {
  const { tool, valueHash, place, expiresAt, sample, ...rest } = rowSchema.parse(row);
  return {
    ...rest,
    tool: tool ?? undefined,
    scope: valueHash === null ? { kind: 'place', place: place ?? '' } : { kind: 'value', valueHash },
    expiresAt: expiresAt ?? undefined,
    sample: sample ?? undefined,
  };
}
