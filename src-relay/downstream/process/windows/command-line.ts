import { systemProgram } from './system-programs.ts';

/** The longest line that cmd.exe takes, in characters. */
const MAX_LINE = 8191;

/**
 * Characters that mean something to cmd.exe or to the batch file even inside quotes: `"` ends them, `%` and `!` put in
 * variables, a line end ends the command (CVE-2024-27980, "BatBadBut"). There is no way to write them that holds in every
 * batch file, so they are refused.
 */
const UNSAFE = /["%!\r\n\0]/u;
const NAMES: Readonly<Record<string, string>> = { '\r': 'a line end', '\n': 'a line end', '\0': 'a zero character' };

/** An argument that no batch file can be given; the message says what to do. */
export class BatchArgumentError extends Error {
  readonly code = 'batch_argument';
}

/** How a batch file is started: program and one ready-made command line, to be passed on as it is. */
export interface BatchCall {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * The call of cmd.exe that runs a batch file with these arguments, each in quotes.
 * `/d` runs no AutoRun command of the registry, `/v:off` leaves `!` alone, and with `/s` the outer quotes, and no others,
 * are taken off.
 * @throws BatchArgumentError where an argument, or the file's name, cannot be passed on safely
 */
export function batchCall(batchFile: string, args: readonly string[]): BatchCall {
  const line = [quoted(batchFile, 'its path'), ...args.map((arg) => quoted(arg, 'an argument'))].join(' ');
  if (line.length > MAX_LINE) {
    throw new BatchArgumentError(
      `its command line has ${line.length} characters, and a batch file (${batchFile}) takes ${MAX_LINE}. ${REMEDY}`,
    );
  }
  return { file: systemProgram('cmd'), args: ['/d', '/v:off', '/s', '/c', `"${line}"`] };
}

const REMEDY = 'Name the program that the batch file runs (such as node with the path of its script) as "command".';

/**
 * One argument in quotes, read back unchanged by the rules of CommandLineToArgvW: backslashes count only before a quote,
 * so only those at the end are doubled.
 */
function quoted(argument: string, what: string): string {
  const unsafe = UNSAFE.exec(argument)?.[0];
  if (unsafe !== undefined) {
    throw new BatchArgumentError(
      `${what} holds ${NAMES[unsafe] ?? unsafe}, which a batch file cannot be given safely. ${REMEDY}`,
    );
  }
  const backslashes = /\\*$/u.exec(argument)?.[0] ?? '';
  return `"${argument}${backslashes}"`;
}
