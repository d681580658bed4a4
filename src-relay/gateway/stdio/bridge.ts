import type { Readable, Writable } from 'node:stream';
import { Pool, type Dispatcher } from 'undici';
import { readEvents } from '../../downstream/transport/remote.ts';
import { singleLine } from '../../protocol/edits.ts';
import { errorResponse, JSON_RPC, messageOf } from '../../protocol/errors.ts';
import { FrameError, frameFromBytes, memberSource, type Frame } from '../../protocol/frame.ts';
import { OVERSIZE } from '../../protocol/limits.ts';
import type { RelayFile } from '../instance/relay-file.ts';
import { LINGER_MS, readLines } from './front.ts';

/**
 * Bridges one stdio client to the relay that is running already, message by message over Streamable HTTP. Resolves when the
 * client's input has ended, or `stopped` has.
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

class Bridge {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #token: string;
  readonly #output: Writable;
  readonly #abort = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #session: string | undefined;
  /** Messages leave one after the other until the session is there: the rest needs its id. */
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
    let frame: Frame;
    try {
      frame = frameFromBytes(line);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return this.#write(errorResponse('null', error.rpcCode, error.message));
    }
    const sent = this.#greeting.then(() => this.#post(frame));
    if (frame.message.method === 'initialize') this.#greeting = sent;
    this.#underWay.add(sent);
    sent.finally(() => this.#underWay.delete(sent)).catch(() => {});
  }

  async close(): Promise<void> {
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

  async #post(frame: Frame): Promise<void> {
    const id = frame.message.method === undefined ? undefined : memberSource(frame, 'id');
    try {
      const { statusCode, headers, body } = await this.#request('POST', frame.source);
      const session = headers['mcp-session-id'];
      if (typeof session === 'string' && this.#session === undefined) {
        this.#session = session;
        this.#listen().catch(() => {});
      }
      const type = String(headers['content-type'] ?? '');
      if (type.startsWith('text/event-stream')) return await this.#writeEvents(body);
      const text = await body.text();
      if (statusCode >= 400 && id !== undefined) {
        this.#write(errorResponse(id, JSON_RPC.internalError, `The running relay answered HTTP ${statusCode}.`));
      } else if (text !== '' && statusCode === 200) this.#write(text);
    } catch (error) {
      if (id !== undefined && !this.#abort.signal.aborted) {
        this.#write(
          errorResponse(id, JSON_RPC.internalError, `The running relay cannot be reached (${messageOf(error)}).`),
        );
      }
    }
  }

  async #listen(): Promise<void> {
    const { body } = await this.#request('GET');
    await this.#writeEvents(body);
  }

  #request(method: 'POST' | 'GET' | 'DELETE', body?: string): Promise<Dispatcher.ResponseData> {
    return this.#pool.request({
      method,
      path: this.#path,
      headers: {
        authorization: `Bearer ${this.#token}`,
        accept: method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#session === undefined ? {} : { 'mcp-session-id': this.#session }),
      },
      ...(body === undefined ? {} : { body }),
      signal: this.#abort.signal,
    });
  }

  #writeEvents(body: AsyncIterable<Uint8Array>): Promise<void> {
    return readEvents(body, (_event, data) => {
      if (data !== '') this.#write(data);
    });
  }

  #write(source: string): void {
    if (this.#output.writable) this.#output.write(`${singleLine(source)}\n`);
  }
}
