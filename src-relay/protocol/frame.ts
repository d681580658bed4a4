import { isUtf8 } from 'node:buffer';
import { indexJson, type Span } from './json-index.ts';
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from './json.ts';

/**
 * One JSON-RPC message as it came: its source text beside the parsed value. What leaves the relay is the source text
 * with a few spans replaced, never a re-serialised value, so that numbers, escapes and unknown fields survive.
 */
export interface Frame {
  readonly source: string;
  readonly message: JsonObject;
  /** Spans of the top-level members' values in `source`. */
  readonly spans: ReadonlyMap<string, Span>;
}

export type FrameErrorCode =
  | 'not_utf8'
  | 'not_json'
  | 'not_an_object'
  | 'duplicate_keys'
  | 'escaped_member'
  | 'too_deep'
  | 'not_json_rpc';

/** A frame that the relay refuses. `message` is one sentence that may be shown to the peer: it quotes no content. */
export class FrameError extends Error {
  readonly code: FrameErrorCode;
  constructor(code: FrameErrorCode, message: string) {
    super(message);
    this.name = 'FrameError';
    this.code = code;
  }
}

/** Nesting that no honest message reaches; bounds every recursive walk that follows. */
export const MAX_DEPTH = 200;

/** Decodes bytes to a frame. Throws FrameError. */
export function frameFromBytes(bytes: Buffer): Frame {
  if (!isUtf8(bytes)) throw new FrameError('not_utf8', 'The message is not valid UTF-8.');
  return frameFromText(bytes.toString('utf8'));
}

/** Parses JSON text to a frame. Throws FrameError (also for JSON-RPC batches, which the relay does not take). */
export function frameFromText(source: string): Frame {
  let message: JsonValue;
  try {
    message = parseJson(source);
  } catch {
    throw new FrameError('not_json', 'The message is not valid JSON.');
  }
  if (!isJsonObject(message)) throw new FrameError('not_an_object', 'The message is not a JSON object.');
  const index = indexJson(source);
  if (index.maxDepth > MAX_DEPTH) {
    throw new FrameError('too_deep', `The message is nested deeper than ${MAX_DEPTH} levels.`);
  }
  // JSON.parse keeps the last of two equal keys and other parsers the first: a scanner and a server would read two
  // different messages. Parsing merges them, so fewer members after it than keys before it means duplicates.
  if (countMembers(message) !== index.keyCount) {
    throw new FrameError('duplicate_keys', 'The message has an object with duplicate keys.');
  }
  if (index.escapedTopLevelKey) {
    throw new FrameError('escaped_member', 'The message spells a top-level member with escapes.');
  }
  if (message.jsonrpc !== '2.0') throw new FrameError('not_json_rpc', 'The message is not JSON-RPC 2.0.');
  return { source, message, spans: index.members };
}

function countMembers(value: JsonValue | undefined): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countMembers(item);
    return count;
  }
  const keys = Object.keys(value);
  count = keys.length;
  for (const key of keys) {
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
