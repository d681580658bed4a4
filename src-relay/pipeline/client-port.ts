import type { Cancellation } from '../protocol/cancellation.ts';
import type { JsonObject } from '../protocol/json.ts';

/** What comes of one message of a client. */
export interface Answer {
  /** The response's text; empty where there is none. */
  readonly source: string;
  /** The JSON-RPC code where the relay itself answered with an error, or a server asked for what the client cannot do. */
  readonly code?: number;
}

/** One thing that a server asks of the client while it serves its request: sampling, elicitation or roots. */
export interface ClientAsk {
  /** Names it among those of one round, as the server did where it named it. */
  readonly key: string;
  readonly method: string;
  /** JSON text of its params; undefined where there are none. Scanned and masked already. */
  readonly params: string | undefined;
}

/** What the client answered: the text of its `result`, of its `error`, or nothing where it left this one out. */
export type ClientAnswer =
  | { readonly key: string; readonly result: string; readonly value: JsonObject }
  | { readonly key: string; readonly error: string };

/** The way back to the client of one request, as long as the request is under way. */
export interface ClientPort {
  /** Cancelled when the client goes away; undefined where it can only cancel by a notification. */
  readonly cancellation?: Cancellation | undefined;
  /** Sends a message that belongs to this request (progress, log) ahead of its answer. */
  emit(source: string): void;
  /**
   * Asks the client and waits, without limit of time, for what a person or a model answers. In the modern era some may be
   * left out of the answer. Rejects with RelayError where this client cannot be asked, or goes away.
   */
  ask(asks: readonly ClientAsk[], signal: AbortSignal): Promise<readonly ClientAnswer[]>;
}
