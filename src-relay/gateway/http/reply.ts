import type { ServerResponse } from 'node:http';
import { errorResponse } from '../../protocol/errors.ts';
import { dropUnread } from './unread.ts';

/** Sends a whole JSON body. Like the others here it gives undefined, so that a handler can end with it. */
export function replyJson(
  response: ServerResponse,
  status: number,
  body: string,
  headers?: Readonly<Record<string, string>>,
): undefined {
  const own = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, headers ? { ...own, ...headers } : own);
  response.end(body);
  dropUnread(response);
}

/** An error in the words of REST: `{"detail": …}`. */
export function replyDetail(
  response: ServerResponse,
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): undefined {
  return replyJson(response, status, JSON.stringify({ detail }), headers);
}

/** An error in the words of JSON-RPC, for clients that speak MCP. */
export function replyRpcError(response: ServerResponse, status: number, code: number, message: string): undefined {
  return replyJson(response, status, errorResponse('null', code, message));
}
