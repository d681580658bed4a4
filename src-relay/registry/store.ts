import type { Sqlite } from '../store/database.ts';

export interface GivenName {
  readonly server: string;
  readonly tool: string;
  readonly shown: string;
}

/** What is approved for one tool, and what waits for approval. */
export interface Pin {
  readonly server: string;
  readonly tool: string;
  readonly hash: string;
  readonly pendingHash: string | null;
}

/** The definitions of a tool that a person may want to compare. */
export interface ApprovedDefinition {
  readonly definition: string;
  /** Milliseconds since the epoch. */
  readonly approvedAt: number;
}

/** The registry's memory across restarts: names once given, definitions once approved. */
export interface RegistryStore {
  /** Runs changes in one transaction: all of them stand, or none. */
  together(changes: () => void): void;
  names(): readonly GivenName[];
  giveName(name: GivenName): void;
  pins(): readonly Pin[];
  pin(server: string, tool: string, hash: string, definition: string): void;
  setPending(server: string, tool: string, hash: string, definition: string): void;
  clearPending(server: string, tool: string): void;
  approvedDefinition(server: string, tool: string): ApprovedDefinition | undefined;
  /** Approves the definition of this hash if it is the one that waits. */
  approve(server: string, tool: string, hash: string): boolean;
  /** Tools that a person has switched off. */
  switchedOff(): readonly { readonly server: string; readonly tool: string }[];
  switchTool(server: string, tool: string, on: boolean): void;
  /** Approves what waits, for one tool, a server's tools, or all; gives how many. */
  approvePending(server: string | undefined, tool: string | undefined): number;
}

/** Definitions written after which the write-ahead log is moved into the database, in characters. */
const CHECKPOINT_BYTES = 4 * 1024 * 1024;

/** The registry's tables in the relay's database. */
export function createRegistryStore(database: Sqlite): RegistryStore {
  const names = database.prepare<[], GivenName>('SELECT server, tool, shown FROM tool_names ORDER BY given_at, rowid');
  const giveName = database.prepare(
    'INSERT INTO tool_names (server, tool, shown, given_at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET shown = excluded.shown, given_at = excluded.given_at',
  );
  const pins = database.prepare<[], Pin>('SELECT server, tool, hash, pending_hash AS pendingHash FROM tool_pins');
  const pin = database.prepare(
    `INSERT INTO tool_pins (server, tool, hash, definition, approved_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET hash = excluded.hash, definition = excluded.definition, approved_at = excluded.approved_at, pending_hash = NULL, pending_definition = NULL`,
  );
  const setPending = database.prepare(
    'UPDATE tool_pins SET pending_hash = ?, pending_definition = ? WHERE server = ? AND tool = ?',
  );
  const clearPending = database.prepare(
    'UPDATE tool_pins SET pending_hash = NULL, pending_definition = NULL WHERE server = ? AND tool = ?',
  );
  const approve = database.prepare(
    `UPDATE tool_pins SET hash = pending_hash, definition = pending_definition, approved_at = ?, pending_hash = NULL, pending_definition = NULL
     WHERE pending_hash IS NOT NULL AND server = coalesce(?, server) AND tool = coalesce(?, tool)`,
  );
  const approved = database.prepare<[string, string], ApprovedDefinition>(
    'SELECT definition, approved_at AS approvedAt FROM tool_pins WHERE server = ? AND tool = ?',
  );
  const approveOne = database.prepare(
    `UPDATE tool_pins SET hash = pending_hash, definition = pending_definition, approved_at = ?, pending_hash = NULL, pending_definition = NULL
     WHERE server = ? AND tool = ? AND pending_hash = ?`,
  );
  const switchedOff = database.prepare<[], { server: string; tool: string }>(
    'SELECT server, tool FROM tools_switched_off',
  );
  const switchOff = database.prepare('INSERT INTO tools_switched_off VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const switchOn = database.prepare('DELETE FROM tools_switched_off WHERE server = ? AND tool = ?');
  let written = 0;
  return {
    together(changes) {
      database.transaction(changes).immediate();
      // The audit's checkpoints count its own writes only; these are few, unless a server makes them many.
      if (written < CHECKPOINT_BYTES) return;
      written = 0;
      database.pragma('wal_checkpoint(PASSIVE)');
    },
    names: () => names.all(),
    giveName: (name) => void giveName.run(name.server, name.tool, name.shown, Date.now()),
    pins: () => pins.all(),
    pin(server, tool, hash, definition) {
      pin.run(server, tool, hash, definition, Date.now());
      written += definition.length;
    },
    setPending(server, tool, hash, definition) {
      setPending.run(hash, definition, server, tool);
      written += definition.length;
    },
    clearPending: (server, tool) => void clearPending.run(server, tool),
    approvedDefinition: (server, tool) => approved.get(server, tool),
    approve: (server, tool, hash) => approveOne.run(Date.now(), server, tool, hash).changes > 0,
    switchedOff: () => switchedOff.all(),
    switchTool: (server, tool, on) => void (on ? switchOn.run(server, tool) : switchOff.run(server, tool, Date.now())),
    approvePending: (server, tool) => approve.run(Date.now(), server ?? null, tool ?? null).changes,
  };
}
