import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import { LATEST_VERSION } from './versions.ts';

export type Sqlite = Database.Database;

/** Pages that this connection keeps in memory, in KiB. */
const CACHE_KIB = 2048;

/** How long a statement waits for another process's lock, in milliseconds. */
export const BUSY_MS = 100;

/** The database cannot be used; the message says why and what to do. */
class StoreError extends Error {
  readonly code: 'newer_database' | 'unreadable_database';
  constructor(code: StoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/**
 * Opens the relay's database, bringing an older one up to date. WAL with NORMAL syncing: a crash of the machine may lose the
 * last transactions, never the file.
 * @throws StoreError for a database of a newer relay, or one that cannot be read
 */
export async function openDatabase(file: string): Promise<Sqlite> {
  let database: Sqlite;
  try {
    database = new Database(file);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    // Another process of this folder writes for a moment at most, and everybody here waits with the writer.
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    database.pragma('foreign_keys = ON');
    // What is written goes to the ends of table and indexes: all else of the 16 MB that are the default is never read again.
    database.pragma(`cache_size = -${CACHE_KIB}`);
    if (file !== ':memory:') chmodSync(file, 0o600);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const remedy = 'Move the file away to start with an empty one, or free space on its disk.';
    throw new StoreError('unreadable_database', `The database ${file} cannot be opened: ${cause}. ${remedy}`, {
      cause: error,
    });
  }
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > LATEST_VERSION) {
    database.close();
    throw new StoreError(
      'newer_database',
      `The database ${file} was written by a newer version (schema ${version}, this one knows ${LATEST_VERSION}). Update the program or use another data folder.`,
    );
  }
  // Loaded only when there is something to do: kysely costs more than all the rest of a start.
  if (version < LATEST_VERSION) {
    const { migrate } = await import('./migrate.ts');
    await migrate(database);
  }
  return database;
}
