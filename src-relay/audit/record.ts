import type { Verdict } from '../protocol/scan-types.ts';

type CallStatus = 'success' | 'denied' | 'blocked' | 'error';

/** The parts of a call's time: deciding, scanning what goes out, waiting for the server, scanning what comes back. */
export type Phase = 'policy' | 'requestScan' | 'server' | 'responseScan';

/** One call as the log keeps it. Payloads are masked before they come here; those of bypassed calls never come. */
export interface CallRecord {
  readonly entryId: string;
  /** Milliseconds since the epoch, when the call came in. */
  readonly ts: number;
  readonly client: string;
  /** Tells sessions apart; not the id that clients present. */
  readonly session: string;
  readonly method: string;
  readonly server: string | undefined;
  /** The tool's name at its server. */
  readonly tool: string | undefined;
  /** The name the client called it by, where it is another one. */
  readonly shownTool: string | undefined;
  readonly status: CallStatus;
  readonly verdict: Verdict;
  readonly bypassed: boolean;
  /** AISEC code where the relay decided, `downstream_error` where the server answered with an error. */
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly findings: readonly { readonly detector: string }[];
  readonly request: string | undefined;
  readonly response: string | undefined;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Microseconds. */
  readonly durationUs: number;
  /** Where the time went, in microseconds. */
  readonly phases: Readonly<Record<Phase, number>>;
}

export type EventType = 'registry_change' | 'authentication' | 'config_change' | 'scan' | 'relay';

/** Something that happened outside a call: a tool disabled, a connection refused, the relay started. */
export interface EventRecord {
  readonly ts: number;
  readonly type: EventType;
  readonly client?: string;
  readonly server?: string;
  readonly tool?: string;
  readonly message: string;
}

/** Where calls and events are recorded. */
export interface Audit {
  call(record: CallRecord): void;
  event(record: EventRecord): void;
}
