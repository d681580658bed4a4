import { z } from 'zod';
import type { Written } from '../../audit/sqlite-audit.ts';
import type { CallRecord, EventRecord } from '../../audit/record.ts';
import { storedFindingSchema, type CallDetail, type CallRow, type Notice } from '../contract.ts';
import { outcomeOf } from './outcome.ts';

/** Columns of a list's row, and those that a single entry shows besides. */
export const ROW_COLUMNS =
  'seq, entry_id, ts, client, session, method, server, tool, shown_tool, status, verdict, bypassed, code, reason, findings, duration_us';
export const DETAIL_COLUMNS = `${ROW_COLUMNS}, request, response, request_bytes, response_bytes, policy_us, request_scan_us, server_us, response_scan_us`;

export interface StoredRow {
  readonly seq: number;
  readonly entry_id: string;
  readonly ts: number;
  readonly client: string;
  readonly session: string;
  readonly method: string;
  readonly server: string | null;
  readonly tool: string | null;
  readonly shown_tool: string | null;
  readonly status: string;
  readonly verdict: CallDetail['verdict'];
  readonly bypassed: number;
  readonly code: string | null;
  readonly reason: string | null;
  readonly findings: string | null;
  readonly duration_us: number;
}

export interface StoredDetail extends StoredRow {
  readonly request: string | null;
  readonly response: string | null;
  readonly request_bytes: number;
  readonly response_bytes: number;
  readonly policy_us: number;
  readonly request_scan_us: number;
  readonly server_us: number;
  readonly response_scan_us: number;
}

const findingsSchema = z.array(storedFindingSchema);
const detectorsSchema = z.array(z.object({ detector: z.string() }));

/** A row of a list from what stands in the database. */
export function rowFromStore(stored: StoredRow): CallRow {
  const found = stored.findings === null ? [] : detectorsSchema.parse(JSON.parse(stored.findings));
  return {
    seq: stored.seq,
    entryId: stored.entry_id,
    ts: stored.ts,
    client: stored.client,
    session: stored.session,
    method: stored.method,
    server: stored.server,
    tool: stored.tool,
    shownTool: stored.shown_tool,
    outcome: outcomeOf({ ...stored, bypassed: stored.bypassed === 1 }),
    code: stored.code,
    reason: reasonForPeople(stored.reason),
    findingCount: found.length,
    detectors: distinct(found),
    durationUs: stored.duration_us,
  };
}

/** One entry with all that the log holds of it. */
export function detailFromStore(stored: StoredDetail): CallDetail {
  return {
    ...rowFromStore(stored),
    status: stored.status,
    verdict: stored.verdict,
    bypassed: stored.bypassed === 1,
    findings: stored.findings === null ? [] : findingsSchema.parse(JSON.parse(stored.findings)),
    request: stored.request,
    response: stored.response,
    requestBytes: stored.request_bytes,
    responseBytes: stored.response_bytes,
    phases: {
      policy: stored.policy_us,
      requestScan: stored.request_scan_us,
      server: stored.server_us,
      responseScan: stored.response_scan_us,
    },
  };
}

/** The same row from what was just written. */
export function rowFromRecord({ seq, record }: Written<CallRecord>): CallRow {
  return {
    seq,
    entryId: record.entryId,
    ts: record.ts,
    client: record.client,
    session: record.session,
    method: record.method,
    server: record.server ?? null,
    tool: record.tool ?? null,
    shownTool: record.shownTool ?? null,
    outcome: outcomeOf(record),
    code: record.code ?? null,
    reason: reasonForPeople(record.reason ?? null),
    findingCount: record.findings.length,
    detectors: distinct(record.findings),
    durationUs: record.durationUs,
  };
}

export function noticeFromRecord({ seq, record }: Written<EventRecord>): Notice {
  return {
    seq,
    ts: record.ts,
    type: record.type,
    client: record.client ?? null,
    server: record.server ?? null,
    tool: record.tool ?? null,
    message: record.message,
  };
}

/** Clients read which way a message went; people see that elsewhere. */
function reasonForPeople(reason: string | null): string | null {
  return reason === null ? null : reason.replace(/^Unsafe (?:Request|Response): /u, '');
}

function distinct(findings: readonly { readonly detector: string }[]): string[] {
  return [...new Set(findings.map((finding) => finding.detector))];
}
