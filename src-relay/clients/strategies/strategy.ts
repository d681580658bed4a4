import { join } from 'node:path';
import type { JsonObject } from '../../protocol/json.ts';
import type { FileFormat } from '../formats/format.ts';
import type { ClientId, ClientPlaces, RelayEntry } from '../types.ts';

export type Transport = 'stdio' | 'http';

/** What a strategy may ask the disk. */
export interface Look {
  exists(path: string): boolean;
  /** Names in a folder; none where there is no folder. */
  list(folder: string): readonly string[];
}

/** How text of a client's file names values of the environment. */
export type ReferenceStyle = 'none' | 'env-prefix' | 'shell';

/** What there is to know of one AI client: where its files are and how it notes a server. Pure data and pure functions. */
export interface ClientStrategy {
  readonly id: ClientId;
  readonly title: string;
  readonly format: FileFormat;
  /** Key of the document under which the servers stand. */
  readonly section: string;
  /** What it can be connected by, the one taken where nobody says otherwise first. */
  readonly transports: readonly [Transport, ...Transport[]];
  readonly references: ReferenceStyle;
  /** Its files; none where it is not installed. */
  files(places: ClientPlaces, look: Look): readonly string[];
  entry(transport: Transport, relay: RelayEntry): JsonObject;
  /** Names of its processes, by system. */
  readonly processes: { readonly [platform in 'darwin' | 'win32' | 'linux']?: readonly string[] };
  /** Whether it writes its file while it runs, and so may overwrite what others write. */
  readonly rewritesItsFile: boolean;
  /** What a change takes to be seen by the client, as a sentence. */
  readonly afterwards: string;
}

/** The bridge as a command: what it is to be told is its client's name; the token is none of it. */
export function commandOf(id: ClientId, { command }: RelayEntry): { command: string; args: string[] } {
  return { command: command.program, args: [...command.args, 'connect', '--client', id] };
}

export function authorization({ token }: RelayEntry): { Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}

/** Where apps keep their settings. */
export function appData({ home, platform, env }: ClientPlaces): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env.APPDATA || join(home, 'AppData', 'Roaming');
  return env.XDG_CONFIG_HOME || join(home, '.config');
}

export function localAppData({ home, env }: ClientPlaces): string {
  return env.LOCALAPPDATA || join(home, 'AppData', 'Local');
}

/** A file that is the client's where one of its traces is there. */
export function fileIfTraced(look: Look, file: string, ...traces: readonly string[]): readonly string[] {
  return [file, ...traces].some((trace) => look.exists(trace)) ? [file] : [];
}
