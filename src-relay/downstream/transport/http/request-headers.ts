import type { Era } from '../../../protocol/era.ts';
import { encodeHeaderValue } from '../../../protocol/modern/header-value.ts';
import type { OutgoingMessage } from '../transport.ts';

/** What of a connection's state its requests carry. */
export interface HttpState {
  readonly era: Era;
  readonly version: string | undefined;
  readonly session: string | undefined;
}

/** The protocol's own headers of a POST: Streamable HTTP of 2025-11-25, or of 2026-07-28 with its standard headers. */
export function postHeaders(state: HttpState, message: OutgoingMessage): Record<string, string> {
  const headers: Record<string, string> = {
    ...sessionHeaders(state),
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  };
  const said = message.request?.said;
  if (state.era === 'legacy' || !said) return headers;
  headers['mcp-method'] = said.method;
  if (said.name !== undefined) headers['mcp-name'] = encodeHeaderValue(said.name);
  for (const [name, value] of Object.entries(said.paramHeaders ?? {})) headers[name.toLowerCase()] = value;
  return headers;
}

/** Headers of a request that carries no message. */
export function sessionHeaders({ era, version, session }: HttpState): Record<string, string> {
  return {
    ...(version === undefined ? {} : { 'mcp-protocol-version': version }),
    ...(era === 'modern' || session === undefined ? {} : { 'mcp-session-id': session }),
  };
}
