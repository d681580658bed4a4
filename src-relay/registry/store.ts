import type { Sqlite } from '../store/database.ts';
import { approvalHistory } from './trust/history.ts';

export interface GivenName {
  readonly server: string;
  readonly tool: string;
  readonly shown: string;
}

/** What is approved for one tool, and what waits for approval. */
export interface Pin {
  readonly server: string;
  readonly tool: string;
  /** Empty where nothing was approved yet. */
  readonly hash: string;
  readonly pendingHash: string | null;
  /** The package that ran when it was approved, as `name@version`; null where that was not known. */
  readonly package: string | null;
  /** How often what waits has changed since then. */
  readonly changes: number;
}

/** A pin with its definitions: all that there is to put back. */
export interface WholePin extends Pin {
  readonly definition: string;
  readonly approvedAt: number;
  readonly pendingDefinition: string | null;
}

/** The definitions of a tool that a person may want to compare. */
export interface ApprovedDefinition {
  readonly definition: string;
  /** Milliseconds since the epoch. */
  readonly approvedAt: number;
}

/** Who has approved something: nobody in person at first sight, a person, or what was known from before histories. */
export type ApprovedBy = 'first sight' | 'person' | 'undo' | 'earlier';

/** What an approval is written down with. */
export interface ApprovalNote {
  readonly by: ApprovedBy;
  /** The package that runs, as `name@version`. */
  readonly package: string | undefined;
}

/** The registry's memory across restarts: names once given, definitions once approved. */
export interface RegistryStore {
  /** Runs changes in one transaction: all of them stand, or none. */
  together(changes: () => void): void;
  names(): readonly GivenName[];
  giveName(name: GivenName): void;
  pins(): readonly Pin[];
  pin(server: string, tool: string, hash: string, definition: string, note: ApprovalNote): void;
  /** A tool that was never approved waits for a person. */
  setNew(server: string, tool: string, hash: string, definition: string): void;
  setPending(server: string, tool: string, hash: string, definition: string): void;
  clearPending(server: string, tool: string): void;
  /** Undefined where nothing was approved yet. */
  approvedDefinition(server: string, tool: string): ApprovedDefinition | undefined;
  wholePin(server: string, tool: string): WholePin | undefined;
  /** Approves the definition of this hash if it is the one that waits. */
  approve(server: string, tool: string, hash: string, runs: string | undefined): boolean;
  /** Puts a pin back as it was. */
  restore(pin: WholePin): void;
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
  const pins = database.prepare<[], Pin>(
    'SELECT server, tool, hash, pending_hash AS pendingHash, package, changes FROM tool_pins',
  );
  const pin = database.prepare(
    `INSERT INTO tool_pins (server, tool, hash, definition, approved_at, package) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET hash = excluded.hash, definition = excluded.definition, approved_at = excluded.approved_at,
     package = excluded.package, changes = 0, pending_hash = NULL, pending_definition = NULL`,
  );
  const setNew = database.prepare(
    `INSERT INTO tool_pins (server, tool, hash, definition, approved_at, pending_hash, pending_definition)
     VALUES (?, ?, '', '', 0, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const setPending = database.prepare(
    'UPDATE tool_pins SET pending_hash = ?, pending_definition = ?, changes = changes + 1 WHERE server = ? AND tool = ?',
  );
  const clearPending = database.prepare(
    'UPDATE tool_pins SET pending_hash = NULL, pending_definition = NULL WHERE server = ? AND tool = ?',
  );
  const approved = database.prepare<[string, string], ApprovedDefinition>(
    "SELECT definition, approved_at AS approvedAt FROM tool_pins WHERE server = ? AND tool = ? AND hash <> ''",
  );
  const wholePin = database.prepare<[string, string], WholePin>(
    `SELECT server, tool, hash, pending_hash AS pendingHash, package, changes, definition, approved_at AS approvedAt,
     pending_definition AS pendingDefinition FROM tool_pins WHERE server = ? AND tool = ?`,
  );
  const waiting = database.prepare<[string | null, string | null], { server: string; tool: string; hash: string }>(
    `SELECT server, tool, pending_hash AS hash FROM tool_pins
     WHERE pending_hash IS NOT NULL AND server = coalesce(?, server) AND tool = coalesce(?, tool)`,
  );
  const approveOne = database.prepare(
    `UPDATE tool_pins SET hash = pending_hash, definition = pending_definition, approved_at = ?, package = ?, changes = 0,
     pending_hash = NULL, pending_definition = NULL WHERE server = ? AND tool = ? AND pending_hash = ?`,
  );
  const restore = database.prepare(
    `UPDATE tool_pins SET hash = ?, definition = ?, approved_at = ?, package = ?, changes = ?, pending_hash = ?,
     pending_definition = ? WHERE server = ? AND tool = ?`,
  );
  const history = approvalHistory(database);
  const switchedOff = database.prepare<[], { server: string; tool: string }>(
    'SELECT server, tool FROM tools_switched_off',
  );
  const switchOff = database.prepare('INSERT INTO tools_switched_off VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const switchOn = database.prepare('DELETE FROM tools_switched_off WHERE server = ? AND tool = ?');
  let written = 0;
  const approve: RegistryStore['approve'] = (server, tool, hash, runs) => {
    const now = Date.now();
    return database.transaction(() => {
      if (approveOne.run(now, runs ?? null, server, tool, hash).changes === 0) return false;
      const definition = approved.get(server, tool)?.definition ?? '';
      history.add({ kind: 'tool', server, tool, hash, definition, approvedAt: now }, { by: 'person', package: runs });
      written += definition.length;
      return true;
    })();
  };
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
    pin(server, tool, hash, definition, note) {
      const now = Date.now();
      pin.run(server, tool, hash, definition, now, note.package ?? null);
      history.add({ kind: 'tool', server, tool, hash, definition, approvedAt: now }, note);
      written += definition.length;
    },
    setNew(server, tool, hash, definition) {
      setNew.run(server, tool, hash, definition);
      written += definition.length;
    },
    setPending(server, tool, hash, definition) {
      setPending.run(hash, definition, server, tool);
      written += definition.length;
    },
    clearPending: (server, tool) => void clearPending.run(server, tool),
    approvedDefinition: (server, tool) => approved.get(server, tool),
    wholePin: (server, tool) => wholePin.get(server, tool),
    approve,
    restore(whole) {
      const { server, tool, hash, definition, pendingHash, pendingDefinition } = whole;
      database.transaction(() => {
        const now = [hash, definition, whole.approvedAt, whole.package, whole.changes, pendingHash, pendingDefinition];
        restore.run(...now, server, tool);
        if (hash === '') return;
        const item = { kind: 'tool', server, tool, hash, definition, approvedAt: Date.now() } as const;
        history.add(item, { by: 'undo', package: whole.package ?? undefined });
      })();
    },
    switchedOff: () => switchedOff.all(),
    switchTool: (server, tool, on) => void (on ? switchOn.run(server, tool) : switchOff.run(server, tool, Date.now())),
    approvePending(server, tool) {
      const all = waiting.all(server ?? null, tool ?? null);
      return all.filter((one) => approve(one.server, one.tool, one.hash, undefined)).length;
    },
  };
}
