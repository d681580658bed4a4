import type { Frame } from '../../protocol/frame.ts';
import { LISTEN } from '../modern/listening.ts';

/** One message of the client on its way to the relay. */
export class Exchange {
  readonly frame: Frame;
  /** The request's id as it was written; undefined where nothing is to be answered. */
  readonly id: string | undefined;
  /** What says the same as the body; undefined in the legacy era, which has a session instead. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** It may be sent again after a relay may have carried it out. */
  readonly isRepeatable: boolean;
  readonly #abort = new AbortController();
  readonly #reply: (source: string) => void;
  /** What a listener was told that it will hear, as JSON text; undefined before. */
  acknowledged: string | undefined;
  #isSettled = false;

  /** @param reply takes the one answer; empty where there will be none */
  constructor(
    frame: Frame,
    id: string | undefined,
    headers: Readonly<Record<string, string>> | undefined,
    isRepeatable: boolean,
    reply: (source: string) => void,
  ) {
    this.frame = frame;
    this.id = id;
    this.headers = headers;
    this.isRepeatable = isRepeatable;
    this.#reply = reply;
  }

  get isListening(): boolean {
    return this.headers !== undefined && this.frame.message.method === LISTEN;
  }

  /** Aborted when nobody wants it any longer and its connection may be cut. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Nothing more is to be said about it: it is answered, or was given up. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Gives the client its answer, once. */
  answer(source: string): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#reply(source);
  }

  /**
   * The client has given it up: it wants no answer then (MCP 2025-11-25, Cancellation).
   * @param cuts whether its connection is closed, which is how the modern era says so over HTTP
   */
  giveUp(cuts: boolean): void {
    this.answer('');
    if (cuts) this.#abort.abort();
  }
}
