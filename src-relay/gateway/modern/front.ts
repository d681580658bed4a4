import type { Dispatcher } from '../../pipeline/dispatch.ts';
import type { Answer } from '../../pipeline/client-port.ts';
import type { Exchange } from '../../pipeline/rounds/run.ts';
import type { ClientSession } from '../../pipeline/session.ts';
import { JSON_RPC } from '../../protocol/errors.ts';
import type { ClientTraits } from '../../protocol/era.ts';
import { MODERN_ERROR } from '../../protocol/modern/keys.ts';
import { member, parseJson } from '../../protocol/json.ts';

/** Answers one request of a modern client but `subscriptions/listen`: whole, or with what the client is asked first. */
export function answerModern(
  dispatcher: Dispatcher,
  session: ClientSession,
  traits: ClientTraits,
  exchange: Exchange,
): Promise<Answer> {
  return dispatcher.rounds.handle(exchange, (port) => dispatcher.handle(session, exchange.frame, traits, port));
}

const STATUS: ReadonlyMap<number, number> = new Map<number, number>([
  [JSON_RPC.parseError, 400],
  [JSON_RPC.invalidRequest, 400],
  [JSON_RPC.methodNotFound, 404],
  [MODERN_ERROR.headerMismatch, 400],
  [MODERN_ERROR.missingClientCapability, 400],
  [MODERN_ERROR.unsupportedVersion, 400],
]);

/** An error that says what a client lacks is short. */
const SHORT = 8192;

/**
 * The HTTP status of an answer (MCP 2026-07-28, Streamable HTTP). A server's own errors are said in band, except that the
 * client has not declared what it needs: that one has its status whoever says so.
 */
export function statusOf({ source, code }: Answer): number {
  if (code !== undefined) return STATUS.get(code) ?? 200;
  const wanted = MODERN_ERROR.missingClientCapability;
  if (source.length > SHORT || !source.includes(String(wanted))) return 200;
  return member(member(parseJson(source), 'error'), 'code') === wanted ? 400 : 200;
}
