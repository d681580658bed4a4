import type { Readable, Writable } from 'node:stream';
import { Pool, type Dispatcher } from 'undici';
import { readEvents } from '../../downstream/transport/body.ts';
import { messagesFromBytes } from '../../protocol/batch.ts';
import { singleLine } from '../../protocol/edits.ts';
import { errorResponse, JSON_RPC, messageOf } from '../../protocol/errors.ts';
import { FrameError, memberSource, type Frame } from '../../protocol/frame.ts';
import { OVERSIZE } from '../../protocol/limits.ts';
import type { RelayFile } from '../instance/relay-file.ts';
import { LISTEN } from '../modern/listening.ts';
import { cancelledId, idOfResponse, modernHeaders } from './bridge-messages.ts';
import { LINGER_MS, readLines } from './front.ts';

/**
 * Bridges one stdio client to the relay that is running already, message by message over Streamable HTTP, in both eras.
 * Resolves when the client's input has ended, or `stopped` has.
 */
export async function bridgeStdio(
  running: RelayFile,
  token: string,
  input: Readable,
  output: Writable,
  stopped: Promise<unknown>,
): Promise<void> {
  const bridge = new Bridge(running, token, output);
  const ended = readLines(
    input,
    output,
    (line) => bridge.take(line),
    () => bridge.refuseOversize(),
  );
  await Promise.race([ended, stopped]);
  await bridge.close();
}

/** What the relay's error has as its id where it is about several messages. */
const OF_BATCH = 'null';

/** One message, or several, on the way to the relay. */
interface Passage {
  readonly source: string;
  /** The request's id as it was written; undefined where nothing is to be answered. */
  readonly id: string | undefined;
  /** What says the same as the body; undefined in the legacy era, which has a session instead. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly signal: AbortSignal;
  /** Whether the client has cancelled it: it wants no answer then (MCP 2025-11-25, Cancellation). */
  isCancelled?: boolean;
}

class Bridge {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #token: string;
  readonly #output: Writable;
  readonly #abort = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  /** Requests of the modern era by their id: over HTTP they are cancelled by closing their connection. */
  readonly #modern = new Map<string, { readonly abort: AbortController; readonly isListening: boolean }>();
  /** Requests of the legacy era by their id, without `initialize`, which cannot be cancelled. */
  readonly #legacy = new Map<string, Passage>();
  #session: string | undefined;
  /** Messages of a session leave one after the other until it is there: the rest needs its id. */
  #greeting: Promise<void> = Promise.resolve();

  constructor(running: RelayFile, token: string, output: Writable) {
    const url = new URL(running.endpoints.mcp);
    this.#pool = new Pool(url.origin, { connections: null, headersTimeout: 0, bodyTimeout: 0 });
    this.#path = url.pathname;
    this.#token = token;
    this.#output = output;
  }

  refuseOversize(): void {
    this.#write(errorResponse('null', JSON_RPC.invalidRequest, OVERSIZE));
  }

  take(line: Buffer): void {
    let messages: Frame | readonly Frame[];
    try {
      messages = messagesFromBytes(line);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return this.#write(errorResponse('null', error.rpcCode, error.message));
    }
    const { signal } = this.#abort;
    if (!('message' in messages)) {
      const source = line.toString('utf8');
      return this.#track(this.#greeting.then(() => this.#post({ source, id: OF_BATCH, headers: undefined, signal })));
    }
    const headers = modernHeaders(messages);
    if (headers) return this.#takeModern(messages, headers);
    const cancelled = cancelledId(messages);
    const modern = cancelled === undefined ? undefined : this.#modern.get(cancelled);
    if (modern) return modern.abort.abort();
    this.#takeLegacy(messages, cancelled);
  }

  async close(): Promise<void> {
    for (const { abort, isListening } of this.#modern.values()) if (isListening) abort.abort();
    const linger = new Promise((resolve) => setTimeout(resolve, LINGER_MS).unref());
    await Promise.race([Promise.allSettled(this.#underWay), linger]);
    if (this.#session !== undefined)
      await this.#request('DELETE').then(
        ({ body }) => body.dump(),
        () => {},
      );
    this.#abort.abort();
    await this.#pool.destroy();
  }

  #takeLegacy(frame: Frame, cancelled: string | undefined): void {
    const { method } = frame.message;
    const id = method === undefined ? undefined : memberSource(frame, 'id');
    const passage: Passage = { source: frame.source, id, headers: undefined, signal: this.#abort.signal };
    const givenUp = cancelled === undefined ? undefined : this.#legacy.get(cancelled);
    if (givenUp) givenUp.isCancelled = true;
    const sent = this.#greeting.then(() => this.#post(passage));
    if (method === 'initialize') this.#greeting = sent;
    else if (id !== undefined) this.#legacy.set(id, passage);
    this.#track(
      sent.finally(() => {
        if (id !== undefined && this.#legacy.get(id) === passage) this.#legacy.delete(id);
      }),
    );
  }

  #takeModern(frame: Frame, headers: Readonly<Record<string, string>>): void {
    const id = memberSource(frame, 'id');
    const cancelled = cancelledId(frame);
    // Over HTTP the notification itself would mean nothing.
    if (cancelled !== undefined) return this.#modern.get(cancelled)?.abort.abort();
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, this.#abort.signal]);
    const entry = { abort, isListening: frame.message.method === LISTEN };
    if (id !== undefined) this.#modern.set(id, entry);
    const sent = this.#post({ source: frame.source, id, headers, signal }).finally(() => {
      if (id !== undefined && this.#modern.get(id) === entry) this.#modern.delete(id);
    });
    this.#track(sent);
  }

  #track(sent: Promise<void>): void {
    this.#underWay.add(sent);
    sent.finally(() => this.#underWay.delete(sent)).catch(() => {});
  }

  async #post(passage: Passage): Promise<void> {
    const { id, signal } = passage;
    try {
      const { statusCode, headers, body } = await this.#request('POST', passage);
      const session = headers['mcp-session-id'];
      if (typeof session === 'string' && this.#session === undefined) {
        this.#session = session;
        this.#listen().catch(() => {});
      }
      const type = String(headers['content-type'] ?? '');
      if (type.startsWith('text/event-stream')) return await this.#writeEvents(body, passage);
      const text = await body.text();
      if (passage.isCancelled === true) return;
      if (statusCode === 200) return this.#write(text);
      if (statusCode < 400) return;
      // An error that the relay gives to this very request is its answer, whatever the status.
      if (id !== undefined && idOfResponse(text) === id) this.#write(text);
      else if (id !== undefined) this.#fail(id, `The running relay answered HTTP ${statusCode}.`);
    } catch (error) {
      if (id !== undefined && !signal.aborted && passage.isCancelled !== true) {
        this.#fail(id, `The running relay cannot be reached (${messageOf(error)}).`);
      }
    }
  }

  async #listen(): Promise<void> {
    const { body } = await this.#request('GET');
    await this.#writeEvents(body);
  }

  #request(method: 'POST' | 'GET' | 'DELETE', passage?: Passage): Promise<Dispatcher.ResponseData> {
    const session: Readonly<Record<string, string>> =
      this.#session === undefined ? {} : { 'mcp-session-id': this.#session };
    return this.#pool.request({
      method,
      path: this.#path,
      headers: {
        authorization: `Bearer ${this.#token}`,
        accept: method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream',
        ...(passage ? { 'content-type': 'application/json' } : {}),
        ...(passage?.headers ?? session),
      },
      ...(passage ? { body: passage.source } : {}),
      signal: passage?.signal ?? this.#abort.signal,
    });
  }

  /** @param passage the request whose answer the stream should end with */
  async #writeEvents(body: AsyncIterable<Uint8Array>, passage?: Passage): Promise<void> {
    const id = passage?.id;
    let isAnswered = id === undefined || id === OF_BATCH;
    await readEvents(body, (_event, data) => {
      if (data === '') return;
      if (!isAnswered && idOfResponse(data) === id) {
        isAnswered = true;
        if (passage?.isCancelled === true) return;
      }
      this.#write(data);
    });
    if (isAnswered || id === undefined || passage?.isCancelled === true) return;
    this.#fail(id, 'The running relay ended before it had answered.');
  }

  #fail(id: string, message: string): void {
    this.#write(errorResponse(id, JSON_RPC.internalError, message));
  }

  #write(source: string): void {
    if (source !== '' && this.#output.writable) this.#output.write(`${singleLine(source)}\n`);
  }
}
