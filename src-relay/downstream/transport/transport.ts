import type { Era } from '../../protocol/era.ts';
import type { Frame } from '../../protocol/frame.ts';
import type { OutgoingRequest } from '../request.ts';

export interface TransportEvents {
  /** @param origin the request on whose own stream it came; undefined where the transport has one stream for all */
  onFrame(frame: Frame, origin?: number): void;
  /** Something came that is no acceptable frame. `edges` is its start and end, to tell which call it answers. */
  onGarbage(reason: string, edges: string): void;
  /** The connection is over; `reason` is one sentence. Called once. */
  onClose(reason: string): void;
  /** The server takes no new requests on this connection; those under way may still be answered. Called once. */
  onForgotten(reason: string): void;
}

/** One message on its way out. */
export interface OutgoingMessage {
  readonly source: string;
  /** What it asks, and under which id; undefined for what waits for no answer. */
  readonly request?: { readonly id: number; readonly said: OutgoingRequest; readonly isLasting: boolean } | undefined;
}

/** One connection to one server: takes and gives JSON-RPC messages as source text. */
export interface Transport {
  /** Giving a request up closes its own connection: that is all the server needs to hear. */
  readonly cancelsByClosing: boolean;
  /** Opens the connection. Rejects with an Error whose message says what failed. */
  open(): Promise<void>;
  /** How what is sent from now on is spoken; `version` is undefined as long as none is agreed on. */
  speak(era: Era, version: string | undefined): void;
  /** The handshake is done. */
  established(): void;
  /**
   * Sends one message. What throws or rejects concerns this message only: NotBegunError where it may be sent again.
   * Resolves when nothing more comes for it.
   */
  send(message: OutgoingMessage): void | Promise<void>;
  /** Nobody waits for the answer to this request any longer. */
  abandon(id: number): void;
  /** Closes it and everything that it started; resolves when nothing is left. */
  close(): Promise<void>;
  /** What a person may see of the process or address, e.g. the last lines of its error output. */
  diagnostics(): readonly string[];
}
