import { mergeEnvironments, variableIn } from '../environment.ts';
import { findProgram } from './find-program.ts';
import type { MorePath } from './search-path.ts';
import { folderFailure, notFoundFailure } from './start-failure.ts';
import { startPlan, type StartPlan } from './start-plan.ts';

/** A program as the configuration names it. */
export interface ProgramSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Values in arguments and environment that must show nowhere in clear. */
  readonly secrets?: readonly string[];
}

export interface ResolvedProgram {
  readonly plan: StartPlan;
  /** The whole environment of the child but for the relay's mark. */
  readonly env: Readonly<Record<string, string>>;
}

export interface ResolveParts {
  readonly platform: NodeJS.Platform;
  /** What every child gets, PATH aside. */
  readonly basicEnv: Readonly<Record<string, string>>;
  readonly search: MorePath;
  /** Ends the wait for where else to look. */
  readonly signal: AbortSignal;
}

/** Where programs are looked for when there is no PATH at all, as POSIX systems do. */
const DEFAULT_PATH = '/usr/bin:/bin';

/**
 * Finds the program of a spec and how to start it. A program that is found at once is not waited for; for another one it
 * is first learned where else to look.
 * @throws Error whose message says what is wrong and what to do
 */
export async function resolveProgram(spec: ProgramSpec, parts: ResolveParts): Promise<ResolvedProgram> {
  const cwd = spec.cwd ?? process.cwd();
  const wrongFolder = spec.cwd === undefined ? undefined : folderFailure(cwd);
  if (wrongFolder !== undefined) throw new Error(`"${spec.command}" cannot be started: ${wrongFolder}`);
  const first = attempt(spec, cwd, parts);
  if ('plan' in first) return first;
  // A server with a PATH of its own is looked for there and nowhere else.
  if (variableIn(spec.env, 'PATH', parts.platform) !== undefined) throw new Error(first.failure);
  await Promise.race([parts.search.learn(), abortOf(parts.signal)]);
  const second = attempt(spec, cwd, parts);
  if ('plan' in second) return second;
  throw new Error(second.failure);
}

function attempt(spec: ProgramSpec, cwd: string, parts: ResolveParts): ResolvedProgram | { readonly failure: string } {
  const { command, args } = spec;
  const { platform, basicEnv, search } = parts;
  const base = search.path === '' ? basicEnv : { ...basicEnv, PATH: search.path };
  const env = mergeEnvironments(platform, base, spec.env);
  const path = variableIn(env, 'PATH', platform) ?? DEFAULT_PATH;
  const where = { path, cwd, platform, pathExt: variableIn(env, 'PATHEXT', platform) ?? process.env.PATHEXT };
  const found = findProgram({ command, ...where });
  if (found.file === undefined) {
    const origin = path === search.path ? search.origin : '';
    return { failure: notFoundFailure(command, { ...where, origin }, found.blocked) };
  }
  const findNode = (): string | undefined => findProgram({ command: 'node', ...where }).file;
  return { plan: startPlan(found.file, args, { platform, findNode }), env };
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
