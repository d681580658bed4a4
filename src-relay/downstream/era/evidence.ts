import { isJsonObject, member } from '../../protocol/json.ts';
import { JSON_RPC } from '../../protocol/errors.ts';
import { MODERN_ERROR, MODERN_VERSIONS } from '../../protocol/modern/keys.ts';
import { HttpStatusError, NoAnswerError } from '../transport/errors.ts';
import { Refusal } from './own-request.ts';

/** A handshake was answered, but with nothing that can be used. */
export class UnusableAnswer extends Error {
  /** The answer names a modern revision. */
  readonly namesModern: boolean;
  constructor(message: string, namesModern: boolean) {
    super(message);
    this.name = 'UnusableAnswer';
    this.namesModern = namesModern;
  }
}

/** Whether the way in which a server refused `initialize` says that it speaks the modern era, and perhaps nothing else. */
export function suggestsModern(failure: unknown): boolean {
  const cause = causeOf(failure);
  if (cause instanceof UnusableAnswer) return cause.namesModern;
  if (!(cause instanceof Refusal)) return false;
  const { code, data } = cause.error;
  if (code === MODERN_ERROR.unsupportedVersion || code === JSON_RPC.methodNotFound) return true;
  const supported = isJsonObject(data) ? member(data, 'supported') : undefined;
  return Array.isArray(supported) && supported.some((one) => typeof one === 'string' && MODERN_VERSIONS.includes(one));
}

/** What is answered in place of a server that is out of order: it is not asked anything else. */
const OUT_OF_ORDER: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Whether an answer to `server/discover` leaves `initialize` to be tried: any answer that is no valid result, and none at
 * all, but neither a refusal for want of authorisation nor a server that is out of order.
 */
export function suggestsLegacy(failure: unknown): boolean {
  const cause = causeOf(failure);
  if (cause instanceof Refusal || cause instanceof UnusableAnswer || cause instanceof NoAnswerError) return true;
  if (!(cause instanceof HttpStatusError)) return false;
  return !OUT_OF_ORDER.has(cause.status) && cause.status !== 401 && cause.status !== 403;
}

/** What a connection's error is about. */
function causeOf(failure: unknown): unknown {
  if (!(failure instanceof Error)) return failure;
  const { cause } = failure;
  return cause instanceof HttpStatusError || cause instanceof NoAnswerError ? cause : failure;
}
