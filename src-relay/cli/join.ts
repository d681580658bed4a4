import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createParser } from 'eventsource-parser';
import { Pool, type Dispatcher } from 'undici';
import type { RelayFile } from '../gateway/instance/relay-file.ts';
import { errorResponse, JSON_RPC, messageOf } from '../protocol/errors.ts';
import { singleLine } from '../protocol/edits.ts';
import { FrameError, frameFromBytes, memberSource, type Frame } from '../protocol/frame.ts';
import { LineSplitter } from '../protocol/line-splitter.ts';
import { EXIT } from './exit.ts';
import { stopSignal } from './signals.ts';
import type { Workplace } from './workplace.ts';

const MAX_LINE = 64 * 1024 * 1024;
/** How long answers still under way are waited for when the client has closed its side, in milliseconds. */
const LINGER_MS = 3000;

/** Bridges one stdio client to the relay that is running already, message by message over Streamable HTTP. */
export async function joinRelay(place: Workplace, running: RelayFile): Promise<number> {
  const stopped = stopSignal();
  const token = place.env.MCP_RELAY_TOKEN ?? readFileSync(join(place.folder.path, 'control.token'), 'utf8');
  const bridge = new Bridge(running, token);
  place.log.debug(`joining the relay at ${running.baseUrl}`);
  const ended = new Promise<void>((resolve) => {
    const lines = new LineSplitter(MAX_LINE, { onLine: (line) => bridge.take(line), onOversize: () => {} });
    process.stdin.on('data', (chunk: Buffer) => lines.push(chunk));
    process.stdin.on('end', () => {
      lines.end();
      resolve();
    });
  });
  await Promise.race([ended, stopped]);
  await bridge.close();
  return EXIT.done;
}

class Bridge {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #token: string;
  readonly #abort = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #session: string | undefined;
  /** Messages leave one after the other until the session is there: the rest needs its id. */
  #greeting: Promise<void> = Promise.resolve();

  constructor(running: RelayFile, token: string) {
    const url = new URL(running.endpoints.mcp);
    this.#pool = new Pool(url.origin, { connections: 64, headersTimeout: 0, bodyTimeout: 0 });
    this.#path = url.pathname;
    this.#token = token;
  }

  take(line: Buffer): void {
    let frame: Frame;
    try {
      frame = frameFromBytes(line);
    } catch (error) {
      const code =
        error instanceof FrameError && error.code !== 'not_json' ? JSON_RPC.invalidRequest : JSON_RPC.parseError;
      write(errorResponse('null', code, messageOf(error)));
      return;
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
      if (type.startsWith('text/event-stream')) return await writeEvents(body);
      const text = await body.text();
      if (statusCode >= 400 && id !== undefined) {
        write(errorResponse(id, JSON_RPC.internalError, `The running relay answered HTTP ${statusCode}.`));
      } else if (text !== '' && statusCode === 200) write(text);
    } catch (error) {
      if (id !== undefined && !this.#abort.signal.aborted) {
        write(errorResponse(id, JSON_RPC.internalError, `The running relay cannot be reached (${messageOf(error)}).`));
      }
    }
  }

  async #listen(): Promise<void> {
    const { body } = await this.#request('GET');
    await writeEvents(body);
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
}

async function writeEvents(body: AsyncIterable<Uint8Array>): Promise<void> {
  const parser = createParser({ onEvent: ({ data }) => write(data), maxBufferSize: MAX_LINE });
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
}

function write(source: string): void {
  process.stdout.write(`${singleLine(source)}\n`);
}
