import { batchTexts, BATCH_VERSION, isBatch } from '../../protocol/batch.ts';
import { errorResponse, JSON_RPC, resultResponse } from '../../protocol/errors.ts';
import { frameFromBytes, frameFromText, memberSource, type Frame } from '../../protocol/frame.ts';
import { member } from '../../protocol/json.ts';
import { claimedVersion } from '../../protocol/modern/envelope.ts';
import { nameHeader } from '../../protocol/modern/headers.ts';
import { memberValue, objectText } from '../../protocol/modern/object-text.ts';

/** What an HTTP field carries as it is; anything else is left out, and the relay says what is missing. */
const VISIBLE = /^[\x21-\x7e]+$/u;

/** The headers that say what a modern message's body says; undefined for one of the legacy era. */
export function modernHeaders({ message }: Frame): Record<string, string> | undefined {
  const { method, params } = message;
  const version = claimedVersion(params);
  if (typeof method !== 'string' || version === undefined) return undefined;
  const name = nameHeader(method, params);
  return {
    ...(typeof version === 'string' && VISIBLE.test(version) ? { 'mcp-protocol-version': version } : {}),
    ...(VISIBLE.test(method) ? { 'mcp-method': method } : {}),
    ...(name === undefined ? {} : { 'mcp-name': name }),
  };
}

/**
 * What a line of the client says: one message, or in the one revision that has batches several. Throws FrameError.
 * @param version what the client's session has agreed on
 */
export function messagesOf(line: Buffer, version: string | undefined): Frame | readonly Frame[] {
  if (version !== BATCH_VERSION) return frameFromBytes(line);
  const source = line.toString('utf8');
  return isBatch(source) ? batchTexts(source).map((text) => frameFromText(text)) : frameFromBytes(line);
}

/** The id of the request that a notification gives up, as it is written; undefined for any other message. */
export function cancelledId(frame: Frame): string | undefined {
  if (frame.message.method !== CANCELLED) return undefined;
  return memberText(memberSource(frame, 'params') ?? '{}', 'requestId');
}

/** A message of the relay by its outermost members, as they are written. */
export interface Said {
  /** Undefined in a response. */
  readonly method: string | undefined;
  readonly id: string | undefined;
  readonly params: string | undefined;
  readonly isError: boolean;
}

/** Looks at a message's outermost members; what is nested in them is not read. */
export function saidIn(source: string): Said {
  const message = objectText(source);
  const text = (key: string): string | undefined => {
    const span = memberValue(message, key);
    return span && source.slice(span.start, span.end);
  };
  return {
    method: text('method')?.slice(1, -1),
    id: text('id'),
    params: text('params'),
    isError: memberValue(message, 'error') !== undefined,
  };
}

/** The id of the request that a message answers, as it is written; undefined where it is no response. */
export function idOfResponse(source: string): string | undefined {
  const { method, id } = saidIn(source);
  return method === undefined ? id : undefined;
}

/** The text of a member of an object. */
export function memberText(source: string, key: string): string | undefined {
  const span = memberValue(objectText(source), key);
  return span && source.slice(span.start, span.end);
}

export const CANCELLED = 'notifications/cancelled';

/** Tells the client that nobody waits any longer for its answer to a question. */
export function withdrawn(id: string): string {
  const params = `{"requestId":${id},"reason":"The relay was restarted: it no longer wants to know."}`;
  return `{"jsonrpc":"2.0","method":"${CANCELLED}","params":${params}}`;
}

const DOUBT =
  'The relay ended while this was under way: it may have been carried out, or not. Look before you do it again.';

/**
 * What a request is answered with that may have been carried out, and is not safe to repeat. A call gets a result, which
 * models are shown; they are not shown errors.
 */
export function doubtful(id: string, { message }: Frame): string {
  if (message.method !== 'tools/call') return errorResponse(id, JSON_RPC.serverError, DOUBT);
  const isModern = claimedVersion(message.params) !== undefined;
  const content = [{ type: 'text', text: `AISEC_TOOL_EXECUTION_ERROR: ${DOUBT}` }];
  const result = { ...(isModern ? { resultType: 'complete' } : {}), content, isError: true };
  return resultResponse(id, JSON.stringify(result));
}

/** The sentence of a relay's answer that is no answer to the request itself; undefined where it has none. */
export function refusalIn(text: string): string | undefined {
  try {
    const parsed = frameFromText(text).message;
    const message = member(parsed.error, 'message');
    return typeof message === 'string' ? message : undefined;
  } catch {
    const detail = text.startsWith('{') ? memberText(text, 'detail') : undefined;
    return detail?.startsWith('"') === true ? String(JSON.parse(detail)) : undefined;
  }
}
