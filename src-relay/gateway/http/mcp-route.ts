import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import { JSON_RPC } from '../../protocol/errors.ts';
import { SSE_HEADERS, SSE_KEEP_ALIVE, sseEvent } from '../../protocol/sse.ts';
import type { Client } from '../tokens.ts';
import { isOpen, keepAlive } from './keep-alive.ts';
import { readMessage } from './message.ts';
import { replyDetail, replyJson, replyRpcError } from './reply.ts';
import { endStream, writeEvent, type HttpSession, type HttpSessions } from './sessions.ts';

/** After this long without an answer a call's response is opened as a stream, so that nothing in between takes it for dead. */
const SLOW_MS = 10_000;
const SLOW_CHECK_MS = 2000;

/** A request that waits for its answer. */
interface Waiting {
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly takesStream: boolean;
  /** When something was last sent, on the clock of performance.now(). */
  since: number;
  isStream: boolean;
}

/** Streamable HTTP (MCP 2025-11-25, Transports): JSON answers, a stream only where there is more to send than the answer. */
export class McpRoute {
  readonly #dispatcher: Dispatcher;
  readonly #sessions: HttpSessions;
  readonly #waiting = new Set<Waiting>();
  readonly #timer: NodeJS.Timeout;

  constructor(dispatcher: Dispatcher, sessions: HttpSessions) {
    this.#dispatcher = dispatcher;
    this.#sessions = sessions;
    this.#timer = setInterval(() => this.#keepSlowOnesAlive(), SLOW_CHECK_MS);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  handle(request: IncomingMessage, response: ServerResponse, client: Client): Promise<void> | undefined {
    if (request.method === 'POST') return this.#post(request, response, client);
    const entry = this.#sessions.find(headerOf(request, 'mcp-session-id'), client);
    if (request.method !== 'GET' && request.method !== 'DELETE') {
      return replyDetail(response, 405, 'Use POST, GET or DELETE.', { allow: 'POST, GET, DELETE' });
    }
    if (!entry) return noSession(request, response);
    if (request.method === 'GET') return openStream(request, response, entry);
    this.#sessions.close(entry.session.id);
    response.writeHead(204);
    response.end();
    return undefined;
  }

  async #post(request: IncomingMessage, response: ServerResponse, client: Client): Promise<void> {
    const accept = request.headers.accept ?? '*/*';
    const takesJson = accept.includes('application/json') || accept.includes('*/*');
    const takesStream = accept.includes('text/event-stream') || accept.includes('*/*');
    if (!takesJson && !takesStream) {
      return replyDetail(response, 406, 'Accept application/json, text/event-stream or both.');
    }
    const frame = await readMessage(request, response, (reason) =>
      this.#dispatcher.noteRefusal(client.identity, reason),
    );
    if (!frame) return;
    const isGreeting = frame.message.method === 'initialize';
    const entry = isGreeting
      ? this.#sessions.open(client)
      : this.#sessions.find(headerOf(request, 'mcp-session-id'), client);
    if (!entry) return isGreeting ? noRoom(response) : noSession(request, response);
    const headers: Readonly<Record<string, string>> = isGreeting ? { 'mcp-session-id': entry.session.id } : NO_HEADERS;
    const waiting: Waiting = { response, headers, takesStream, since: performance.now(), isStream: false };
    this.#waiting.add(waiting);
    if (!takesJson) openAsStream(waiting);
    const answer = await this.#dispatcher.handle(entry.session, frame, (source) => {
      if (!takesStream) return;
      openAsStream(waiting);
      waiting.since = performance.now();
      writeEvent(response, source);
    });
    this.#waiting.delete(waiting);
    entry.lastUsed = performance.now();
    if (waiting.isStream) {
      response.end(answer === '' ? undefined : sseEvent(answer));
    } else if (answer === '') {
      response.writeHead(202);
      response.end();
    } else {
      replyJson(response, 200, answer, headers);
    }
  }

  #keepSlowOnesAlive(): void {
    const now = performance.now();
    for (const waiting of this.#waiting) {
      if (!waiting.takesStream || now - waiting.since < SLOW_MS) continue;
      waiting.since = now;
      openAsStream(waiting);
      if (isOpen(waiting.response)) waiting.response.write(SSE_KEEP_ALIVE);
    }
  }
}

const NO_HEADERS: Readonly<Record<string, string>> = {};

function openAsStream(waiting: Waiting): void {
  if (waiting.isStream) return;
  waiting.isStream = true;
  waiting.response.writeHead(200, { ...SSE_HEADERS, ...waiting.headers });
}

function openStream(request: IncomingMessage, response: ServerResponse, entry: HttpSession): undefined {
  if (!(request.headers.accept ?? '').includes('text/event-stream')) {
    return replyDetail(response, 406, 'This stream is text/event-stream: accept it.');
  }
  // One stream a session: a client that opens another one has lost the first.
  endStream(entry.stream);
  entry.stream = response;
  response.writeHead(200, SSE_HEADERS);
  response.flushHeaders();
  keepAlive(response, () => {
    if (entry.stream === response) entry.stream = undefined;
    entry.lastUsed = performance.now();
  });
}

function noSession(request: IncomingMessage, response: ServerResponse): undefined {
  if (request.headers['mcp-session-id'] === undefined) {
    return replyRpcError(
      response,
      400,
      JSON_RPC.invalidRequest,
      'The Mcp-Session-Id header is missing: initialize first.',
    );
  }
  return replyRpcError(
    response,
    404,
    JSON_RPC.invalidRequest,
    'This session does not exist or has ended: initialize anew.',
  );
}

function noRoom(response: ServerResponse): undefined {
  return replyRpcError(response, 503, JSON_RPC.internalError, 'Too many sessions are busy: end some or try again.');
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
