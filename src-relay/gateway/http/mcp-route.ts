import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import { SSE_HEADERS } from '../../protocol/sse.ts';
import { decoderFor } from '../legacy/front.ts';
import { classifyHttp } from '../modern/classify.ts';
import type { Client } from '../tokens.ts';
import { bridgeOf } from './bridged.ts';
import { keepAlive } from './keep-alive.ts';
import { findSession, LegacyPosts, noSession, speaksKnownVersion, unknownVersion } from './legacy-post.ts';
import { readMessage } from './message.ts';
import { ModernPosts } from './modern-post.ts';
import { takenBy, WaitingReplies } from './post-reply.ts';
import { replyDetail } from './reply.ts';
import { hasRequest, refuseStopping } from './stopping.ts';
import { endStream, type HttpSession, type HttpSessions } from './sessions.ts';

/** Streamable HTTP of both eras: the modern one has POST alone, GET and DELETE are for the legacy one's sessions. */
export class McpRoute {
  readonly #dispatcher: Dispatcher;
  readonly #sessions: HttpSessions;
  readonly #waiting = new WaitingReplies();
  readonly #legacy: LegacyPosts;
  readonly #modern: ModernPosts;
  readonly #isStopping: () => boolean;

  /** @param isStopping whether no request is taken any longer */
  constructor(dispatcher: Dispatcher, sessions: HttpSessions, isStopping: () => boolean) {
    this.#dispatcher = dispatcher;
    this.#sessions = sessions;
    this.#isStopping = isStopping;
    this.#legacy = new LegacyPosts(dispatcher, sessions, this.#waiting);
    this.#modern = new ModernPosts(dispatcher, sessions, this.#waiting);
  }

  /** Whether an answer is under way. */
  get isBusy(): boolean {
    return this.#waiting.isBusy;
  }

  close(): void {
    this.#waiting.close();
  }

  handle(request: IncomingMessage, response: ServerResponse, client: Client): Promise<void> | undefined {
    if (request.method === 'POST') return this.#post(request, response, client);
    if (request.method !== 'GET' && request.method !== 'DELETE') {
      return replyDetail(response, 405, 'Use POST, GET or DELETE.', { allow: 'POST, GET, DELETE' });
    }
    const entry = findSession(this.#sessions, request, client);
    const bridge = bridgeOf(request.headers);
    if (request.method === 'DELETE' && bridge !== undefined) {
      this.#sessions.closeModern(client, bridge);
      if (!entry) return noContent(response);
    }
    if (!entry) return noSession(request, response);
    if (!speaksKnownVersion(request)) return unknownVersion(response);
    if (request.method === 'GET') return openStream(request, response, entry);
    this.#sessions.close(entry.session.id);
    return noContent(response);
  }

  async #post(request: IncomingMessage, response: ServerResponse, client: Client): Promise<void> {
    const { headers } = request;
    const onRefusal = (reason: string): void => this.#dispatcher.noteRefusal(client.identity, reason);
    const { session } = findSession(this.#sessions, request, client) ?? {};
    const messages = await readMessage(request, response, onRefusal, decoderFor(session));
    if (!messages) return;
    if (this.#isStopping() && hasRequest(messages)) return refuseStopping(response);
    const taken = takenBy(headers.accept);
    if (!('message' in messages)) {
      await this.#legacy.take(request, response, client, { messages, taken });
      return;
    }
    const classified = classifyHttp(messages, headers);
    switch (classified.kind) {
      case 'legacy':
        await this.#legacy.take(request, response, client, { messages, taken });
        return;
      case 'request':
        await this.#modern.take(request, response, client, { frame: messages, envelope: classified.envelope, taken });
        return;
      case 'fault':
        this.#modern.refuse(response, client, classified.fault, messages);
        return;
      case 'notification':
        response.writeHead(202);
        response.end();
    }
  }
}

function noContent(response: ServerResponse): undefined {
  response.writeHead(204);
  response.end();
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
