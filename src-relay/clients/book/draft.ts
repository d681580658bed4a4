import type { FileState } from '../files/file-state.ts';
import type { ClientStrategy } from '../strategies/strategy.ts';
import type { ChangedSince, ClientAction, PlannedImport } from '../types.ts';
import type { Connection } from './record.ts';

/**
 * Stands in a draft where a client's token will stand that does not exist yet: nothing is made before it is to be written.
 */
export const TOKEN_TO_COME = 'mcpr_TOKEN-TO-COME';

/** A program of the client that changes its file itself. */
export interface ClientProgram {
  readonly file: string;
  /** Command lines, one after the other. */
  readonly calls: readonly (readonly string[])[];
  readonly env: Readonly<Record<string, string>>;
}

/** One file that is to change. */
export interface DraftFile {
  readonly role: 'client' | 'relay';
  /** Its name, which may be that of a link to it. */
  readonly file: string;
  /** The file as it was read. */
  readonly read: FileState;
  /** Its bytes afterwards; undefined: it is removed. */
  readonly after: string | Buffer | undefined;
  readonly what: string;
  /** Is asked first; the bytes are written where it fails. */
  readonly program?: ClientProgram;
}

/** How a connection's way back to the bytes of before is known: from this change's backup, from an earlier one, or not. */
export type BaseSource = 'this-backup' | 'kept' | 'none';

export interface NextConnection {
  readonly connection: Connection;
  readonly base: BaseSource;
}

/** A change that has been worked out and not been written. */
export interface Draft {
  readonly strategy: ClientStrategy;
  readonly action: ClientAction;
  /** In the order in which they are written. */
  readonly files: readonly DraftFile[];
  /** All connections of this client afterwards. */
  readonly next: readonly NextConnection[];
  readonly imports: readonly PlannedImport[];
  readonly replaced: readonly string[];
  readonly warnings: readonly string[];
  /** Not masked yet. */
  readonly changedSince?: readonly ChangedSince[];
  readonly secretsToSet: ReadonlyMap<string, string>;
  readonly secretsToRemove: readonly string[];
  readonly needsToken: boolean;
  /** Connections of other clients that take over what was imported. */
  readonly others?: readonly Connection[];
}
