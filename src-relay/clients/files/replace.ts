import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '../../protocol/errors.ts';
import { ClientError } from '../client-error.ts';
import type { Disk } from './disk.ts';
import { ABSENT, hashOf, readState, type FileState } from './file-state.ts';

/** Windows refuses to rename over a file that somebody reads at that moment: how often and how long it is tried, in milliseconds. */
const RENAME_TRIES = 20;
const RENAME_PAUSE_MS = 50;
const BUSY = new Set(['EBUSY', 'EPERM', 'EACCES']);

/**
 * Replaces a file if it still is what was read (compare and swap), whole or not at all: a temporary file beside it, synced,
 * renamed over it, read back. Permissions and owner stay. Holders of the book's lock alone may call it.
 * @param bytes the new content; undefined removes the file
 * @returns the file as it is now
 * @throws ClientError `changed-meanwhile`, `read-only`, `not-written`
 */
export function replaceFile(disk: Disk, read: FileState, bytes: Uint8Array | undefined): FileState {
  const { path } = read;
  // Renaming over it would need the folder's permission alone.
  if (read.bytes && (read.mode & 0o222) === 0) {
    throw new ClientError('read-only', `${path} is read-only. Make it writable, then try again.`);
  }
  checkUnchanged(disk, read);
  try {
    if (bytes) writeBeside(disk, read, bytes);
    else disk.remove(path);
    disk.syncFolder(dirname(path));
  } catch (error) {
    if (error instanceof ClientError) throw error;
    const message = `${path} cannot be written (${messageOf(error)}). Mend that, then try again.`;
    throw new ClientError('not-written', message, { cause: error });
  }
  const now = readState(disk, path);
  if (now.hash !== (bytes ? hashOf(bytes) : ABSENT)) {
    throw new ClientError(
      'changed-meanwhile',
      `Another program wrote ${path} at the same moment. Look at it, then try again.`,
    );
  }
  return now;
}

/** Writes a file that nobody else knows of: a backup, a record. */
export function writeOwnFile(disk: Disk, path: string, bytes: Uint8Array): void {
  writeBeside(disk, { path, mode: 0o600, owner: undefined }, bytes);
  disk.syncFolder(dirname(path));
}

function writeBeside(
  disk: Disk,
  { path, mode, owner, ...read }: Pick<FileState, 'path' | 'mode' | 'owner'> & Partial<FileState>,
  bytes: Uint8Array,
): void {
  const folder = dirname(path);
  disk.makeFolder(folder, 0o700);
  const prefix = `.${basename(path)}.mcp-relay-`;
  // What a killed writer has left: nobody else writes while the lock is held.
  for (const name of disk.list(folder)) if (name.startsWith(prefix)) disk.remove(join(folder, name));
  const temporary = join(folder, `${prefix}${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = disk.create(temporary, 0o600);
    try {
      for (let from = 0; from < bytes.length;) from += disk.write(handle, bytes, from);
      keepOwner(disk, handle, owner);
      disk.setMode(handle, mode);
      disk.sync(handle);
    } finally {
      disk.close(handle);
    }
    if (read.hash !== undefined) checkUnchanged(disk, { path, hash: read.hash });
    renameOver(disk, temporary, path);
  } catch (error) {
    discard(disk, temporary);
    throw error;
  }
}

function checkUnchanged(disk: Disk, { path, hash }: Pick<FileState, 'path' | 'hash'>): void {
  if (readState(disk, path).hash === hash) return;
  throw new ClientError(
    'changed-meanwhile',
    `${path} was changed meanwhile. Look at the changes anew, then try again.`,
  );
}

function keepOwner(disk: Disk, handle: number, owner: FileState['owner']): void {
  if (!owner || owner.uid === process.getuid?.()) return;
  try {
    disk.setOwner(handle, owner.uid, owner.gid);
  } catch (error) {
    // Only a superuser may give a file away; whoever may write it here may own it.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}

function renameOver(disk: Disk, from: string, to: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      disk.rename(from, to);
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (tries >= RENAME_TRIES || typeof code !== 'string' || !BUSY.has(code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RENAME_PAUSE_MS);
    }
  }
}

/** The error that led here says more than one of tidying up. */
function discard(disk: Disk, temporary: string): void {
  try {
    disk.remove(temporary);
  } catch {
    // The next writer removes it.
  }
}
