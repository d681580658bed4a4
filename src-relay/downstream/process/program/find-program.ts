import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** What is found where a program is looked for. */
export type FileState = 'program' | 'not executable' | 'none';

export interface ProgramSearch {
  readonly command: string;
  /** The PATH that is searched, as one string of folders. */
  readonly path: string;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  /** Windows: endings that stand for programs, as one string; `.COM;.EXE;.BAT;.CMD` where it is not set. */
  readonly pathExt?: string | undefined;
  readonly stateOf?: (file: string) => FileState;
}

export type FoundProgram =
  | { readonly file: string }
  /** `blocked`: files of that name that may not be executed. */
  | { readonly file: undefined; readonly blocked: readonly string[] };

/**
 * Endings that a process can be started from; the system knows more that only its shell can open. The order is that of
 * PATHEXT where it names them.
 */
const WINDOWS_ENDINGS = ['.com', '.exe', '.bat', '.cmd'];

/**
 * Finds the file that a command means, as the system would: a command with a separator is a path, another one is looked
 * for in the folders of the PATH (POSIX 2024, XBD 8.3). Unlike the system it looks on Windows neither in the working
 * folder nor beside the relay's own program.
 */
export function findProgram(search: ProgramSearch): FoundProgram {
  const { command, cwd, platform, stateOf = stateOfFile } = search;
  const paths = platform === 'win32' ? win32 : posix;
  // An empty entry of a POSIX PATH is the working folder; Windows knows no such thing.
  const entries = search.path.split(paths.delimiter).filter((entry) => entry !== '' || platform !== 'win32');
  const folders = isFilePath(command, platform)
    ? [cwd]
    : entries.map((entry) => paths.resolve(cwd, unquoted(entry, platform)));
  const blocked: string[] = [];
  for (const folder of command === '' ? [] : folders) {
    for (const name of namesOf(search)) {
      const file = paths.resolve(folder, name);
      const state = stateOf(file);
      if (state === 'program') return { file };
      if (state === 'not executable') blocked.push(file);
    }
  }
  return { file: undefined, blocked };
}

/** Whether a command is the path of a file rather than a name to look for. */
export function isFilePath(command: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' ? /[\\/:]/u.test(command) : command.includes('/');
}

/** The names that a command may have on the disk, the likeliest first. */
function namesOf({ command, platform, pathExt }: ProgramSearch): string[] {
  if (platform !== 'win32') return [command];
  const wanted = (pathExt ?? '').toLowerCase().split(';');
  const known = wanted.filter((ending) => WINDOWS_ENDINGS.includes(ending));
  const endings = known.length === 0 ? WINDOWS_ENDINGS : known;
  const hasEnding = WINDOWS_ENDINGS.includes(win32.extname(command).toLowerCase());
  // A file without an ending is a script for another system (npm writes one beside each .cmd).
  return [...(hasEnding ? [command] : []), ...endings.map((ending) => `${command}${ending}`)];
}

/** Windows allows a folder of the PATH to stand in quotes. */
function unquoted(entry: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? entry.replaceAll('"', '') : entry;
}

function stateOfFile(file: string): FileState {
  try {
    if (!statSync(file).isFile()) return 'none';
  } catch {
    return 'none';
  }
  try {
    accessSync(file, constants.X_OK);
    return 'program';
  } catch {
    return 'not executable';
  }
}
