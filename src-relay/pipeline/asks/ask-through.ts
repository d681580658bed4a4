import { setTimeout as delay } from 'node:timers/promises';
import type { CallRecord } from '../../audit/record.ts';
import type { AskReply } from '../../downstream/request.ts';
import { loggedAsk } from '../../protocol/asks.ts';
import { applyEdits } from '../../protocol/edits.ts';
import { JSON_RPC, messageOf, resultResponse } from '../../protocol/errors.ts';
import { frameFromText, memberSource, scannablePart, type Frame, type FramePart } from '../../protocol/frame.ts';
import { parseJson, type JsonObject } from '../../protocol/json.ts';
import type { CallContext } from '../context.ts';
import { judgePassage, type Judgement } from '../judge.ts';
import type { Scanner } from '../scanner.ts';
import { TOGETHER_MS } from '../rounds/run.ts';
import { allMissing, missingCapability } from './capability.ts';

/** Whose question it is, and who is asked: the call under way, or where there is none a session by itself. */
export interface AskContext extends Pick<CallContext, 'session' | 'traits' | 'port' | 'target' | 'bypassed'> {
  /** Capabilities that the client would need for what was asked in vain. */
  missing: JsonObject | undefined;
  /** Of the call under way. */
  readonly entryId?: string;
}

/** Whose a record is. */
export type RecordContext = Pick<CallContext, 'session' | 'target' | 'bypassed'>;

export interface AskParts {
  readonly scanner: Scanner;
  /** Records one thing asked, or said, beside the request that it belongs to. */
  readonly record: (context: RecordContext, ask: AskRecord) => void;
}

/** What comes of a question; with the sentence that says why where it was the relay that refused it. */
export type AskOutcome = AskReply & { readonly reason?: string };

/** What the log keeps of one thing that a server asked of a client, or told it. */
export interface AskRecord extends Pick<CallRecord, 'status' | 'verdict' | 'code' | 'reason' | 'findings'> {
  readonly method: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly request: string | undefined;
  readonly response: string | undefined;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/**
 * Asks the client of a call what the server wants to know. The question is scanned like an answer of the server, the answer
 * like a request to it; a credential that a person types for a server stops there.
 * @param key names the question among those of one round
 * @param question a JSON-RPC request whose method and params are asked
 */
export async function askThrough(
  parts: AskParts,
  context: AskContext,
  key: string,
  question: Frame,
  signal: AbortSignal,
): Promise<AskOutcome> {
  const { message } = question;
  const method = typeof message.method === 'string' ? message.method : '';
  const startedAt = Date.now();
  const begin = performance.now();
  const params = scannablePart(question, 'params');
  const log: { -readonly [K in keyof AskRecord]: AskRecord[K] } = {
    method: loggedAsk(method),
    startedAt,
    durationMs: 0,
    status: 'error',
    verdict: 'allow',
    code: undefined,
    reason: undefined,
    findings: [],
    request: undefined,
    response: undefined,
    requestBytes: question.source.length,
    responseBytes: 0,
  };
  const end = (reply: AskOutcome): AskOutcome => {
    parts.record(context, { ...log, durationMs: performance.now() - begin });
    return reply;
  };
  const stop = (status: CallRecord['status'], code: string, reason: string): AskOutcome => {
    Object.assign(log, { status, code, reason });
    const rpcCode = status === 'denied' ? JSON_RPC.methodNotFound : JSON_RPC.serverError;
    return end({ ...errorReply(rpcCode, reason), reason });
  };

  const missing = missingCapability(method, message.params, context.traits.capabilities);
  if (missing !== undefined) {
    context.missing = allMissing(context.missing, missing.required);
    // A server fails at once without what it asked for: what else it asked, and the client can answer, goes out before.
    if (context.traits.era === 'modern') await delay(2 * TOGETHER_MS);
    return stop('denied', 'client_capability', missing.reason);
  }
  const asked = await judged(parts.scanner, context, 'response', params, false);
  note(log, asked);
  log.request = asked?.logged;
  if (asked?.refusal !== undefined) return stop('blocked', 'AISEC_SECURITY_BLOCK', `Unsafe Request: ${asked.refusal}`);
  const passed = masked(question, asked);
  if (!passed) return stop('blocked', 'AISEC_SECURITY_BLOCK', 'Unsafe Request: masked, two of its keys are equal.');
  let answers;
  try {
    answers = await context.port.ask([{ key, method, params: memberSource(passed, 'params') }], signal);
  } catch (error) {
    return stop('error', 'client_unreachable', messageOf(error));
  }
  const answer = answers.find((one) => one.key === key);
  if (!answer) return stop('error', 'client_unreachable', 'The client left this out of its answer.');
  if ('error' in answer) {
    Object.assign(log, { code: 'client_error', responseBytes: answer.error.length });
    return end(await passedError(parts.scanner, context, answer.error, log));
  }
  log.responseBytes = answer.result.length;
  const part = { source: answer.result, value: answer.value, offset: 0 };
  const said = await judged(parts.scanner, context, 'request', part, method === 'elicitation/create');
  note(log, said);
  log.response = said?.logged;
  if (said?.refusal !== undefined) {
    return stop('blocked', 'AISEC_SECURITY_BLOCK', `Unsafe Response: ${said.refusal} It was not given to the server.`);
  }
  log.status = 'success';
  const result = applyEdits(answer.result, said?.edits ?? []);
  if (said !== undefined && said.edits.length > 0 && !readable(resultResponse('0', result))) {
    return stop('blocked', 'AISEC_SECURITY_BLOCK', 'Unsafe Response: masked, two of its keys are equal.');
  }
  return end({ result });
}

function masked(question: Frame, judgement: Judgement | undefined): Frame | undefined {
  const edits = judgement?.edits ?? [];
  return edits.length === 0 ? question : readable(applyEdits(question.source, edits));
}

/** A masked key may now be equal to its neighbour: nobody must read another message than was scanned. */
function readable(source: string): Frame | undefined {
  try {
    return frameFromText(source);
  } catch {
    return undefined;
  }
}

/** A client's error as the server may have it: its text is the client's own like any other. */
async function passedError(
  scanner: Scanner,
  context: AskContext,
  error: string,
  log: { -readonly [K in keyof AskRecord]: AskRecord[K] },
): Promise<AskReply> {
  const said = await judged(scanner, context, 'request', { source: error, value: parseJson(error), offset: 0 }, true);
  note(log, said);
  log.response = said?.logged;
  if (said?.refusal !== undefined) return errorReply(JSON_RPC.serverError, 'The client refused.');
  return { error: applyEdits(error, said?.edits ?? []) };
}

/** An error for a server, as JSON text. */
export function errorReply(code: number, message: string): AskReply {
  return { error: JSON.stringify({ code, message }) };
}

/** What comes of a scan; undefined where the server is trusted and nothing is scanned. */
async function judged(
  scanner: Scanner,
  context: AskContext,
  direction: 'request' | 'response',
  part: FramePart,
  isTyped: boolean,
): Promise<Judgement | undefined> {
  if (context.bypassed) return undefined;
  const { target, session } = context;
  return judgePassage(scanner, {
    direction,
    server: target?.server ?? '',
    about: target?.name ?? '',
    part,
    placeholders: session.placeholders,
    conversation: { session, entryId: context.entryId, name: loggedName(context) },
    isTyped,
  });
}

/** The name of what is called as logs may hold it. */
function loggedName({ target }: AskContext): string | undefined {
  return target?.isUnlisted === true ? '' : undefined;
}

function note(log: { -readonly [K in keyof AskRecord]: AskRecord[K] }, judgement: Judgement | undefined): void {
  if (!judgement) return;
  log.findings = [...log.findings, ...judgement.findings];
  if (judgement.verdict !== 'allow') log.verdict = judgement.verdict;
  log.reason ??= judgement.remark;
}
