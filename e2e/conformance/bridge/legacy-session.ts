import { randomUUID } from 'node:crypto';

import type { Exchange } from './exchange.ts';
import type { Id, Message, Pipe } from './pipe.ts';

/** One session of the legacy era on a pipe of its own, so that ids and levels of two sessions never meet. */
export class LegacySession {
  readonly id = randomUUID();
  readonly #pipe: Pipe;
  readonly #pending = new Map<Id, Exchange>();
  readonly #unheard: Message[] = [];
  #stream: Exchange | undefined;

  constructor(pipe: Pipe) {
    this.#pipe = pipe;
    pipe.listen((message) => this.#deliver(message));
  }

  post(message: Message, exchange: Exchange): void {
    if (message.method === undefined || message.id === undefined || message.id === null) {
      this.#pipe.send(message);
      exchange.endEmpty();
      return;
    }
    this.#pending.set(message.id, exchange);
    // The session's other messages go on this stream as well, so it is one from the start.
    if (message.method !== 'initialize') exchange.openStream();
    this.#pipe.send(message);
  }

  /**
   * Takes the stream of a GET, for what belongs to no request. A client that drops it has ended: most never DELETE
   * their session, and each session may be a process.
   */
  attach(stream: Exchange, ended: () => void): void {
    this.#stream = stream;
    stream.openStream();
    stream.onAbandoned(ended);
    for (const message of this.#unheard.splice(0)) stream.write(message);
  }

  close(): void {
    this.#pipe.close();
    this.#stream?.endEmpty();
  }

  #deliver(message: Message): void {
    if (message.method === undefined) {
      const { id } = message;
      if (id === undefined || id === null) return;
      this.#pending.get(id)?.end(message);
      this.#pending.delete(id);
      return;
    }
    // A pipe does not say which request a message belongs to: most likely the last one that is open.
    const target = [...this.#pending.values()].findLast((exchange) => exchange.isOpen) ?? this.#stream;
    if (target === undefined) this.#unheard.push(message);
    else target.write(message);
  }
}
