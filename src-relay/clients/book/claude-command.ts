import { findProgram } from '../../downstream/process/program/find-program.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { ENTRY_NAME, type ClientPlaces } from '../types.ts';
import type { ClientProgram } from './draft.ts';

/**
 * Claude Code's own command, which changes its live state in step with sessions that run; undefined where it is not found or
 * cannot be started without a shell (npm's `claude.cmd` on Windows).
 * @param removed names of entries to take out
 * @param added our entry, if it is to be put in
 */
export function claudeProgram(
  { home, platform, env }: ClientPlaces,
  removed: readonly string[],
  added: JsonObject | undefined,
): ClientProgram | undefined {
  const { PATH: path = '', CLAUDE_CONFIG_DIR: configFolder } = env;
  const { file } = findProgram({ command: 'claude', path, cwd: home, platform, pathExt: '.EXE' });
  if (file === undefined || /\.(?:cmd|bat)$/iu.test(file)) return undefined;
  const calls = removed.map((name) => ['mcp', 'remove', '--scope', 'user', name]);
  if (added) calls.push(['mcp', 'add-json', '--scope', 'user', ENTRY_NAME, JSON.stringify(added)]);
  const own = configFolder === undefined ? {} : { CLAUDE_CONFIG_DIR: configFolder };
  return { file, calls, env: { PATH: path, HOME: home, USERPROFILE: home, ...own } };
}
