import type { CallRow } from '../../../src-relay/control/contract.ts';

/** A call for tests: quiet, but for what is given. */
export function sampleRow(changes: Partial<CallRow> & { readonly seq: number }): CallRow {
  return {
    entryId: `entry-${changes.seq}`,
    ts: 1000 + changes.seq,
    client: 'client:cursor',
    method: 'tools/call',
    session: 'session',
    server: 'files',
    tool: 'read_text_file',
    shownTool: null,
    outcome: 'allowed',
    code: null,
    reason: null,
    findingCount: 0,
    detectors: [],
    durationUs: 1000,
    ...changes,
  };
}
