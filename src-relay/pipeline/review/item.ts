import { createHash } from 'node:crypto';
import type { ReviewKind } from '../../protocol/review-kinds.ts';
import type { Change } from '../../registry/changes/change.ts';
import type { Risk } from '../../registry/risk/score.ts';

/** One thing that waits for a person. */
export interface ReviewItem {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly server: string;
  /** Null for what belongs to the server as a whole. */
  readonly tool: string | null;
  /** What a decision is bound to: what is shown now. */
  readonly hash: string;
  /** Nothing of it was accepted before. */
  readonly isNew: boolean;
  /** Whether it can be accepted: what the scan found unsafe cannot. */
  readonly isAcceptable: boolean;
  /** A person has decided to leave it as it is. */
  readonly isKeptOff: boolean;
  /** Why it waits, in one sentence. */
  readonly reason: string;
  /** What differs, what got riskier first. */
  readonly changes: readonly Change[];
  /** What stands out about it beside other servers' tools. */
  readonly flags: readonly string[];
  /** For servers that are held back. */
  readonly risk: Risk | undefined;
}

/** Names an item for good. */
export function itemId(kind: ReviewKind, server: string, tool: string | null = null): string {
  return JSON.stringify([kind, server, tool]);
}

/** What names a state of something that has no hash of its own. */
export function hashOf(...parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
