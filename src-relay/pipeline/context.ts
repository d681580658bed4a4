import type { CallRecord, Phase } from '../audit/record.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import type { Cancellation } from '../protocol/cancellation.ts';
import type { Edit } from '../protocol/edits.ts';
import type { Frame } from '../protocol/frame.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { Verdict } from '../protocol/scan-types.ts';
import type { DecidedFinding } from '../policy/decide.ts';
import type { ToolEntry } from '../registry/entry.ts';
import type { ClientSession } from './session.ts';

/** One `tools/call` on its way: what each stage reads and adds. */
export interface CallContext {
  readonly session: ClientSession;
  readonly frame: Frame;
  /** The request's id and params as the client wrote them. */
  readonly idSource: string;
  readonly paramsSource: string;
  readonly params: JsonObject;
  /** The name the client calls. */
  readonly toolName: string;
  readonly entryId: string;
  readonly startedAt: number;
  readonly cancellation: Cancellation;
  /** Sends a message that belongs to this call (progress) to the client. */
  readonly emit: (source: string) => void;

  /** Found by `resolve`; undefined for an unknown tool. */
  tool: ToolEntry | undefined;
  server: DownstreamServer | undefined;
  /** Set by `admit` for a tool that is known but not offered: for the log alone. */
  withheld: { readonly server: string; readonly tool: string } | undefined;
  /** The server is trusted: nothing of this call is scanned or stored. */
  bypassed: boolean;
  /** What to replace in the client's frame before it goes to the server: masks, where a verdict says so. */
  requestEdits: readonly Edit[];
  /** What the server answered, as it came. */
  response: Frame | undefined;
  /** What the client gets; the stages after the one that sets it do not run. */
  answer: string | undefined;

  verdict: Verdict;
  findings: DecidedFinding[];
  status: CallRecord['status'];
  code: string | undefined;
  reason: string | undefined;
  /** Payloads for the log: scanned and masked, or absent. */
  loggedRequest: string | undefined;
  loggedResponse: string | undefined;
}

/** One step of a call's way. A stage that sets `answer` ends the way. */
export interface Stage {
  readonly name: string;
  /** The part of the call's time that the log counts it to. */
  readonly phase: Phase;
  run(context: CallContext): void | Promise<void>;
}
