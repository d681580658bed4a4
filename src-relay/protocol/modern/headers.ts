import type { Frame } from '../frame.ts';
import { member, type JsonValue } from '../json.ts';
import { claimedVersion } from './envelope.ts';
import type { Fault } from './fault.ts';
import { decodeHeaderValue, encodeHeaderValue, trimBlanks } from './header-value.ts';
import { MODERN_ERROR } from './keys.ts';

/** Header fields of an HTTP request by their name in lower case, as node:http gives them. */
export type HeaderFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What of a request's params `Mcp-Name` repeats (MCP 2026-07-28, Streamable HTTP, "Standard headers"; tasks: SEP-2663). */
const NAME_SOURCES: ReadonlyMap<string, string> = new Map([
  ['tools/call', 'name'],
  ['prompts/get', 'name'],
  ['resources/read', 'uri'],
  ['tasks/get', 'taskId'],
  ['tasks/update', 'taskId'],
  ['tasks/cancel', 'taskId'],
]);

/** One field's value without the white space around it; undefined where it is absent. */
export function headerField(headers: HeaderFields, name: string): string | undefined {
  const value = headers[name];
  if (value === undefined) return undefined;
  return trimBlanks(typeof value === 'string' ? value : value.join(', '));
}

/** The name that a request is for, which `Mcp-Name` repeats; undefined where its method has none, or it gives none. */
function requestName(method: string, params: JsonValue | undefined): string | undefined {
  const key = NAME_SOURCES.get(method);
  const name = key === undefined ? undefined : member(params, key);
  return typeof name === 'string' ? name : undefined;
}

/** The value of `Mcp-Name` for a request that goes out; undefined where it gets none. */
export function nameHeader(method: string, params: JsonValue | undefined): string | undefined {
  const name = requestName(method, params);
  return name === undefined ? undefined : encodeHeaderValue(name);
}

/**
 * Checks that the header fields of a modern message say what its body says: an intermediary that decides by the fields
 * and a server that reads the body must not see two different requests. Notifications need no fields.
 */
export function checkHeaders(headers: HeaderFields, frame: Frame): Fault | undefined {
  return (
    conflictingHeader(headers, frame) ?? (frame.message.id === undefined ? undefined : wrongHeader(headers, frame))
  );
}

/** Where the revision or the method is given in a field and differs. Known before the revision is one that is spoken. */
export function conflictingHeader(headers: HeaderFields, { message }: Frame): Fault | undefined {
  const version = headerField(headers, 'mcp-protocol-version');
  const claimed = claimedVersion(message.params);
  if (version !== undefined && typeof claimed === 'string' && version !== claimed) {
    return headerMismatch(version, `the envelope names the revision ${claimed}`);
  }
  const method = headerField(headers, 'mcp-method');
  if (method !== undefined && typeof message.method === 'string' && method !== message.method) {
    return headerMismatch(method, `the body names the method ${message.method}`);
  }
  return undefined;
}

/** The first of a request's fields that is missing, cannot be decoded, or does not name what the body names. */
export function wrongHeader(headers: HeaderFields, { message }: Frame): Fault | undefined {
  if (headers['mcp-protocol-version'] === undefined) {
    return headerMismatch(MISSING, 'the MCP-Protocol-Version header is required');
  }
  if (headers['mcp-method'] === undefined) return headerMismatch(MISSING, 'the Mcp-Method header is required');
  const { method } = message;
  if (typeof method !== 'string' || !NAME_SOURCES.has(method)) return undefined;
  const name = requestName(method, message.params);
  const header = headerField(headers, 'mcp-name');
  if (header === undefined) {
    return name === undefined ? undefined : headerMismatch(MISSING, `the Mcp-Name header is required for ${method}`);
  }
  const decoded = decodeHeaderValue(header);
  if (decoded === undefined) return headerMismatch(header, 'the Mcp-Name header is not valid Base64 of UTF-8');
  return name === undefined || decoded === name
    ? undefined
    : headerMismatch(header, `the body names another ${NAME_SOURCES.get(method)}`);
}

const MISSING = '(missing)';

/** Header and body of a request disagree. `body` says in words what the body has. */
export function headerMismatch(header: string, body: string): Fault {
  return {
    status: 400,
    code: MODERN_ERROR.headerMismatch,
    message: `The headers of this request do not fit its body: ${body}.`,
    data: { mismatch: { header, body } },
  };
}
