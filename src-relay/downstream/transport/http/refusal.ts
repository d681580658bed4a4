import type { Era } from '../../../protocol/era.ts';
import { isJsonObject, member, parseJson, type JsonObject, type JsonValue } from '../../../protocol/json.ts';
import { MODERN_ERROR } from '../../../protocol/modern/keys.ts';

/** The JSON-RPC response in the body of an error status, where it answers this request; else undefined. */
export function responseIn(text: string, id: number | undefined): JsonObject | undefined {
  if (id === undefined) return undefined;
  const body = rpcMessage(text);
  return body?.id === id ? body : undefined;
}

function rpcMessage(text: string): JsonObject | undefined {
  try {
    const body = parseJson(text);
    return isJsonObject(body) && body.jsonrpc === '2.0' ? body : undefined;
  } catch {
    return undefined;
  }
}

const MAX_LOOKED_AT = 2000;
/** Codes that the SDKs' transports answer with before any server sees the request. */
const TRANSPORT_CODES: ReadonlySet<JsonValue | undefined> = new Set([-32_000, -32_001]);
/** How a 400 says that it is about the session: many servers answer so where the specification asks for 404. */
const ABOUT_SESSION = /session|not initialized/iu;

/**
 * Whether an error status means that the server knows nothing of this connection, so that it has not begun the request:
 * a session that is gone, or a server that has been replaced by one of the other era.
 * @param text the body
 * @param response the JSON-RPC response in it, where it answers the request
 */
export function isForgotten(
  { era, session }: { readonly era: Era; readonly session: string | undefined },
  status: number,
  text: string,
  response: JsonObject | undefined,
): boolean {
  if (status !== 400 && status !== 404) return false;
  const code = member(response?.error, 'code');
  // What says nothing in JSON-RPC is no MCP server's word: something between may not have liked this one request.
  if (era === 'modern') return response === undefined && rpcMessage(text) !== undefined;
  if (code === MODERN_ERROR.unsupportedVersion) return true;
  if (session === undefined) return false;
  const isAboutSession = ABOUT_SESSION.test(text.slice(0, MAX_LOOKED_AT));
  return response === undefined ? status === 404 || isAboutSession : TRANSPORT_CODES.has(code) && isAboutSession;
}
