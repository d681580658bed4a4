import { singleLine } from '../../protocol/edits.ts';
import { errorResponse, JSON_RPC, messageOf, resultResponse } from '../../protocol/errors.ts';
import { memberSource, type Frame } from '../../protocol/frame.ts';
import { jsonTree, memberNode } from '../../protocol/json-tree.ts';
import type { PendingCall } from '../connection/pending-call.ts';
import type { AskHandler, AskReply } from '../request.ts';

/** Longest id of a server's request that is answered, in characters. */
const MAX_ID_LENGTH = 256;
/** Most requests of a server that are open at a time, for one call and in all. */
const MAX_OPEN_PER_CALL = 32;
const MAX_OPEN = 1000;

interface OpenAsk {
  /** The call whose time does not run while it is open. */
  call: PendingCall | undefined;
  /** It was given to the call without having come on the call's own stream: it may belong to another one of the client. */
  readonly outlivesCall: boolean;
  readonly abort: AbortController;
}

export interface AskDeskParts {
  /** The call that a request of the server belongs to; undefined where it belongs to none, or that cannot be told. */
  callOf(origin: number | undefined): PendingCall | undefined;
  /** The latest call under way of whoever this one, which has ended, was of. */
  heirOf(call: PendingCall): PendingCall | undefined;
  /** The connection is one client's alone. */
  readonly isOneClients: boolean;
  /** Answers what belongs to no call: on a connection that is one client's alone. */
  readonly onAskOutsideCalls: AskHandler | undefined;
  reply(source: string): void;
  /** A request was refused; `method` is as the server wrote it. */
  onRefused(method: string, why: string): void;
}

/**
 * What a server asks back while it works (MCP 2025-11-25: sampling, elicitation, roots): each request goes to the call that
 * it belongs to, and the answer back to the server. It ends early where the server takes it back or the call ends; where the
 * call is a guess, only when its client has no more calls under way, or on a connection of its own with the connection.
 */
export class AskDesk {
  readonly #parts: AskDeskParts;
  /** By the JSON text of the request's id. */
  readonly #open = new Map<string, OpenAsk>();

  constructor(parts: AskDeskParts) {
    this.#parts = parts;
  }

  /** Takes a request of the server. `origin` is the request on whose own stream it came. */
  take(frame: Frame, origin: number | undefined): void {
    const id = memberSource(frame, 'id') ?? 'null';
    if (id.length > MAX_ID_LENGTH) return;
    if (frame.message.method === 'ping') return this.#parts.reply(resultResponse(id, '{}'));
    const call = this.#parts.callOf(origin);
    const handler = call?.options.onAsk ?? this.#parts.onAskOutsideCalls;
    if (!handler) return this.#refuse(frame, id, 'It cannot be told which call of which client this belongs to.');
    if (this.#open.has(id)) return this.#refuse(frame, id, 'A request with this id is open already.');
    if (this.#open.size >= MAX_OPEN || (call?.openAsks ?? 0) >= MAX_OPEN_PER_CALL) {
      return this.#refuse(frame, id, 'Too many requests to the client are open.');
    }
    const ask: OpenAsk = {
      call,
      outlivesCall: origin === undefined && call?.options.asksOutliveCall === true,
      abort: new AbortController(),
    };
    this.#open.set(id, ask);
    call?.askBegins(performance.now());
    const failed = (error: unknown): AskReply => ({ error: internalError(messageOf(error)) });
    handler(frame, ask.abort.signal)
      .catch(failed)
      .then((reply) => {
        if (this.#end(id, ask)) this.#parts.reply(replyTo(id, reply));
      })
      .catch(() => {});
  }

  /** The server has taken a request back (`notifications/cancelled`): it wants no answer any longer. */
  takenBack(frame: Frame): void {
    const params = frame.spans.get('params');
    const node = params && memberNode(jsonTree(frame.source, params.start), 'requestId')?.value;
    const id = node && frame.source.slice(node.start, node.end);
    const ask = id === undefined ? undefined : this.#open.get(id);
    if (id === undefined || !ask || !this.#end(id, ask)) return;
    ask.abort.abort();
  }

  /** A call has its answer, or is given up: what the server has asked for it is answered with an error. */
  callEnded(call: PendingCall): void {
    if (call.openAsks === 0) return;
    for (const [id, ask] of this.#open) {
      if (ask.call !== call || this.#handOn(ask) || !this.#end(id, ask)) continue;
      ask.abort.abort();
      this.#parts.reply(errorResponse(id, JSON_RPC.internalError, 'The call that this belongs to has ended.'));
    }
  }

  /** The connection is over. */
  close(): void {
    for (const [id, ask] of this.#open) if (this.#end(id, ask)) ask.abort.abort();
  }

  /** Leaves what need not belong to a call that has ended to who else may have asked it; false where that is nobody. */
  #handOn(ask: OpenAsk): boolean {
    if (!ask.outlivesCall || !ask.call) return false;
    const heir = this.#parts.heirOf(ask.call);
    if (!heir && !this.#parts.isOneClients) return false;
    const now = performance.now();
    ask.call.askEnds(now);
    heir?.askBegins(now);
    ask.call = heir;
    return true;
  }

  #end(id: string, ask: OpenAsk): boolean {
    if (this.#open.get(id) !== ask) return false;
    this.#open.delete(id);
    ask.call?.askEnds(performance.now());
    return true;
  }

  #refuse(frame: Frame, id: string, why: string): void {
    const { method } = frame.message;
    this.#parts.onRefused(typeof method === 'string' ? method : '', why);
    this.#parts.reply(errorResponse(id, JSON_RPC.invalidRequest, why));
  }
}

function replyTo(id: string, reply: AskReply): string {
  if ('result' in reply) return singleLine(resultResponse(id, reply.result));
  return singleLine(`{"jsonrpc":"2.0","id":${id},"error":${reply.error}}`);
}

function internalError(message: string): string {
  return JSON.stringify({ code: JSON_RPC.internalError, message });
}
