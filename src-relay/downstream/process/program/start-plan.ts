import { readFileSync, statSync } from 'node:fs';
import { win32 } from 'node:path';
import { readCmdShim } from '../windows/cmd-shim.ts';
import { batchCall } from '../windows/command-line.ts';

/** How a found program is started. */
export interface StartPlan {
  readonly file: string;
  readonly args: readonly string[];
  /** Windows: the arguments are one finished command line that nothing may be put in quotes of. */
  readonly isVerbatim: boolean;
  /** What runs, for a person to read: the program, and the script where one was named for it. */
  readonly runs: string;
}

export interface PlanParts {
  readonly platform: NodeJS.Platform;
  /** Finds node on the PATH. */
  readonly findNode: () => string | undefined;
  /** The text of a small file; undefined where there is none, or a large one. */
  readonly textOf?: (file: string) => string | undefined;
  readonly isFile?: (file: string) => boolean;
}

/** A shim of npm is smaller than this, in bytes. */
const MAX_SHIM = 16 * 1024;

/**
 * How a program that was found is started. Batch files need care: Windows would run them in its shell, which reads their
 * arguments as commands (CVE-2024-27980). What a shim of npm runs is run itself; other batch files by `batchCall`.
 * @throws BatchArgumentError
 */
export function startPlan(file: string, args: readonly string[], parts: PlanParts): StartPlan {
  const direct: StartPlan = { file, args, isVerbatim: false, runs: file };
  if (parts.platform !== 'win32' || !/\.(?:bat|cmd)$/iu.test(win32.basename(file))) return direct;
  const { textOf = textOfSmallFile, isFile = isFileOnDisk } = parts;
  const text = textOf(file);
  const shim = text === undefined ? undefined : readCmdShim(file, text);
  const node = shim && isFile(shim.nodeBeside) ? shim.nodeBeside : parts.findNode();
  if (!shim || node === undefined || !isFile(shim.script)) {
    return { ...batchCall(file, args), isVerbatim: true, runs: file };
  }
  const all = [...shim.nodeOptions, shim.script, ...args];
  return { file: node, args: all, isVerbatim: false, runs: `${node} ${shim.script}` };
}

function textOfSmallFile(file: string): string | undefined {
  try {
    return statSync(file).size > MAX_SHIM ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isFileOnDisk(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
