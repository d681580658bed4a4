import type { Answer } from '../../pipeline/client-port.ts';
import type { Listening } from '../../pipeline/listening.ts';
import type { ClientSession } from '../../pipeline/session.ts';
import { errorResponse, JSON_RPC } from '../../protocol/errors.ts';
import { memberSource, type Frame } from '../../protocol/frame.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { faultResponse } from '../../protocol/modern/fault.ts';
import { acknowledged, honoured, isSilent, listenResult, readListen, stamped } from '../../protocol/modern/listen.ts';

/** Listenings of one session at once. */
const MAX_LISTENINGS = 64;

export const LISTEN = 'subscriptions/listen';

/** Where one listener's messages go. */
export interface ListenSink {
  readonly send: (source: string) => void;
  /** Sends the last message. */
  readonly end: (source: string) => void;
}

/** One `subscriptions/listen` that is being served. */
export interface OpenListening {
  /** The client has gone, or wants to hear no more: nothing more is sent. */
  drop(): void;
  /** The relay ends it, and says so. */
  finish(): void;
}

/**
 * Serves `subscriptions/listen`: says first what will be sent, then sends it as it happens (MCP 2026-07-28, Subscriptions).
 * @param capabilities what the relay offers
 * @returns the answer where the request cannot be served
 */
export function openListening(
  session: ClientSession,
  frame: Frame,
  capabilities: JsonObject,
  sink: () => ListenSink,
): OpenListening | Answer {
  const idSource = memberSource(frame, 'id') ?? 'null';
  const wanted = readListen(frame.message.params);
  if ('code' in wanted) return { source: faultResponse(idSource, wanted), code: wanted.code };
  if (session.listenings.size >= MAX_LISTENINGS) {
    const message = `Too many subscriptions: at most ${MAX_LISTENINGS} are open at once.`;
    return { source: errorResponse(idSource, JSON_RPC.internalError, message), code: JSON_RPC.internalError };
  }
  const filter = honoured(wanted, capabilities, false);
  const { send, end } = sink();
  const listening: Listening = { filter, notify: (source) => send(stamped(source, idSource)) };
  let isOpen = true;
  const close = (then: () => void): void => {
    if (!isOpen) return;
    isOpen = false;
    session.listenings.delete(listening);
    then();
  };
  const open = { drop: () => close(() => {}), finish: () => close(() => end(listenResult(idSource))) };
  send(acknowledged(idSource, filter));
  if (isSilent(filter)) open.finish();
  else session.listenings.add(listening);
  return open;
}
