import type { Cancellation } from '../protocol/cancellation.ts';
import type { Era } from '../protocol/era.ts';
import type { Frame } from '../protocol/frame.ts';

/** A request on its way to a server, before the server's era and the id are known. */
export interface OutgoingRequest {
  readonly method: string;
  /** What `Mcp-Name` carries in the modern era, not yet encoded: the tool's or prompt's name, the resource's address. */
  readonly name?: string | undefined;
  /** `Mcp-Param-*` headers of the modern era, by their whole name, encoded as they go out. */
  readonly paramHeaders?: Readonly<Record<string, string>> | undefined;
  /**
   * The whole message for this id in the words of the server's era: one line, envelope included. Called once for each
   * time it is sent. Throws RelayError where it cannot be said in that era.
   */
  write(id: number, era: Era): string;
}

/** What a server gets for a request of its own: a `result` or an `error` as JSON text. */
export type AskReply = { readonly result: string } | { readonly error: string };

/** Answers a request of a server. The signal fires where the server wants no answer any longer. Never rejects. */
export type AskHandler = (frame: Frame, signal: AbortSignal) => Promise<AskReply>;

export interface RequestOptions {
  /** Milliseconds without a sign of progress after which the call is given up. Not counted while the client is asked. */
  readonly timeoutMs: number;
  readonly cancellation?: Cancellation | undefined;
  /** Whose request it is: what a server asks or says without naming a call is given to the one owner in flight, or to nobody. */
  readonly owner?: string | undefined;
  /** A progress notification for this request, as the server wrote it. */
  readonly onProgress?: ((frame: Frame) => void) | undefined;
  /** A log message of the server that belongs to this request. */
  readonly onMessage?: ((frame: Frame) => void) | undefined;
  /** Answers what the server asks back while this request is under way (sampling, elicitation, roots). */
  readonly onAsk?: AskHandler | undefined;
  /**
   * What the server asked without naming a call may be answered after this request has ended: false where only the
   * request's own exchange brings the client's answer, as in the modern era.
   */
  readonly asksOutliveCall?: boolean | undefined;
}
