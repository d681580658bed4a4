import type { Sqlite } from '../../store/database.ts';
import type { ApprovalNote, ApprovedBy } from '../store.ts';

/** Something that was accepted: a tool's definition, or a server's instructions. */
interface Accepted {
  readonly kind: 'tool' | 'instructions';
  readonly server: string;
  /** Empty for instructions. */
  readonly tool: string;
  readonly hash: string;
  readonly definition: string;
  /** Milliseconds since the epoch. */
  readonly approvedAt: number;
}

/** An entry of the history, as it is shown. */
interface PastApproval {
  readonly hash: string;
  readonly definition: string;
  readonly package: string | null;
  readonly by: ApprovedBy;
  readonly approvedAt: number;
}

/** Entries kept of one tool or server. */
const MAX_ENTRIES = 30;

/** Every definition that was ever accepted, with its time. */
export interface ApprovalHistory {
  add(item: Accepted, note: ApprovalNote): void;
  /** The latest first. */
  of(kind: Accepted['kind'], server: string, tool: string): readonly PastApproval[];
}

/** The history in the relay's database. */
export function approvalHistory(database: Sqlite): ApprovalHistory {
  const insert = database.prepare(
    'INSERT INTO approvals (kind, server, tool, hash, definition, package, "by", approved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const trim = database.prepare(
    `DELETE FROM approvals WHERE id IN (SELECT id FROM approvals WHERE kind = ? AND server = ? AND tool = ?
     ORDER BY id DESC LIMIT -1 OFFSET ${MAX_ENTRIES})`,
  );
  const list = database.prepare<[string, string, string], PastApproval>(
    `SELECT hash, definition, package, "by", approved_at AS approvedAt FROM approvals
     WHERE kind = ? AND server = ? AND tool = ? ORDER BY id DESC`,
  );
  return {
    add({ kind, server, tool, hash, definition, approvedAt }, note) {
      insert.run(kind, server, tool, hash, definition, note.package ?? null, note.by, approvedAt);
      trim.run(kind, server, tool);
    },
    of: (kind, server, tool) => list.all(kind, server, tool),
  };
}
