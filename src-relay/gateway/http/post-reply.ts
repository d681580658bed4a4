import type { ServerResponse } from 'node:http';
import { JSON_RPC } from '../../protocol/errors.ts';
import { SSE_HEADERS, SSE_KEEP_ALIVE, sseEvent } from '../../protocol/sse.ts';
import { Backlog } from './backlog.ts';
import { isOpen } from './keep-alive.ts';
import { replyJson, replyRpcError } from './reply.ts';
import { writeEvent } from './sessions.ts';

/** After this long without an answer a response is opened as a stream, so that nothing in between takes it for dead. */
const SLOW_MS = 10_000;
const SLOW_CHECK_MS = 2000;

/** What a client takes in answer to a POST, by its Accept header. */
export interface Taken {
  readonly json: boolean;
  readonly stream: boolean;
}

/** An answer of this many characters or more is written in parts, and counted until it is taken. */
const LARGE = 256 * 1024;

const BOTH: Taken = { json: true, stream: true };

export function takenBy(accept: string | undefined): Taken {
  // As the specification wants it (MCP 2025-11-25, Streamable HTTP), and as nearly everybody writes it.
  if (accept === undefined || accept === 'application/json, text/event-stream' || accept.includes('*/*')) return BOTH;
  return { json: accept.includes('application/json'), stream: accept.includes('text/event-stream') };
}

/** The response to one POST: a JSON body, or a stream where there is more to send than the answer. */
export class PostReply {
  readonly #response: ServerResponse;
  readonly #taken: Taken;
  readonly #headers: Readonly<Record<string, string>> | undefined;
  /** When something was last sent, on the clock of performance.now(). */
  #since = performance.now();
  #isStream = false;
  #isFinished = false;

  constructor(response: ServerResponse, taken: Taken, headers?: Readonly<Record<string, string>>) {
    this.#response = response;
    this.#taken = taken;
    this.#headers = headers;
    if (!taken.json) this.openStream();
  }

  /** Sends a message ahead of the answer; false where the client takes no stream, or has gone. */
  emit(source: string): boolean {
    if (!this.#taken.stream || this.#isFinished || !isOpen(this.#response)) return false;
    this.openStream();
    this.#since = performance.now();
    writeEvent(this.#response, source);
    return true;
  }

  /** Ends with the answer, empty where there is none. The status is lost once a stream is open. */
  finish(source: string, status: number, owner: string, backlog: Backlog): void {
    this.#isFinished = true;
    if (source.length >= LARGE) {
      const text = this.#isStream ? sseEvent(source) : source;
      const bytes = Buffer.byteLength(text);
      if (!backlog.hasRoom(owner, bytes)) return this.#refuse();
      if (!this.#isStream) {
        const own = { 'content-type': 'application/json', 'content-length': bytes };
        this.#response.writeHead(status, { ...own, ...this.#headers });
      }
      backlog.send(owner, this.#response, text, bytes);
    } else if (this.#isStream) {
      this.#response.end(source === '' ? undefined : sseEvent(source));
    } else if (source === '') {
      this.#response.writeHead(202, this.#headers);
      this.#response.end();
    } else {
      replyJson(this.#response, status, source, this.#headers);
    }
  }

  /** The client has left so much unread that its answer is not kept for it. */
  #refuse(): void {
    if (this.#isStream) this.#response.destroy();
    else
      replyRpcError(
        this.#response,
        503,
        JSON_RPC.serverError,
        'The client does not read its answers: read some first.',
      );
  }

  keepAlive(now: number): void {
    if (!this.#taken.stream || now - this.#since < SLOW_MS || !isOpen(this.#response)) return;
    this.#since = now;
    this.openStream();
    this.#response.write(SSE_KEEP_ALIVE);
  }

  openStream(): void {
    if (this.#isStream) return;
    this.#isStream = true;
    this.#response.writeHead(200, { ...SSE_HEADERS, ...this.#headers });
  }
}

/** Responses that wait for their answers. A list and no Set, for the reason given at CallsUnderWay; in no order. */
export class WaitingReplies {
  readonly #replies: PostReply[] = [];
  readonly #backlog = new Backlog();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now();
      for (const reply of this.#replies) reply.keepAlive(now);
    }, SLOW_CHECK_MS);
    this.#timer.unref();
  }

  /** Whether an answer is under way: not begun, or not wholly taken. */
  get isBusy(): boolean {
    return this.#replies.length > 0 || this.#backlog.isBusy;
  }

  add(reply: PostReply): void {
    this.#replies.push(reply);
  }

  /**
   * Ends a reply with its answer, empty where there is none.
   * @param owner the token of the client that it is for
   */
  finish(reply: PostReply, owner: string, source: string, status = 200): void {
    this.#delete(reply);
    reply.finish(source, status, owner, this.#backlog);
  }

  #delete(reply: PostReply): void {
    const place = this.#replies.indexOf(reply);
    if (place < 0) return;
    const last = this.#replies.pop();
    if (last && last !== reply) this.#replies[place] = last;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#backlog.close();
  }
}
