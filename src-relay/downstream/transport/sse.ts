import type { Pool } from 'undici';
import { messageOf } from '../../protocol/errors.ts';
import { contentType, deliver, readBody, readEvents, statusProblem, unreachable } from './remote.ts';
import type { Transport, TransportEvents } from './transport.ts';

export interface RemoteOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connectTimeoutMs: number;
}

/** A server over HTTP+SSE (MCP 2024-11-05, Transports): a stream of events down, a POST for each message up. */
export class SseTransport implements Transport {
  readonly #url: URL;
  readonly #options: RemoteOptions;
  readonly #events: TransportEvents;
  readonly #abort = new AbortController();
  #pool: Pool | undefined;
  #endpoint: URL | undefined;
  #closed = false;

  constructor(options: RemoteOptions, events: TransportEvents) {
    this.#url = new URL(options.url);
    this.#options = options;
    this.#events = events;
  }

  async open(): Promise<void> {
    const { Pool } = await import('undici');
    const { connectTimeoutMs } = this.#options;
    this.#pool = new Pool(this.#url.origin, {
      connections: 64,
      connect: { timeout: connectTimeoutMs },
      headersTimeout: connectTimeoutMs,
      bodyTimeout: 0,
    });
    const { statusCode, headers, body } = await this.#request('GET', this.#url);
    if (statusCode !== 200 || contentType(headers) !== 'text/event-stream') {
      await body.dump();
      throw new Error(statusCode === 200 ? 'the server gave no event stream' : statusProblem(statusCode));
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('the server named no message endpoint in time')),
        connectTimeoutMs,
      );
      const onEvent = (event: string, data: string): void => {
        if (event === 'endpoint') {
          clearTimeout(timer);
          this.#setEndpoint(data, resolve, reject);
        } else if (event === 'message') {
          deliver(data, this.#events);
        }
      };
      readEvents(body, onEvent).then(
        () => {
          reject(new Error('the server closed its event stream'));
          this.#end('the server closed its event stream');
        },
        (error: unknown) => {
          reject(new Error(messageOf(error)));
          this.#end(`the event stream broke (${messageOf(error)})`);
        },
      );
    });
  }

  async send(source: string): Promise<void> {
    if (!this.#endpoint) throw new Error('the connection is not open');
    const { statusCode, body } = await this.#request('POST', this.#endpoint, source);
    await readBody(body);
    if (statusCode >= 400) throw new Error(statusProblem(statusCode));
  }

  abandon(): void {}

  established(): void {}

  async close(): Promise<void> {
    this.#end('it was stopped');
    this.#abort.abort();
    await this.#pool?.destroy();
  }

  diagnostics(): readonly string[] {
    return [];
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

  async #request(method: 'GET' | 'POST', url: URL, body?: string) {
    if (!this.#pool) throw new Error('the connection is not open');
    try {
      return await this.#pool.request({
        method,
        path: url.pathname + url.search,
        headers: {
          ...this.#options.headers,
          ...(body === undefined ? { accept: 'text/event-stream' } : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
        signal: this.#abort.signal,
      });
    } catch (error) {
      throw unreachable(this.#url, error);
    }
  }

  #end(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#events.onClose(reason);
  }
}
