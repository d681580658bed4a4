import type { Dispatcher } from 'undici';
import { BATCH_VERSION } from '../../../protocol/batch.ts';
import type { Era } from '../../../protocol/era.ts';
import { contentType, deliver, framesIn, readBody } from '../body.ts';
import { HttpStatusError, NoAnswerError, NotBegunError } from '../errors.ts';
import { RemoteClient, type RemoteOptions } from '../remote-client.ts';
import type { OutgoingMessage, Transport, TransportEvents } from '../transport.ts';
import { AnswerStream } from './answer-stream.ts';
import { isForgotten, responseIn } from './refusal.ts';
import { postHeaders, sessionHeaders, type HttpState } from './request-headers.ts';
import { CLOSED_EARLY, resume } from './resuming.ts';
import { keepListening } from './unasked.ts';

/** How long the server may take to say goodbye, in milliseconds. */
const GOODBYE_MS = 500;
/** How long a stream may stay open after the answer has come, in milliseconds: one that ends can be used again. */
const LINGER_MS = 1000;

const FORGOTTEN = 'the server no longer knows the connection';

/** Most messages that may be on their way which wait for no answer: a server can have the relay send as many as it likes. */
const MAX_UNSENT = 1000;

/** One POST under way. */
interface Exchange {
  readonly abort: AbortController;
  isAnswered: boolean;
}

/**
 * A server over Streamable HTTP: one POST a message, JSON or a stream as its answer. In the legacy era (MCP 2025-11-25,
 * Transports) with a session, resumable streams and one more stream for what the server says unasked; in the modern one
 * (2026-07-28) with nothing but the requests.
 */
export class HttpTransport implements Transport {
  readonly #url: URL;
  readonly #client: RemoteClient;
  readonly #events: TransportEvents;
  readonly #exchanges = new Set<Exchange>();
  readonly #calls = new Map<number, Exchange>();
  readonly #unasked = new AbortController();
  #state: HttpState = { era: 'legacy', version: undefined, session: undefined };
  #isEstablished = false;
  #isForgotten = false;
  #closed = false;

  constructor(options: RemoteOptions, events: TransportEvents) {
    this.#url = new URL(options.url);
    this.#client = new RemoteClient(options);
    this.#events = events;
  }

  get cancelsByClosing(): boolean {
    return this.#state.era === 'modern';
  }

  get #takesBatches(): boolean {
    return this.#state.era === 'legacy' && this.#state.version === BATCH_VERSION;
  }

  open(): Promise<void> {
    return this.#client.open();
  }

  speak(era: Era, version: string | undefined): void {
    this.#state = { ...this.#state, era, version };
  }

  established(): void {
    this.#isEstablished = true;
    if (this.#state.era === 'legacy') this.#listen().catch(() => {});
  }

  async send(message: OutgoingMessage): Promise<void> {
    const exchange: Exchange = { abort: new AbortController(), isAnswered: false };
    const id = message.request?.id;
    if (!message.request && this.#exchanges.size - this.#calls.size >= MAX_UNSENT) {
      throw new Error('the server does not take what it is sent');
    }
    this.#exchanges.add(exchange);
    if (id !== undefined) this.#calls.set(id, exchange);
    try {
      await this.#exchange(message, exchange);
    } catch (error) {
      if (error instanceof NotBegunError && this.#isEstablished) this.#forgotten(error.message);
      throw error;
    } finally {
      this.#exchanges.delete(exchange);
      if (id !== undefined) this.#calls.delete(id);
    }
  }

  /** Ends the request: its connection must not stay taken by an answer that nobody wants. */
  abandon(id: number): void {
    const exchange = this.#calls.get(id);
    if (exchange?.isAnswered === false) exchange.abort.abort();
  }

  async close(): Promise<void> {
    this.#unasked.abort();
    if (this.#state.session !== undefined && this.#isEstablished && !this.#closed && !this.#isForgotten) {
      const signal = AbortSignal.timeout(GOODBYE_MS);
      // Not behind other messages: what waits for a connection does not hear of the signal.
      await this.#request({ method: 'DELETE', headers: sessionHeaders(this.#state), signal, lane: 'stream' }).then(
        ({ body }) => body.dump(),
        () => {},
      );
    }
    this.#end('it was stopped');
    for (const { abort } of this.#exchanges) abort.abort();
    await this.#client.close();
  }

  diagnostics(): readonly string[] {
    return [];
  }

  async #exchange(message: OutgoingMessage, exchange: Exchange): Promise<void> {
    const { signal } = exchange.abort;
    const { statusCode, headers, body } = await this.#request({
      method: 'POST',
      headers: postHeaders(this.#state, message),
      body: message.source,
      signal,
      lane: message.request === undefined ? 'message' : message.request.isLasting ? 'stream' : 'call',
    });
    if (statusCode >= 300) return this.#refused(statusCode, contentType(headers), await readBody(body), message);
    const session = headers['mcp-session-id'];
    if (typeof session === 'string') this.#state = { ...this.#state, session };
    const id = message.request?.id;
    if (id === undefined) return this.#letGo(body, exchange);
    if (contentType(headers) === 'text/event-stream') return this.#readStream(body, id, exchange);
    const text = await readBody(body);
    const isJson = contentType(headers) === 'application/json' && text !== '';
    const frames = isJson ? framesIn(text, this.#events, this.#takesBatches) : [];
    for (const frame of frames) this.#events.onFrame(frame, id);
    // 202 says that the answer comes on the other stream, which some servers do.
    if (statusCode !== 202 && !frames.some(({ message }) => message.id === id)) {
      throw new NoAnswerError('the server gave no answer to it');
    }
    return undefined;
  }

  #refused(status: number, type: string, text: string, { request }: OutgoingMessage): void {
    const response = type === 'application/json' ? responseIn(text, request?.id) : undefined;
    if (this.#isEstablished && isForgotten(this.#state, status, text, response)) throw new NotBegunError(FORGOTTEN);
    // An error status may still carry the JSON-RPC response that the caller waits for.
    if (!response) throw new HttpStatusError(status);
    deliver(text, this.#events, request?.id);
  }

  /** Nothing is expected here; it must not keep its connection. */
  async #letGo(body: Dispatcher.ResponseData['body'], { abort }: Exchange): Promise<void> {
    const late = setTimeout(() => abort.abort(), LINGER_MS).unref();
    await body.dump().catch(() => {});
    clearTimeout(late);
  }

  async #readStream(body: AsyncIterable<Uint8Array>, id: number, exchange: Exchange): Promise<void> {
    const { abort } = exchange;
    let linger: NodeJS.Timeout | undefined;
    const stream = new AnswerStream(id, this.#events, this.#takesBatches, () => {
      exchange.isAnswered = true;
      linger = setTimeout(() => abort.abort(), LINGER_MS).unref();
    });
    try {
      await stream.read(body);
    } catch (error) {
      const isLost = !stream.isAnswered && (abort.signal.aborted || stream.lastEventId === undefined);
      if (isLost) throw error;
    } finally {
      clearTimeout(linger);
    }
    if (stream.isAnswered) return;
    if (this.#state.era === 'modern') throw new NoAnswerError(CLOSED_EARLY);
    await resume(stream, abort.signal, (lastEventId) => this.#get(lastEventId, abort.signal));
  }

  #listen(): Promise<void> {
    const { signal } = this.#unasked;
    return keepListening(new AnswerStream(undefined, this.#events, this.#takesBatches), signal, {
      get: (lastEventId) => this.#get(lastEventId, signal),
      onUnreachable: (reason) => this.#forgotten(reason),
      onRefused: (status, text) => {
        if (isForgotten(this.#state, status, text, undefined)) this.#forgotten(FORGOTTEN);
      },
    });
  }

  #get(lastEventId: string | undefined, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const headers = { ...sessionHeaders(this.#state), accept: 'text/event-stream' };
    const resumed = lastEventId === undefined ? headers : { ...headers, 'last-event-id': lastEventId };
    return this.#request({ method: 'GET', headers: resumed, signal, lane: 'stream' });
  }

  #request(request: Omit<Parameters<RemoteClient['request']>[0], 'url'>): Promise<Dispatcher.ResponseData> {
    return this.#client.request({ ...request, url: this.#url });
  }

  #forgotten(reason: string): void {
    if (this.#isForgotten || this.#closed) return;
    this.#isForgotten = true;
    this.#unasked.abort();
    this.#events.onForgotten(reason);
  }

  #end(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unasked.abort();
    this.#events.onClose(reason);
  }
}
