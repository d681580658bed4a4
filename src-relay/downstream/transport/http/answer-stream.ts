import { framesIn, readEventStream } from '../body.ts';
import type { Frame } from '../../../protocol/frame.ts';
import type { EventListener } from '../event-parser.ts';
import type { TransportEvents } from '../transport.ts';

/** One event stream of a server, over as many connections as it takes. */
export class AnswerStream {
  readonly #id: number | undefined;
  readonly #events: TransportEvents;
  /** Where to resume it; undefined where its events have no ids. */
  lastEventId: string | undefined;
  /** How long the server wants a client to wait before it resumes, in milliseconds. */
  retryMs: number | undefined;
  /** The response to the request has come. */
  isAnswered = false;
  /** Events that have come so far, those without data included. */
  eventCount = 0;
  readonly #takesBatches: boolean;
  readonly #onAnswered: (() => void) | undefined;

  /**
   * @param id the request that the stream answers; undefined for what the server says unasked
   * @param takesBatches the server's revision has several messages in one event
   */
  constructor(id: number | undefined, events: TransportEvents, takesBatches: boolean, onAnswered?: () => void) {
    this.#id = id;
    this.#events = events;
    this.#takesBatches = takesBatches;
    this.#onAnswered = onAnswered;
  }

  /** Reads one connection's worth of it. Throws where the connection breaks or what comes cannot be read. */
  read(body: AsyncIterable<Uint8Array>): Promise<void> {
    return readEventStream(body, this.#listener);
  }

  readonly #listener: EventListener = {
    onEvent: (_event, data) => {
      this.eventCount += 1;
      // An event without data only tells its id.
      if (data === '') return;
      for (const frame of framesIn(data, this.#events, this.#takesBatches)) this.#take(frame);
    },
    onId: (id) => {
      this.eventCount += 1;
      this.lastEventId = id;
    },
    onRetry: (ms) => {
      this.retryMs = ms;
    },
  };

  #take(frame: Frame): void {
    const isResponse = this.#id !== undefined && frame.message.method === undefined && frame.message.id === this.#id;
    if (isResponse && !this.isAnswered) {
      // First, for whoever gets the answer lets go of the stream, which may be about to end in good order.
      this.isAnswered = true;
      this.#onAnswered?.();
    }
    this.#events.onFrame(frame, this.#id);
  }
}
