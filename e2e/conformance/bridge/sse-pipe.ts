import { EventSourceParserStream } from 'eventsource-parser/stream';

import type { World } from '../../harness/create-world.ts';
import { within } from '../../harness/deadline.ts';
import { Inbox, MESSAGE, type Message, type Pipe } from './pipe.ts';

/** A connection of the oldest HTTP transport: messages come on one stream and go by POST to where it says. */
export class SsePipe implements Pipe {
  readonly #inbox = new Inbox();
  readonly #gone = new AbortController();
  readonly #headers: Readonly<Record<string, string>>;
  readonly #endpoint = Promise.withResolvers<string>();
  /** One after the other: the order of messages is theirs. */
  #sending: Promise<unknown> = Promise.resolve();

  private constructor(token: string | undefined) {
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  /** @throws {Error} if the stream does not open or never says where to send */
  static async open(world: World, url: string, token?: string): Promise<SsePipe> {
    const pipe = new SsePipe(token);
    world.onEnd(() => pipe.close());
    const headers = { ...pipe.#headers, accept: 'text/event-stream' };
    const response = await fetch(url, { headers, signal: pipe.#gone.signal });
    if (!response.ok || response.body === null) throw new Error(`no stream at ${url}: ${response.status}`);
    pipe.#read(response.body, url).catch((error: unknown) => pipe.#endpoint.reject(error));
    await within('the endpoint event', pipe.#endpoint.promise);
    return pipe;
  }

  async #read(body: ReadableStream<Uint8Array<ArrayBuffer>>, url: string): Promise<void> {
    const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { event, data } of events) {
      if (event === 'endpoint') this.#endpoint.resolve(new URL(data, url).href);
      else if (data !== '') this.#inbox.put(MESSAGE.parse(JSON.parse(data)));
    }
  }

  send(message: Message): void {
    this.#sending = this.#sending.then(() => this.#post(message)).catch(() => {});
  }

  async #post(message: Message): Promise<void> {
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(message), signal: this.#gone.signal };
    const response = await fetch(await this.#endpoint.promise, init);
    await response.body?.cancel();
  }

  listen(listener: (message: Message) => void): void {
    this.#inbox.listen(listener);
  }

  close(): void {
    this.#gone.abort();
  }
}
