import { statSync } from 'node:fs';
import { delimiter } from 'node:path';
import { isFilePath } from './find-program.ts';

/** Folders of a PATH that a message names. */
const NAMED_FOLDERS = 12;

/** What is wrong with a working folder, as a sentence; undefined where nothing is. */
export function folderFailure(cwd: string): string | undefined {
  try {
    if (statSync(cwd).isDirectory()) return undefined;
    return `its working folder ${cwd} is a file; give a folder as "cwd"`;
  } catch (error) {
    return codeOf(error) === 'ENOENT'
      ? `its working folder ${cwd} does not exist; create it, or correct "cwd"`
      : `its working folder ${cwd} cannot be entered (${codeOf(error)}); correct "cwd" or the folder's permissions`;
  }
}

/** Why no program was found, and what to do. */
export function notFoundFailure(
  command: string,
  searched: { readonly path: string; readonly origin: string; readonly platform: NodeJS.Platform },
  blocked: readonly string[],
): string {
  const [first] = blocked;
  if (first !== undefined) return `"${command}" cannot be started: ${first} is not executable; allow it with chmod +x`;
  if (isFilePath(command, searched.platform)) return `"${command}" does not exist; correct "command"`;
  const folders = searched.path.split(delimiter).filter((folder) => folder !== '');
  const named = folders.slice(0, NAMED_FOLDERS).join(', ');
  const more = folders.length > NAMED_FOLDERS ? ` and ${folders.length - NAMED_FOLDERS} more` : '';
  const origin = searched.origin === '' ? '' : `; ${searched.origin}`;
  const where = folders.length === 0 ? 'the PATH is empty' : `searched ${named}${more}`;
  return `"${command}" was not found on the PATH (${where}${origin}). Install it, or give its whole path as "command"`;
}

/** Why the system would not start a program that is there, and what to do. */
export function spawnFailure(command: string, file: string, error: unknown): string {
  const reason = reasonOf(error, file);
  return `"${command}" could not be started: ${reason}`;
}

function reasonOf(error: unknown, file: string): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return `the program that the first line of ${file} names does not exist; install that`;
    case 'EACCES':
      return `${file}, or the program that its first line names, may not be executed; see its permissions`;
    case 'EAGAIN':
      return 'the limit of processes is reached (ulimit -u); end some, or raise it';
    case 'EMFILE':
    case 'ENFILE':
      return 'the limit of open files is reached (ulimit -n); raise it, or run fewer servers';
    case 'ENOMEM':
      return 'there is not enough memory left; end something else';
    case 'E2BIG':
      return 'its arguments and environment are too long; shorten "args" or "env"';
    case 'ETXTBSY':
      return `${file} is being written just now`;
    case 'ERR_INVALID_ARG_VALUE':
      return 'its arguments or environment hold a zero character; take it out';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
