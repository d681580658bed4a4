import { hash } from 'node:crypto';
import { TextDecoder } from 'node:util';
import { messageOf } from '../../protocol/errors.ts';
import { ClientError } from '../client-error.ts';
import type { Disk } from './disk.ts';

/** Hash of a file that is not there. */
export const ABSENT = 'absent';

/** A file as it was read at one moment. */
export interface FileState {
  /** The file itself: links are followed. */
  readonly path: string;
  readonly bytes: Buffer | undefined;
  /** SHA-256 in hex, or ABSENT. */
  readonly hash: string;
  /** Permissions; those of a new file where there is none. */
  readonly mode: number;
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/** Permissions of files that are made: what stands in them may be secret. */
const NEW_FILE_MODE = 0o600;

/**
 * Reads a file with what writing it again needs.
 * @throws ClientError `not-written` where it cannot be read
 */
export function readState(disk: Disk, file: string): FileState {
  try {
    if (!disk.isNamed(file))
      return { path: file, bytes: undefined, hash: ABSENT, mode: NEW_FILE_MODE, owner: undefined };
    const path = disk.realPath(file);
    const stats = disk.stat(path);
    const bytes = disk.read(path);
    return {
      path,
      bytes,
      hash: hashOf(bytes),
      mode: (stats?.mode ?? NEW_FILE_MODE) & 0o7777,
      owner: stats && { uid: stats.uid, gid: stats.gid },
    };
  } catch (error) {
    const message = `${file} cannot be read (${messageOf(error)}). Mend that, then try again.`;
    throw new ClientError('not-written', message, { cause: error });
  }
}

export function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

/**
 * The text of a file, from which the same bytes can be made again; a missing file is empty.
 * @throws ClientError `broken-file` where it is not UTF-8
 */
export function textOf({ path, bytes }: FileState): string {
  if (!bytes) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const fault = { line: 1, column: 1, message: 'it is not UTF-8 text' };
    throw new ClientError('broken-file', `${path} is not UTF-8 text. Save it as UTF-8, then try again.`, { fault });
  }
}
