import type { ServerResponse } from 'node:http';

import type { Message } from './pipe.ts';

const STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };

/** One HTTP response: a stream from the first message that is not the answer, else plain JSON. */
export class Exchange {
  readonly #outgoing: ServerResponse;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(outgoing: ServerResponse, headers: Readonly<Record<string, string>> = {}) {
    this.#outgoing = outgoing;
    this.#headers = headers;
  }

  get isOpen(): boolean {
    return !this.#outgoing.writableEnded && !this.#outgoing.destroyed;
  }

  /** Calls back if the client goes away before the response is complete. */
  onAbandoned(abandoned: () => void): void {
    this.#outgoing.on('close', () => {
      if (!this.#outgoing.writableFinished) abandoned();
    });
  }

  openStream(): void {
    if (this.#outgoing.headersSent) return;
    this.#outgoing.writeHead(200, { ...STREAM, ...this.#headers });
    this.#outgoing.flushHeaders();
  }

  write(message: Message): void {
    this.openStream();
    this.#outgoing.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  }

  /** @param status counts unless the stream is open */
  end(message: Message, status = 200): void {
    if (this.#outgoing.headersSent) {
      this.write(message);
      this.#outgoing.end();
      return;
    }
    const headers = { 'content-type': 'application/json', ...this.#headers };
    this.#outgoing.writeHead(status, headers).end(JSON.stringify(message));
  }

  /** No message: an acknowledgement, or the end of a stream. */
  endEmpty(status = 202): void {
    if (this.#outgoing.headersSent) this.#outgoing.end();
    else this.#outgoing.writeHead(status, this.#headers).end();
  }
}
