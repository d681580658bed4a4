import { resolve } from 'node:path';
import { dataFolder, defaultConfigFile, type DataFolder } from '../config/data-folder.ts';
import { environmentWithDotEnv, type Environment } from '../config/environment.ts';
import { loadConfig, type Config } from '../config/load.ts';
import { FileSecretStore } from '../config/secret-store-file.ts';
import { namedSecrets } from '../config/secrets.ts';
import { settingsFromVariables, type GivenSettings } from '../config/settings.ts';
import { createLog, logLevel, type Log } from '../protocol/log.ts';
import type { SecretStore } from '../protocol/secret-store.ts';

/** Flags that are no settings: they say how to run, not what with. */
export interface RunFlags {
  readonly configFile: string | undefined;
  readonly standalone: boolean;
  /** It ends when nobody has used it for this long, in milliseconds; it runs until it is stopped where left out. */
  readonly untilIdleMs?: number | undefined;
}

/** A desktop that people sit at. */
interface Desktop {
  /** Shows a file in its folder. */
  reveal(file: string): void;
  /** Opens an address with the program that it belongs to. */
  open(address: string): void;
}

/** What every command works with: environment, data folder, log, secrets. Nothing is created yet. */
export interface Workplace {
  readonly env: Environment;
  readonly folder: DataFolder;
  readonly log: Log;
  readonly secrets: SecretStore;
  /** Whether programs are looked for on the PATH of the login shell too: for an app that no terminal has started. */
  readonly asksLoginShell?: boolean;
  /** What a desktop can do for a person; absent where there is none. */
  readonly desktop?: Desktop;
}

/** That of this process: its environment, with the `.env` file of the working folder. */
export function workplace(): Workplace {
  return workplaceIn(environmentWithDotEnv(process.env, process.cwd()));
}

/** One with an environment of its own. */
export function workplaceIn(env: Environment, log = createLog(logLevel(env.LOGLEVEL), writeToStderr)): Workplace {
  const folder = dataFolder(env);
  return { env, folder, log, secrets: new FileSecretStore(folder.secrets) };
}

/** The configuration file that flags and environment name, and whether they name one at all. */
export function configFileOf(place: Workplace, flags: RunFlags): { file: string; named: boolean } {
  const named = flags.configFile ?? place.env.MCP_RELAY_CONFIG_FILE;
  return named === undefined || named === ''
    ? { file: defaultConfigFile(), named: false }
    : { file: resolve(named), named: true };
}

/** Reads the configuration with everything that overrides it. Throws ConfigError, and what the secret store throws. */
export async function readConfig(place: Workplace, given: GivenSettings, flags: RunFlags): Promise<Config> {
  const load = (secret: (name: string) => string | undefined): Promise<Config> =>
    loadConfig({
      ...configFileOf(place, flags),
      given: { ...settingsFromVariables(place.env), ...given },
      values: { variable: (name) => place.env[name], secret },
    });
  let namesSecrets = false;
  try {
    const config = await load(() => {
      namesSecrets = true;
      return undefined;
    });
    if (!namesSecrets) return config;
  } catch (error) {
    if (!namesSecrets) throw error;
  }
  // Only now: to open a keychain takes time, and may ask the person.
  const secrets = await namedSecrets(place.secrets);
  return load((name) => secrets.get(name));
}

/** Lines that wait for a reader of standard error, in bytes; beyond it they are dropped. */
const MAX_BACKLOG = 1024 * 1024;

function writeToStderr(line: string): void {
  if (process.stderr.writable && process.stderr.writableLength < MAX_BACKLOG) process.stderr.write(line);
}
