import { isUtf8 } from 'node:buffer';
import { JSON_RPC } from './errors.ts';
import { indexJson, type MemberSpans } from './json-index.ts';
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from './json.ts';

/**
 * One JSON-RPC message as it came: its source text beside the parsed value. What leaves the relay is the source text
 * with a few spans replaced, never a re-serialised value, so that numbers, escapes and unknown fields survive.
 */
export interface Frame {
  readonly source: string;
  readonly message: JsonObject;
  /** Spans of the top-level members' values in `source`. */
  readonly spans: MemberSpans;
  /** There are members that JSON-RPC does not know. */
  readonly hasOthers: boolean;
}

export type FrameErrorCode =
  | 'not_utf8'
  | 'not_json'
  | 'not_an_object'
  | 'duplicate_keys'
  | 'escaped_member'
  | 'too_deep'
  | 'too_many_values'
  | 'look_alike_member'
  | 'not_json_rpc';

/** A frame that the relay refuses. `message` is one sentence that may be shown to the peer: it quotes no content. */
export class FrameError extends Error {
  readonly code: FrameErrorCode;
  constructor(code: FrameErrorCode, message: string) {
    super(message);
    this.name = 'FrameError';
    this.code = code;
  }

  /** The code of JSON-RPC 2.0 that answers it (section 5.1). */
  get rpcCode(): number {
    return this.code === 'not_json' || this.code === 'not_utf8' ? JSON_RPC.parseError : JSON_RPC.invalidRequest;
  }
}

/**
 * What no honest message reaches. The depth bounds every recursive walk that follows; the number of values what parsing
 * takes in time and memory, which for one character of text can be a hundred bytes.
 */
export const LIMITS = { depth: 200, values: 3_000_000 } as const;

/** Members of JSON-RPC 2.0. A decoder that ignores case would take `Params` for `params`: not ours, but perhaps the peer's. */
const FRAME_MEMBERS: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);

/** Decodes bytes to a frame. Throws FrameError. */
export function frameFromBytes(bytes: Buffer): Frame {
  if (!isUtf8(bytes)) throw new FrameError('not_utf8', 'The message is not valid UTF-8.');
  return frameFromText(bytes.toString('utf8'));
}

/** Parses JSON text to a frame. Throws FrameError (also for JSON-RPC batches, which the relay does not take). */
export function frameFromText(source: string): Frame {
  const index = indexJson(source, LIMITS);
  if (index.exceeded === 'depth') {
    throw new FrameError('too_deep', `The message is nested deeper than ${LIMITS.depth} levels.`);
  }
  if (index.exceeded === 'values') {
    throw new FrameError('too_many_values', `The message has more than ${LIMITS.values} values.`);
  }
  let message: JsonValue;
  try {
    message = parseJson(source, index.hasEscapedKey);
  } catch {
    throw new FrameError('not_json', 'The message is not valid JSON.');
  }
  if (!isJsonObject(message)) throw new FrameError('not_an_object', 'The message is not a JSON object.');
  // JSON.parse keeps the last of two equal keys and other parsers the first: a scanner and a server would read two
  // different messages. Parsing merges them, so fewer members after it than keys before it means duplicates.
  if (countMembers(message) !== index.keyCount) {
    throw new FrameError('duplicate_keys', 'The message has an object with duplicate keys.');
  }
  if (index.escapedTopLevelKey) {
    throw new FrameError('escaped_member', 'The message spells a top-level member with escapes.');
  }
  let hasOthers = false;
  for (let member = index.members.last; member; member = member.before) {
    const name = member.key;
    if (FRAME_MEMBERS.has(name)) continue;
    hasOthers = true;
    if (FRAME_MEMBERS.has(name.toLowerCase())) {
      throw new FrameError(
        'look_alike_member',
        'The message has a member whose name differs from a known one by case.',
      );
    }
  }
  if (message.result !== undefined && message.error !== undefined) {
    throw new FrameError('not_json_rpc', 'The message has both a result and an error.');
  }
  if (message.jsonrpc !== '2.0') throw new FrameError('not_json_rpc', 'The message is not JSON-RPC 2.0.');
  return { source, message, spans: index.members, hasOthers };
}

function countMembers(value: JsonValue | undefined): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countMembers(item);
    return count;
  }
  // Not Object.keys: every object of every message would pay for a list.
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    count += 1;
    const item = value[key];
    if (typeof item === 'object') count += countMembers(item);
  }
  return count;
}

export type FrameKind = 'request' | 'notification' | 'result' | 'error';

/** What kind of JSON-RPC message it is. Throws FrameError where it is none. */
export function frameKind(frame: Frame): FrameKind {
  const { message } = frame;
  const { id } = message;
  const hasId = typeof id === 'string' || typeof id === 'number';
  if (typeof message.method === 'string') {
    if (hasId) return 'request';
    if (id === undefined) return 'notification';
  } else if (message.result !== undefined && hasId) {
    return 'result';
  } else if (isJsonObject(message.error) && (hasId || id === null || id === undefined)) {
    return 'error';
  }
  throw new FrameError('not_json_rpc', 'The message is neither a request, a notification nor a response.');
}

/** Source text of a top-level member's value, or undefined where it is absent. */
export function memberSource(frame: Frame, name: string): string | undefined {
  const span = frame.spans.get(name);
  return span && frame.source.slice(span.start, span.end);
}

/** The part of a frame that carries text: one member where there is nothing beside the protocol's own, else all of it. */
export interface FramePart {
  readonly source: string;
  readonly value: JsonValue;
  /** Where `source` starts in the frame's. */
  readonly offset: number;
}

/** What of a frame is to be scanned: the named member, and where the frame has members that JSON-RPC does not know, the whole. */
export function scannablePart(frame: Frame, name: 'params' | 'result' | 'error'): FramePart {
  const { source, message, spans } = frame;
  const span = spans.get(name);
  if (frame.hasOthers) return { source, value: message, offset: 0 };
  if (!span) return { source: 'null', value: null, offset: 0 };
  return { source: source.slice(span.start, span.end), value: message[name] ?? null, offset: span.start };
}
