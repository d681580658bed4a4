import type { Pool } from 'undici';
import type { RemoteOptions } from './sse.ts';
import { contentType, deliver, readBody, readEvents, statusProblem } from './remote.ts';
import type { Transport, TransportEvents } from './transport.ts';
import { messageOf } from '../../protocol/errors.ts';

/** A server over Streamable HTTP (MCP 2025-11-25, Transports): one POST a message, JSON or a stream as its answer. */
export class HttpTransport implements Transport {
  readonly #url: URL;
  readonly #options: RemoteOptions;
  readonly #events: TransportEvents;
  readonly #abort = new AbortController();
  #pool: Pool | undefined;
  #session: string | undefined;
  #version: string | undefined;
  #closed = false;

  constructor(options: RemoteOptions, events: TransportEvents) {
    this.#url = new URL(options.url);
    this.#options = options;
    this.#events = events;
  }

  async open(): Promise<void> {
    const { Pool } = await import('undici');
    this.#pool = new Pool(this.#url.origin, {
      connections: 64,
      connect: { timeout: this.#options.connectTimeoutMs },
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  async send(source: string): Promise<void> {
    const { statusCode, headers, body } = await this.#request('POST', source);
    const session = headers['mcp-session-id'];
    if (typeof session === 'string') this.#session = session;
    if (statusCode === 404 && this.#session !== undefined) {
      await body.dump();
      this.#end('the server no longer knows the session');
      throw new Error('the server no longer knows the session');
    }
    if (statusCode >= 400) {
      const text = await readBody(body);
      // An error answer may still be the JSON-RPC response the caller waits for.
      if (contentType(headers) === 'application/json' && text.includes('"jsonrpc"') && text.includes('"id"')) {
        return deliver(text, this.#events);
      }
      throw new Error(statusProblem(statusCode));
    }
    const type = contentType(headers);
    if (type === 'text/event-stream') return readEvents(body, (_event, data) => this.#deliverEvent(data));
    const text = await readBody(body);
    if (type === 'application/json' && text !== '') deliver(text, this.#events);
  }

  established(version: string): void {
    this.#version = version;
    this.#listen().catch(() => {});
  }

  async close(): Promise<void> {
    if (this.#session !== undefined && !this.#closed) {
      const end = this.#request('DELETE').then(({ body }) => body.dump());
      await Promise.race([end.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 500).unref())]);
    }
    this.#end('it was stopped');
    this.#abort.abort();
    await this.#pool?.destroy();
  }

  diagnostics(): readonly string[] {
    return [];
  }

  /** The optional stream for what the server says unasked; a server without one answers 405. */
  async #listen(): Promise<void> {
    const { statusCode, headers, body } = await this.#request('GET');
    if (statusCode !== 200 || contentType(headers) !== 'text/event-stream') {
      await body.dump();
      return;
    }
    await readEvents(body, (_event, data) => this.#deliverEvent(data));
  }

  #deliverEvent(data: string): void {
    if (data !== '') deliver(data, this.#events);
  }

  async #request(method: 'POST' | 'GET' | 'DELETE', body?: string) {
    if (!this.#pool) throw new Error('the connection is not open');
    try {
      return await this.#pool.request({
        method,
        path: this.#url.pathname + this.#url.search,
        headers: {
          ...this.#options.headers,
          accept: method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(this.#session === undefined ? {} : { 'mcp-session-id': this.#session }),
          ...(this.#version === undefined ? {} : { 'mcp-protocol-version': this.#version }),
        },
        ...(body === undefined ? {} : { body }),
        signal: this.#abort.signal,
      });
    } catch (error) {
      throw new Error(`the server at ${this.#url.origin} cannot be reached (${messageOf(error)})`, { cause: error });
    }
  }

  #end(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#events.onClose(reason);
  }
}
