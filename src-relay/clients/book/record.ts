import { z } from 'zod';
import type { Disk } from '../files/disk.ts';
import { readState, textOf } from '../files/file-state.ts';
import { writeOwnFile } from '../files/replace.ts';
import { ClientError } from '../client-error.ts';
import { CLIENT_IDS } from '../types.ts';

const idSchema = z.enum(CLIENT_IDS);

const importedSchema = z.object({
  /** its name in the client's file */
  name: z.string(),
  /** its name in the relay's configuration */
  as: z.string(),
  /** the entry as it was written in the client's file */
  source: z.string(),
  /** what was added to the relay's configuration; null where the relay ran the same already */
  entry: z.record(z.string(), z.unknown()).nullable(),
  /** the text that was put into the relay's configuration */
  inserted: z.string().nullable(),
  secrets: z.array(z.string()),
});

const connectionSchema = z.object({
  id: idSchema,
  file: z.string(),
  connectedAt: z.string(),
  transport: z.enum(['stdio', 'http']),
  keepsItself: z.boolean(),
  /** the text that was put into the client's file; null where a program of the client wrote it */
  inserted: z.string().nullable(),
  /** a file with this hash becomes what it was by this backup; a backup of null is a file that was not there */
  base: z.object({ hash: z.string(), backup: z.string().nullable() }).nullable(),
  imports: z.array(importedSchema),
});

const changedFileSchema = z.object({
  path: z.string(),
  before: z.string(),
  /** hash of what was written; null where a program of the client wrote it */
  after: z.string().nullable(),
  /** what it held before; null: it was not there */
  backup: z.string().nullable(),
  /** a copy of what was written; null: it was removed, or is not known */
  written: z.string().nullable(),
});

const changeSchema = z.object({
  id: idSchema,
  action: z.enum(['connect', 'disconnect', 'repair', 'undo']),
  at: z.string(),
  files: z.array(changedFileSchema),
  /** connections of this client before it */
  previous: z.array(connectionSchema),
  secrets: z.array(z.string()),
});

const recordSchema = z.object({
  version: z.literal(1),
  connections: z.array(connectionSchema),
  /** the last change of each client, which can be undone */
  undo: z.array(changeSchema),
  /** a change that has begun, and what holds when it has ended */
  pending: z.object({ change: changeSchema, next: z.array(connectionSchema) }).optional(),
});

export type Imported = z.infer<typeof importedSchema>;
export type Connection = z.infer<typeof connectionSchema>;
export type ChangedFile = z.infer<typeof changedFileSchema>;
export type Change = z.infer<typeof changeSchema>;
export type ClientRecord = z.infer<typeof recordSchema>;

/**
 * Reads the record of what was written where; a missing one is empty.
 * @throws ClientError `not-written` for a broken one
 */
export function readRecord(disk: Disk, file: string): ClientRecord {
  const state = readState(disk, file);
  if (!state.bytes) return { version: 1, connections: [], undo: [] };
  const parsed = recordSchema.safeParse(jsonOf(textOf(state)));
  if (parsed.success) return parsed.data;
  throw new ClientError(
    'not-written',
    `${file}, the record of connected clients, is broken. Move it away: entries in clients' files stay, and can be disconnected.`,
  );
}

export function writeRecord(disk: Disk, file: string, record: ClientRecord): void {
  writeOwnFile(disk, file, Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
