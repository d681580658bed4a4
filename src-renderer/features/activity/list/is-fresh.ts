import type { CallRow } from '../../../../src-relay/control/contract.ts';

const FRESH_MS = 1500;

/** Whether a call was blocked only just now: such a row marks itself for a moment. */
export function isFresh(row: CallRow, now: number): boolean {
  return row.outcome === 'blocked' && now - (row.ts + row.durationUs / 1000) < FRESH_MS;
}
