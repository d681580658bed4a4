import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { bridgeCommand } from '../clients/bridge-program.ts';
import { FileClientBook } from '../clients/book/book.ts';
import type { ProgramRunner } from '../clients/book/parts.ts';
import { nodeDisk } from '../clients/files/disk.ts';
import { runningPrograms } from '../clients/running-programs.ts';
import type { ClientBook, ClientPlaces } from '../clients/types.ts';
import { createDataFolder, type DataFolder } from '../config/data-folder.ts';
import { resolveSettings, settingsFromVariables } from '../config/settings.ts';
import { peopleMask } from '../control/people-mask.ts';
import { forgetClientToken, provideClientToken } from '../gateway/client-tokens.ts';
import { isRegistered } from '../gateway/tokens.ts';
import { readRelayFile } from '../gateway/instance/relay-file.ts';
import type { Workplace } from './workplace.ts';

/** How long a client's own program may take to change its file, in milliseconds. */
const PROGRAM_MS = 30_000;

export interface ClientBookOptions {
  /** The relay's configuration, whether it is there or not. */
  readonly configFile: string;
  /** Where the clients' files are; absent: the person's own folders. */
  readonly places?: ClientPlaces | undefined;
  /** Where clients with HTTP connect where no relay of the data folder runs. */
  readonly url: string;
}

/** The book of the AI clients on this machine, kept in the data folder. */
export function openClientBook(place: Workplace, { configFile, places, url }: ClientBookOptions): ClientBook {
  const { folder, env, secrets } = place;
  createDataFolder(folder);
  const { settings } = resolveSettings(settingsFromVariables(env), {});
  return new FileClientBook({
    places: places ?? { home: homedir(), platform: process.platform, env: process.env },
    disk: nodeDisk,
    recordFile: join(folder.path, 'clients.json'),
    backupFolder: join(folder.path, 'backups'),
    relayConfig: configFile,
    maxServers: settings.maxMcpServers,
    relayEnv: env,
    secrets,
    entryOf: (id) => ({
      command: bridgeCommand(),
      url: readRelayFile(folder.relayFile)?.endpoints.mcp ?? url,
      token: validToken(folder, id),
    }),
    provideToken: (id) => provideClientToken(folder, id),
    forgetToken: (id) => forgetClientToken(folder, id),
    mask: (text) => peopleMask().text(text),
    // Of a home that is not this machine's nobody can say what runs.
    runningPrograms: places ? () => Promise.resolve(new Set()) : runningPrograms,
    runProgram,
    now: () => new Date(),
  });
}

const runProgram: ProgramRunner = (file, args, env) =>
  new Promise((resolve, reject) => {
    const options = { env: { ...env }, cwd: dirname(file), timeout: PROGRAM_MS, windowsHide: true };
    const child = execFile(file, [...args], options, (error, _stdout, stderr) => {
      // The command line, which the error quotes, says nothing to a person.
      if (error) reject(new Error(stderr.trim().split('\n')[0] || `it ended with ${error.code ?? 'an error'}`));
      else resolve();
    });
    child.stdin?.end();
  });

/** The client's token; empty where it has none, or it was revoked. */
function validToken(folder: DataFolder, client: string): string {
  try {
    const token = readFileSync(folder.clientTokenFile(client), 'utf8').trim();
    return isRegistered(folder.tokens, client, token) ? token : '';
  } catch {
    return '';
  }
}
