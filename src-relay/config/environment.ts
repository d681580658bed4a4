import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with what a `.env` file in the working folder adds; a set variable is never overridden. */
export function environmentWithDotEnv(env: Environment, workingFolder: string): Environment {
  let text: string;
  try {
    text = readFileSync(join(workingFolder, '.env'), 'utf8');
  } catch {
    return env;
  }
  const added = Object.entries(parseEnv(text)).filter(([name]) => env[name] === undefined);
  return { ...env, ...Object.fromEntries(added) };
}
