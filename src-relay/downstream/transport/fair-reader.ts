import type { Readable } from 'node:stream';

/** How long one stream may hold the event loop at a time, in milliseconds. */
const TURN_MS = 5;
/** Chunks that come this close to each other, in milliseconds, come out of one reading. */
const SAME_TURN_MS = 0.5;

/**
 * Reads a stream without starving others: one that writes faster than its messages can be handled would be read on and on
 * within one turn of the event loop, megabytes of it, while everybody else waits.
 */
export class FairReader {
  readonly #stream: Readable;
  readonly #onChunk: (chunk: Buffer) => void;
  #busyMs = 0;
  #lastEnd = 0;

  constructor(stream: Readable, onChunk: (chunk: Buffer) => void) {
    this.#stream = stream;
    this.#onChunk = onChunk;
  }

  start(): void {
    this.#stream.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  #take(chunk: Buffer): void {
    const start = performance.now();
    if (start - this.#lastEnd > SAME_TURN_MS) this.#busyMs = 0;
    this.#onChunk(chunk);
    this.#lastEnd = performance.now();
    this.#busyMs += this.#lastEnd - start;
    if (this.#busyMs < TURN_MS) return;
    this.#busyMs = 0;
    this.#stream.pause();
    setImmediate(() => this.#stream.resume());
  }
}
