import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** How long a lock that somebody holds for a moment is waited for, in milliseconds. */
const PATIENCE_MS = 5000;

/**
 * Takes a lock on a file of its own. It is SQLite's file lock, which the system lets go when the process dies, however it
 * dies, so there is no stale lock to guess about.
 * @param patienceMs how long to wait for another holder; 0 does not wait
 * @returns what releases it, or undefined where another one holds it
 */
export function takeLock(file: string, patienceMs = 0): (() => void) | undefined {
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file, { timeout: patienceMs });
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

/** Runs a change of `file` while no other process changes it. Throws where the lock is not to be had in time. */
export function withFileLock<T>(file: string, change: () => T): T {
  const release = takeLock(`${file}.lock`, PATIENCE_MS);
  if (!release) throw new Error(`${file} is being changed by another process that does not end`);
  try {
    return change();
  } finally {
    release();
  }
}
