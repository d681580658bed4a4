import { existsSync, readFileSync } from 'node:fs';
import { isJsonObject, member, parseJson } from '../../protocol/json.ts';

/** How the relay of a data folder is started, as it was last: by which program, with which configuration. */
export interface StartCommand {
  /** An absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What it needs of its surroundings beside what its starter has, e.g. the display. */
  readonly env: Readonly<Record<string, string>>;
}

/** What `start.json` says, if its program and its folder are still there. By hand for the reason given at relay.json. */
export function readStartFile(file: string): StartCommand | undefined {
  try {
    const content = parseJson(readFileSync(file, 'utf8'));
    const [program, cwd] = [member(content, 'program'), member(content, 'cwd')];
    const [args, env] = [member(content, 'args'), member(content, 'env')];
    if (typeof program !== 'string' || typeof cwd !== 'string' || !Array.isArray(args) || !isJsonObject(env))
      return undefined;
    if (!existsSync(program) || !existsSync(cwd)) return undefined;
    const strings = Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return { program, args: args.filter((arg) => typeof arg === 'string'), cwd, env: Object.fromEntries(strings) };
  } catch {
    return undefined;
  }
}
