import type { ClientAction, ClientId, ClientState } from '../protocol/client-kinds.ts';

export { CLIENT_IDS } from '../protocol/client-kinds.ts';
export type { ClientAction, ClientId, ClientState } from '../protocol/client-kinds.ts';

/**
 * The plain words the rest of the program speaks about AI clients: their state, what would be written into their
 * files, and who writes it (spec/clients.md).
 */

/** Our own entry's name in every client's file. */
export const ENTRY_NAME = 'mcp-security-relay';

/** One configuration file of one installed client (Claude Desktop on Windows may have several). */
export interface ClientStatus {
  readonly id: ClientId;
  readonly title: string;
  /** absolute path of the file, whether it exists or not */
  readonly file: string;
  readonly state: ClientState;
  /** why it is in this state, with the next step, one sentence */
  readonly reason: string;
  /** names of other servers in the file that do not pass the relay */
  readonly bypassing: readonly string[];
  /** whether the app runs now and may overwrite the file */
  readonly isRunning: boolean;
  readonly canUndo: boolean;
  /** ISO 8601 */
  readonly connectedAt?: string;
  /** puts a dropped entry back by itself */
  readonly keepsItself: boolean;
  readonly transport: 'stdio' | 'http';
  /** where the file stops being readable; lines and columns count from 1 */
  readonly broken?: { readonly line: number; readonly column: number; readonly message: string };
}

/** One file a plan changes. */
export interface PlannedFile {
  readonly path: string;
  /** secrets masked */
  readonly before: string;
  /** secrets masked */
  readonly after: string;
  /** unified, secrets masked */
  readonly diff: string;
  /** what happens to it, in words */
  readonly what: string;
}

/** A file that others have changed since the change that is undone: its three states, secrets masked. */
export interface ChangedSince {
  readonly path: string;
  /** before the relay wrote it; empty where it was not there */
  readonly before: string;
  /** what the relay wrote; null where a program of the client wrote it */
  readonly written: string | null;
  /** what stands there now; empty where it is gone */
  readonly now: string;
  /** unified, from what was written to what stands there now */
  readonly diff: string;
}

/** One server that moves behind the relay. */
export interface PlannedImport {
  readonly name: string;
  /** its name in the relay's configuration */
  readonly as: string;
  /** what it runs or where it is, secrets masked */
  readonly what: string;
  /** what would go to the secret store: where it stands in the entry, and the name it gets */
  readonly secrets: readonly { readonly place: string; readonly name: string }[];
  /** the relay's server that runs the same already */
  readonly duplicateOf?: string;
  /** why it is not moved */
  readonly skipped?: string;
}

export interface ClientPlan {
  readonly planId: string;
  readonly id: ClientId;
  readonly title: string;
  readonly action: ClientAction;
  /** one per file that changes, the relay's configuration included */
  readonly files: readonly PlannedFile[];
  readonly imports: readonly PlannedImport[];
  /** names of entries that are taken out of the client's file or written anew */
  readonly replaced: readonly string[];
  /** undo: files that others have changed since; absent where there are none */
  readonly changedSince?: readonly ChangedSince[];
  readonly warnings: readonly string[];
}

export interface PlanOptions {
  /** which of the client's files, where it has several; all of them when left out */
  readonly file?: string;
  /** connect: move the client's other servers behind the relay */
  readonly import?: boolean;
  /** connect: put what looks like a secret into the secret store and leave `${secret:NAME}` in its place */
  readonly secretsToStore?: boolean;
  /** connect: how the client reaches the relay, where it knows several ways; its usual one when left out */
  readonly transport?: 'stdio' | 'http';
  /** connect, repair: put the entry back by itself whenever the client drops it */
  readonly keepItself?: boolean;
  /** disconnect: bring the servers back that were moved behind the relay */
  readonly restoreServers?: boolean;
  /** undo: the files become what they were before, and what others have changed since is lost */
  readonly putBack?: boolean;
}

/** What became of giving every client back what it had. */
export interface RestoredClients {
  /** What was written, one for each client that has what it had. */
  readonly plans: readonly ClientPlan[];
  /** Clients that keep the relay's entry, and why, with the next step. */
  readonly problems: readonly { readonly id: ClientId; readonly title: string; readonly message: string }[];
}

export interface ClientBook {
  list(): Promise<readonly ClientStatus[]>;
  /** Works out what would be written, and writes nothing. @throws ClientError */
  plan(id: ClientId, action: ClientAction, options?: PlanOptions): Promise<ClientPlan>;
  /** Writes exactly what the plan showed. @throws ClientError, `changed-meanwhile` when a file is no longer what it was */
  apply(planId: string): Promise<ClientStatus>;
  /** Whether a dropped entry of this file is put back by itself from now on. @throws ClientError, `not-connected` */
  setKeepsItself(id: ClientId, file: string, keepsItself: boolean): Promise<ClientStatus>;
  watch(onChange: (status: ClientStatus) => void): { close(): void };
  /** Uninstall: every client gets back what it had, and its token opens nothing any longer. @throws ClientError where the record is broken */
  restoreAll(): Promise<RestoredClients>;
}

/** What is written into clients. */
export interface RelayEntry {
  /** the bridge; `connect --client ID` is added to its arguments */
  readonly command: { readonly program: string; readonly args: readonly string[] };
  /** of the relay's /mcp */
  readonly url: string;
  readonly token: string;
}

/** Where clients keep their files. `--home DIR` puts another folder here. */
export interface ClientPlaces {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}
