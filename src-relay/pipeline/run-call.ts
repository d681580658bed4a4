import type { Audit, Phase } from '../audit/record.ts';
import { Cancellation } from '../protocol/cancellation.ts';
import { errorResponse, JSON_RPC, messageOf } from '../protocol/errors.ts';
import { memberSource, type Frame } from '../protocol/frame.ts';
import type { ClientTraits } from '../protocol/era.ts';
import { isJsonObject, parseJson } from '../protocol/json.ts';
import type { Log } from '../protocol/log.ts';
import { refuse } from './answers.ts';
import type { AskRecord, RecordContext } from './asks/ask-through.ts';
import type { CallRoute } from './call-route.ts';
import type { ClientPort } from './client-port.ts';
import type { CallContext } from './context.ts';
import type { ClientSession } from './session.ts';

export interface CallRunner {
  readonly audit: Audit;
  readonly log: Log;
  readonly nextEntryId: () => string;
  /** A call that is none: it is answered with a JSON-RPC error. */
  readonly onInvalid: (identity: string, reason: string) => void;
}

/** Requests of one session that may be under way at once. */
const MAX_CALLS = 1000;

/** What brings a request: the way back to its client, and what the client of it speaks. */
export interface CallOrigin {
  readonly session: ClientSession;
  readonly traits: ClientTraits;
  readonly port: ClientPort;
  /** What a server gave the client for this round; undefined in the first one. */
  readonly carried: CallContext['carried'];
}

/**
 * Runs one request through the stages of its method and records it, however it ends.
 * @returns the response's source text; empty where the client cancelled the call and wants none
 */
export async function runCall(
  runner: CallRunner,
  route: CallRoute,
  { session, traits, port, carried }: CallOrigin,
  frame: Frame,
): Promise<string> {
  const idSource = memberSource(frame, 'id') ?? 'null';
  const params = frame.message.params ?? NO_PARAMS;
  const calledName = isJsonObject(params) ? route.calledName(params) : undefined;
  if (!isJsonObject(params) || calledName === undefined) {
    // A method that nobody knows is the client's own text, which nobody has scanned.
    const method = route.isUnknown === true ? 'an unknown method' : route.method;
    runner.onInvalid(session.identity, `${method} with params that are not its own`);
    return errorResponse(idSource, JSON_RPC.invalidParams, route.invalid);
  }
  if (session.calls.size >= MAX_CALLS) {
    runner.onInvalid(session.identity, `over ${MAX_CALLS} requests of one session at once`);
    return errorResponse(idSource, JSON_RPC.serverError, 'Too many requests are under way: wait for some answers.');
  }
  const cancellation = port.cancellation ?? new Cancellation();
  // Clients of the modern era over HTTP share no session, so their ids may be equal: they cancel by going away.
  const underWay = session.calls.add(port.cancellation ? undefined : idSource, cancellation);
  const context: CallContext = {
    session,
    traits,
    port,
    route,
    frame,
    idSource,
    paramsSource: memberSource(frame, 'params') ?? '{}',
    params,
    calledName,
    entryId: runner.nextEntryId(),
    startedAt: Date.now(),
    cancellation,
    carried,
    tool: undefined,
    target: undefined,
    server: undefined,
    withheld: undefined,
    bypassed: false,
    requestEdits: [],
    restoredArguments: undefined,
    response: undefined,
    responseEra: 'legacy',
    toSeal: undefined,
    missing: undefined,
    answer: undefined,
    verdict: 'allow',
    findings: [],
    status: 'error',
    code: undefined,
    reason: undefined,
    loggedMethod: route.method,
    loggedRequest: undefined,
    loggedResponse: undefined,
  };
  const begin = performance.now();
  let last = begin;
  const phases: Record<Phase, number> = { policy: 0, requestScan: 0, server: 0, responseScan: 0 };
  let phase: Phase = 'policy';
  const { stages } = route;
  // By index: an iterator that lives across the waits costs more than the stages that have nothing to do.
  for (let at = 0; at < stages.length; at += 1) {
    const stage = stages[at];
    if (!stage) break;
    if (stage.phase !== phase) {
      const now = performance.now();
      phases[phase] += now - last;
      last = now;
      phase = stage.phase;
    }
    try {
      const running = stage.run(context);
      if (running) await running;
    } catch (error) {
      runner.log.error(`stage ${stage.name} failed: ${messageOf(error)}`);
      refuse(
        context,
        'AISEC_MCP_RELAY_INTERNAL_ERROR',
        `The relay failed at this call; its log says why (${stage.name}).`,
      );
    }
    if (context.answer !== undefined) break;
  }
  const end = performance.now();
  phases[phase] += end - last;
  if (context.answer === undefined) refuse(context, 'AISEC_MCP_RELAY_INTERNAL_ERROR', 'No stage answered this call.');
  session.calls.remove(underWay);
  record(runner.audit, context, end - begin, phases);
  return cancellation.isCancelled ? '' : (context.answer ?? '');
}

/** Records one thing that a server asked of a client, or told it. */
export function recordAsk(runner: CallRunner, context: RecordContext, ask: AskRecord): void {
  const { session, target } = context;
  runner.audit.call({
    client: session.identity,
    session: session.label,
    server: target?.server,
    tool: target?.isUnlisted === true ? undefined : target?.name,
    shownTool: undefined,
    ...ask,
    entryId: runner.nextEntryId(),
    ts: ask.startedAt,
    bypassed: context.bypassed,
    durationUs: microseconds(ask.durationMs),
    phases: { policy: 0, requestScan: 0, server: microseconds(ask.durationMs), responseScan: 0 },
  });
}

function record(audit: Audit, context: CallContext, durationMs: number, phases: Record<Phase, number>): void {
  const { bypassed } = context;
  // Member by member: spreading an object for every call costs more than all the rest of its record.
  const { client, session, server, tool, shownTool } = placeOf(context);
  audit.call({
    entryId: context.entryId,
    ts: context.startedAt,
    client,
    session,
    server,
    tool,
    shownTool,
    method: context.loggedMethod,
    status: context.status,
    verdict: context.verdict,
    bypassed,
    code: context.code,
    reason: context.reason,
    findings: context.findings,
    request: bypassed ? undefined : context.loggedRequest,
    response: bypassed ? undefined : context.loggedResponse,
    requestBytes: context.paramsSource.length,
    responseBytes: context.response?.source.length ?? 0,
    durationUs: microseconds(durationMs),
    phases: {
      policy: microseconds(phases.policy),
      requestScan: microseconds(phases.requestScan),
      server: microseconds(phases.server),
      responseScan: microseconds(phases.responseScan),
    },
  });
}

function placeOf(context: CallContext) {
  const { session, target, withheld, calledName } = context;
  const isUnlisted = target?.isUnlisted === true;
  const name = isUnlisted ? scannedName(context) : (target?.name ?? withheld?.tool);
  return {
    client: session.identity,
    session: session.label,
    server: target?.server ?? withheld?.server,
    tool: name,
    shownTool: isUnlisted || name === undefined || name === calledName ? undefined : calledName,
  };
}

/** A name that is the client's own text, as far as it was scanned: nothing else may stand in the log. */
function scannedName({ route, loggedMethod, loggedRequest, bypassed }: CallContext): string | undefined {
  if (loggedMethod !== route.method || route.isUnknown === true) return loggedMethod;
  if (bypassed || loggedRequest === undefined) return undefined;
  try {
    const params = parseJson(loggedRequest);
    return isJsonObject(params) ? route.calledName(params) : undefined;
  } catch {
    // Cut off because it was too long.
    return undefined;
  }
}

function microseconds(ms: number): number {
  return Math.round(ms * 1000);
}

const NO_PARAMS = {};
