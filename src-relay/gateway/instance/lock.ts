import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Takes the lock of a data folder: one relay per folder. The lock is SQLite's own file lock, which the system lets go
 * when the process dies, however it dies, so there is no stale lock to guess about.
 * @returns what releases it, or undefined where another relay holds it
 */
export function takeLock(file: string): (() => void) | undefined {
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file, { timeout: 0 });
  try {
    // Locks are all this file is for: with its journal in memory it leaves nothing else on disk.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}
