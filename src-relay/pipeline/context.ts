import type { CallRecord, Phase } from '../audit/record.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import type { Cancellation } from '../protocol/cancellation.ts';
import type { Edit } from '../protocol/edits.ts';
import type { ClientTraits, Era } from '../protocol/era.ts';
import type { Frame } from '../protocol/frame.ts';
import type { JsonObject, JsonValue } from '../protocol/json.ts';
import type { Verdict } from '../protocol/scan-types.ts';
import type { DecidedFinding } from '../policy/decide.ts';
import type { ToolEntry } from '../registry/entry.ts';
import type { CallRoute } from './call-route.ts';
import type { ClientPort } from './client-port.ts';
import type { ClientSession } from './session.ts';

/** What a request is for: a tool, prompt, resource or template of a server, by the name it has there. */
export interface Target {
  readonly server: string;
  readonly name: string;
  /** The name stands in no list as it is, which would have been scanned and found clean: no log may hold it. */
  readonly isUnlisted?: boolean;
}

/** One request of a client on its way to a server and back: what each stage reads and adds. */
export interface CallContext {
  readonly session: ClientSession;
  /** What the client of this request speaks and can do. */
  readonly traits: ClientTraits;
  /** The way back to the client while the request is under way. */
  readonly port: ClientPort;
  readonly route: CallRoute;
  readonly frame: Frame;
  /** The request's id and params as the client wrote them. */
  readonly idSource: string;
  readonly paramsSource: string;
  readonly params: JsonObject;
  /** What the client calls, by the name it knows: a tool's or prompt's name, a resource's address. */
  readonly calledName: string;
  readonly entryId: string;
  readonly startedAt: number;
  readonly cancellation: Cancellation;
  /**
   * What the server itself gave the client as `requestState` in the round before, opened again; undefined where this
   * is no further round.
   */
  readonly carried: { readonly server: string; readonly state: string | undefined } | undefined;

  /** Found by a `resolve` stage; undefined for what is unknown. */
  target: Target | undefined;
  /** The target's definition where it is a tool. */
  tool: ToolEntry | undefined;
  server: DownstreamServer | undefined;
  /** Set by `admit` for a tool that is known but not offered: for the log alone. */
  withheld: { readonly server: string; readonly tool: string } | undefined;
  /** The server is trusted: nothing of this call is scanned or stored. */
  bypassed: boolean;
  /** What to replace in the client's frame before it goes to the server: masks, where a verdict says so. */
  requestEdits: readonly Edit[];
  /** The arguments with values put back for placeholders; undefined where none was. No log may hold them. */
  restoredArguments: JsonValue | undefined;
  /** What the server answered, as it came, and the era it answered in. */
  response: Frame | undefined;
  responseEra: Era;
  /** The server wants another round and gave this state for it, which the client gets sealed. */
  toSeal: { readonly state: string | undefined } | undefined;
  /** Capabilities that the client would need for what the server asked in vain. */
  missing: JsonObject | undefined;
  /** What the client gets; the stages after the one that sets it do not run. */
  answer: string | undefined;

  verdict: Verdict;
  findings: DecidedFinding[];
  status: CallRecord['status'];
  code: string | undefined;
  reason: string | undefined;
  /** The method as the log may name it. */
  loggedMethod: string;
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
