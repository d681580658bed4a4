import type { Dispatcher } from 'undici';
import { BATCH_VERSION } from '../../protocol/batch.ts';
import type { Era } from '../../protocol/era.ts';
import { messageOf } from '../../protocol/errors.ts';
import { contentType, framesIn, readBody, readEventStream } from './body.ts';
import { HttpStatusError } from './errors.ts';
import { RemoteClient, type RemoteOptions, type RemoteRequest } from './remote-client.ts';
import type { OutgoingMessage, Transport, TransportEvents } from './transport.ts';

/** A server over HTTP+SSE (MCP 2024-11-05, Transports): a stream of events down, a POST for each message up. */
export class SseTransport implements Transport {
  readonly cancelsByClosing = false;
  readonly #url: URL;
  readonly #client: RemoteClient;
  readonly #connectTimeoutMs: number;
  readonly #events: TransportEvents;
  readonly #abort = new AbortController();
  #endpoint: URL | undefined;
  #takesBatches = false;
  #closed = false;

  constructor(options: RemoteOptions, events: TransportEvents) {
    this.#url = new URL(options.url);
    this.#client = new RemoteClient(options);
    this.#connectTimeoutMs = options.connectTimeoutMs;
    this.#events = events;
  }

  async open(): Promise<void> {
    await this.#client.open();
    const late = setTimeout(
      () => this.#abort.abort(new Error('the server named no message endpoint in time')),
      this.#connectTimeoutMs,
    );
    try {
      await this.#connect();
    } catch (error) {
      throw this.#abort.signal.aborted ? new Error(messageOf(this.#abort.signal.reason), { cause: error }) : error;
    } finally {
      clearTimeout(late);
    }
  }

  async send({ source, request }: OutgoingMessage): Promise<void> {
    if (!this.#endpoint) throw new Error('the connection is not open');
    const { statusCode, body } = await this.#request(request ? 'call' : 'message', this.#endpoint, source);
    await readBody(body);
    if (statusCode >= 400) throw new HttpStatusError(statusCode);
  }

  abandon(): void {}

  speak(era: Era, version: string | undefined): void {
    this.#takesBatches = era === 'legacy' && version === BATCH_VERSION;
  }

  established(): void {}

  async close(): Promise<void> {
    this.#end('it was stopped');
    this.#abort.abort();
    await this.#client.close();
  }

  diagnostics(): readonly string[] {
    return [];
  }

  /** Resolves when the server has named its endpoint. */
  async #connect(): Promise<void> {
    const { statusCode, headers, body } = await this.#request('stream', this.#url);
    if (statusCode !== 200 || contentType(headers) !== 'text/event-stream') {
      await body.dump();
      throw statusCode === 200 ? new Error('the server gave no event stream') : new HttpStatusError(statusCode);
    }
    await new Promise<void>((resolve, reject) => {
      const read = readEventStream(body, {
        onEvent: (event, data) => {
          if (event === 'endpoint') this.#setEndpoint(data ?? '', resolve, reject);
          else if (event === 'message') {
            for (const frame of framesIn(data, this.#events, this.#takesBatches)) this.#events.onFrame(frame);
          }
        },
      });
      const onEnd = (reason: string): void => {
        reject(new Error(reason));
        this.#end(reason);
      };
      read.then(
        () => onEnd('the server closed its event stream'),
        (error: unknown) => onEnd(`the event stream broke (${messageOf(error)})`),
      );
    });
  }

  #setEndpoint(data: string, resolve: () => void, reject: (error: Error) => void): void {
    const endpoint = URL.canParse(data, this.#url.href) ? new URL(data, this.#url) : undefined;
    // Messages carry the configured credentials: they never follow the server to another origin.
    if (endpoint?.origin !== this.#url.origin) {
      reject(new Error('the server named a message endpoint on another origin'));
      return;
    }
    this.#endpoint = endpoint;
    resolve();
  }

  #request(lane: RemoteRequest['lane'], url: URL, body?: string): Promise<Dispatcher.ResponseData> {
    const { signal } = this.#abort;
    if (body === undefined) {
      return this.#client.request({ method: 'GET', url, headers: { accept: 'text/event-stream' }, signal, lane });
    }
    const headers = { 'content-type': 'application/json' };
    return this.#client.request({ method: 'POST', url, headers, body, signal, lane });
  }

  #end(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#events.onClose(reason);
  }
}
