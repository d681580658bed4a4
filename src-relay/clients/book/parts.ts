import type { SecretStore } from '../../protocol/secret-store.ts';
import type { Disk } from '../files/disk.ts';
import type { ClientId, ClientPlaces, RelayEntry } from '../types.ts';

/** Runs a program with exactly these arguments, without a shell. Rejects where it fails; the message says why. */
export type ProgramRunner = (
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) => Promise<void>;

/** What the book works with. */
export interface BookParts {
  readonly places: ClientPlaces;
  readonly disk: Disk;
  /** The record of what was written where (0600). */
  readonly recordFile: string;
  /** Folder of what files held before. */
  readonly backupFolder: string;
  /** The relay's own configuration, whether it is there or not. */
  readonly relayConfig: string;
  readonly maxServers: number;
  /** The environment in which the relay expands `$NAME`. */
  readonly relayEnv: Readonly<Record<string, string | undefined>>;
  readonly secrets: SecretStore;
  /** What would be written into a client now; its token is empty where it has none yet. Makes nothing. */
  entryOf(id: ClientId): RelayEntry;
  /** The client's token, made where it has none. */
  provideToken(id: ClientId, title: string): string;
  /** Revokes the client's token, if it has one. */
  forgetToken(id: ClientId): void;
  /** Masks secrets in a text that people look at. */
  mask(text: string): string;
  /** Names of the programs that run now. */
  runningPrograms(): Promise<ReadonlySet<string>>;
  readonly runProgram: ProgramRunner;
  readonly now: () => Date;
}
