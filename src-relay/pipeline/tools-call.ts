import type { Audit, Phase } from '../audit/record.ts';
import { Cancellation } from '../protocol/cancellation.ts';
import { errorResponse, JSON_RPC, messageOf } from '../protocol/errors.ts';
import { memberSource, type Frame } from '../protocol/frame.ts';
import { isJsonObject } from '../protocol/json.ts';
import type { Log } from '../protocol/log.ts';
import { refuse } from './answers.ts';
import type { CallContext, Stage } from './context.ts';
import type { ClientSession } from './session.ts';

export interface CallRunner {
  readonly stages: readonly Stage[];
  readonly audit: Audit;
  readonly log: Log;
  readonly nextEntryId: () => string;
  /** A call that is none: it is answered with a JSON-RPC error. */
  readonly onInvalid: (identity: string, reason: string) => void;
}

/**
 * Runs one `tools/call` through the stages and records it, however it ends.
 * @param emit sends what belongs to the call, before its answer, to the client
 * @returns the response's source text; empty where the client cancelled the call and wants none
 */
export async function runToolCall(
  runner: CallRunner,
  session: ClientSession,
  frame: Frame,
  emit: (source: string) => void,
): Promise<string> {
  const idSource = memberSource(frame, 'id') ?? 'null';
  const { params } = frame.message;
  if (!isJsonObject(params) || typeof params.name !== 'string') {
    runner.onInvalid(session.identity, 'tools/call without the name of a tool');
    return errorResponse(idSource, JSON_RPC.invalidParams, 'tools/call needs params with the name of a tool.');
  }
  if (params.arguments !== undefined && !isJsonObject(params.arguments)) {
    runner.onInvalid(session.identity, 'tools/call with arguments that are no object');
    return errorResponse(idSource, JSON_RPC.invalidParams, 'The arguments of tools/call must be an object.');
  }
  const cancellation = new Cancellation();
  session.calls.set(idSource, cancellation);
  const paramsSource = memberSource(frame, 'params') ?? '{}';
  const context: CallContext = {
    session,
    frame,
    idSource,
    paramsSource,
    params,
    toolName: params.name,
    entryId: runner.nextEntryId(),
    startedAt: Date.now(),
    cancellation,
    emit,
    tool: undefined,
    server: undefined,
    withheld: undefined,
    bypassed: false,
    requestEdits: [],
    response: undefined,
    answer: undefined,
    verdict: 'allow',
    findings: [],
    status: 'error',
    code: undefined,
    reason: undefined,
    loggedRequest: undefined,
    loggedResponse: undefined,
  };
  const begin = performance.now();
  let last = begin;
  const phases: Record<Phase, number> = { policy: 0, requestScan: 0, server: 0, responseScan: 0 };
  let phase: Phase = 'policy';
  for (const stage of runner.stages) {
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
  session.calls.delete(idSource);
  record(runner.audit, context, end - begin, phases);
  return cancellation.isCancelled ? '' : (context.answer ?? '');
}

function record(audit: Audit, context: CallContext, durationMs: number, phases: Record<Phase, number>): void {
  const { bypassed, tool, withheld } = context;
  const name = tool?.name ?? withheld?.tool;
  audit.call({
    entryId: context.entryId,
    ts: context.startedAt,
    client: context.session.identity,
    session: context.session.label,
    method: 'tools/call',
    server: tool?.server ?? withheld?.server,
    tool: name,
    shownTool: name === undefined || name === context.toolName ? undefined : context.toolName,
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

function microseconds(ms: number): number {
  return Math.round(ms * 1000);
}
