import type { Pool } from 'undici';
import { member, parseJson } from '../../protocol/json.ts';
import type { RemoteOptions } from './sse.ts';
import { contentType, deliver, readBody, readEvents, statusProblem, unreachable } from './remote.ts';
import type { Transport, TransportEvents } from './transport.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from '../backoff.ts';

/** How long the server may take to say goodbye, in milliseconds. */
const GOODBYE_MS = 500;

/** A server over Streamable HTTP (MCP 2025-11-25, Transports): one POST a message, JSON or a stream as its answer. */
export class HttpTransport implements Transport {
  readonly #url: URL;
  readonly #options: RemoteOptions;
  readonly #events: TransportEvents;
  readonly #abort = new AbortController();
  readonly #requests = new Map<number, AbortController>();
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

  async send(source: string, id: number | undefined): Promise<void> {
    const request = new AbortController();
    if (id !== undefined) this.#requests.set(id, request);
    try {
      await this.#exchange(source, id, AbortSignal.any([request.signal, this.#abort.signal]));
    } finally {
      if (id !== undefined) this.#requests.delete(id);
    }
  }

  /** Ends the request: its connection must not stay taken by an answer that nobody wants. */
  abandon(id: number): void {
    this.#requests.get(id)?.abort();
  }

  async #exchange(source: string, id: number | undefined, signal: AbortSignal): Promise<void> {
    const { statusCode, headers, body } = await this.#request('POST', signal, source);
    const session = headers['mcp-session-id'];
    if (typeof session === 'string') this.#session = session;
    const type = contentType(headers);
    if (statusCode >= 400) {
      const text = await readBody(body);
      // An error status may still carry the JSON-RPC response that the caller waits for.
      if (type === 'application/json' && answers(text, id)) return deliver(text, this.#events);
      // A server that has restarted does not know the session: 404 by the spec, 400 by many.
      if (this.#session !== undefined && (statusCode === 404 || statusCode === 400)) {
        this.#end('the server no longer knows the session');
      }
      throw new Error(statusProblem(statusCode));
    }
    if (type === 'text/event-stream') return readEvents(body, (_event, data) => this.#deliverEvent(data));
    const text = await readBody(body);
    if (type === 'application/json' && text !== '') deliver(text, this.#events);
  }

  established(version: string): void {
    this.#version = version;
    this.#keepListening().catch(() => {});
  }

  async close(): Promise<void> {
    if (this.#session !== undefined && !this.#closed) {
      const end = this.#request('DELETE', AbortSignal.timeout(GOODBYE_MS)).then(({ body }) => body.dump());
      await end.catch(() => {});
    }
    this.#end('it was stopped');
    this.#abort.abort();
    await this.#pool?.destroy();
  }

  diagnostics(): readonly string[] {
    return [];
  }

  /** Keeps the optional stream open for what the server says unasked; a server without one answers 405. */
  async #keepListening(): Promise<void> {
    for (let attempt = 1; !this.#closed; attempt += 1) {
      const { statusCode, headers, body } = await this.#request('GET', this.#abort.signal);
      if (statusCode !== 200 || contentType(headers) !== 'text/event-stream') {
        await body.dump();
        return;
      }
      await readEvents(body, (_event, data) => this.#deliverEvent(data)).catch(() => {});
      await delay(backoffMs(attempt), undefined, { ref: false });
    }
  }

  #deliverEvent(data: string): void {
    if (data !== '') deliver(data, this.#events);
  }

  async #request(method: 'POST' | 'GET' | 'DELETE', signal: AbortSignal, body?: string) {
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
        signal,
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

/** Whether a body is the JSON-RPC response to this request. */
function answers(text: string, id: number | undefined): boolean {
  if (id === undefined) return false;
  try {
    return member(parseJson(text), 'id') === id;
  } catch {
    return false;
  }
}
