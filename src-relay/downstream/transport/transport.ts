import type { Frame } from '../../protocol/frame.ts';

export interface TransportEvents {
  onFrame(frame: Frame): void;
  /** Something came that is no acceptable frame. `edges` is its start and end, to tell which call it answers. */
  onGarbage(reason: string, edges: string): void;
  /** The connection is over; `reason` is one sentence. Called once. */
  onClose(reason: string): void;
}

/** One connection to one server: takes and gives JSON-RPC messages as source text. */
export interface Transport {
  /** Opens the connection. Rejects with an Error whose message says what failed. */
  open(): Promise<void>;
  /**
   * Sends one message. What throws or rejects concerns this message only.
   * @param id the request's id; undefined for what waits for no answer
   */
  send(source: string, id: number | undefined): void | Promise<void>;
  /** Nobody waits for the answer to this request any longer. */
  abandon(id: number): void;
  /** The handshake is done: `version` is the protocol revision both sides speak. */
  established(version: string): void;
  /** Closes it and everything that it started; resolves when nothing is left. */
  close(): Promise<void>;
  /** What a person may see of the process or address, e.g. the last lines of its error output. */
  diagnostics(): readonly string[];
}
