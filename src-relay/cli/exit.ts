import { messageOf } from '../protocol/errors.ts';

/** Exit codes of every command (spec/governance.md, "Command line"). */
export const EXIT = { done: 0, failed: 1, wrongUse: 2 } as const;

/** Errors whose message is made for a person: shown as they are. All others are a defect and say so. */
const PLAIN_CODES = new Set([
  'AISEC_INVALID_CONFIGURATION',
  'cannot_listen',
  'data_folder',
  'newer_database',
  'unreadable_database',
  'broken_token_file',
  'broken_secret_file',
  'sign_in',
  'relay_refused',
  'usage',
  'already_running',
]);

/** A command was used wrongly or cannot do what it was asked; the message says what to do. */
export class UsageError extends Error {
  readonly code = 'usage';
}

/** Tells a person on standard error why a command failed and gives the exit code for it. */
export function reportFailure(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isPlain = typeof code === 'string' && PLAIN_CODES.has(code);
  process.stderr.write(isPlain ? `${messageOf(error)}\n` : `mcp-relay failed: ${messageOf(error)}\n`);
  return code === 'AISEC_INVALID_CONFIGURATION' || code === 'usage' ? EXIT.wrongUse : EXIT.failed;
}

/**
 * What is told of a defect: the kind of error and where it came from, without its message, which may quote what passed
 * through. Child processes are left to the watchdog.
 */
export function crashReport(error: unknown): string {
  if (!(error instanceof Error)) return 'mcp-relay ended by a defect.\n';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `mcp-relay ended by a defect: ${error.name}${code}\n${frames.join('\n')}\n`;
}
