import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import { LegacyPort } from '../../pipeline/legacy-asks.ts';
import { messageOf } from '../../protocol/errors.ts';
import type { Log } from '../../protocol/log.ts';
import { SSE_HEADERS, sseEvent } from '../../protocol/sse.ts';
import { answerLegacy, decoderFor } from '../legacy/front.ts';
import type { Client } from '../tokens.ts';
import { keepAlive } from './keep-alive.ts';
import { readMessage } from './message.ts';
import { replyDetail } from './reply.ts';
import { notifyStream, type HttpSessions } from './sessions.ts';
import { hasRequest, refuseStopping } from './stopping.ts';

/** HTTP+SSE (MCP 2024-11-05, Transports): all answers come over the stream that `/sse` opens. */
export class SseRoute {
  readonly #dispatcher: Dispatcher;
  readonly #sessions: HttpSessions;
  readonly #log: Log;
  readonly #isStopping: () => boolean;

  /** @param isStopping whether no request is taken any longer */
  constructor(dispatcher: Dispatcher, sessions: HttpSessions, log: Log, isStopping: () => boolean) {
    this.#dispatcher = dispatcher;
    this.#sessions = sessions;
    this.#log = log;
    this.#isStopping = isStopping;
  }

  /** `GET /sse`: opens a session, which lives as long as its stream. */
  open(request: IncomingMessage, response: ServerResponse, client: Client): void {
    if (request.method !== 'GET') return replyDetail(response, 405, 'Use GET.', { allow: 'GET' });
    const entry = this.#sessions.open(client);
    if (!entry) return replyDetail(response, 503, 'Too many sessions are busy: end some or try again.');
    entry.stream = response;
    response.writeHead(200, SSE_HEADERS);
    response.write(sseEvent(`/messages?sessionId=${entry.session.id}`, 'endpoint'));
    keepAlive(response, () => this.#sessions.close(entry.session.id));
  }

  /** `POST /messages?sessionId=…`: takes one message; what answers it comes over the stream. */
  async take(request: IncomingMessage, response: ServerResponse, client: Client): Promise<void> {
    if (request.method !== 'POST') return replyDetail(response, 405, 'Use POST.', { allow: 'POST' });
    const query = new URLSearchParams(request.url?.split('?', 2)[1] ?? '');
    const entry = this.#sessions.find(query.get('sessionId') ?? undefined, client);
    if (!entry) return replyDetail(response, 404, 'This session does not exist: open /sse first.');
    const onRefusal = (reason: string): void => this.#dispatcher.noteRefusal(client.identity, reason);
    const messages = await readMessage(request, response, onRefusal, decoderFor(entry.session));
    if (!messages) return;
    if (this.#isStopping() && hasRequest(messages)) return refuseStopping(response);
    response.writeHead(202);
    response.end('Accepted');
    const send = (source: string): boolean => notifyStream(entry, source);
    const port = new LegacyPort(entry.session, { emit: send, ask: send });
    answerLegacy(this.#dispatcher, entry.session, messages, port).then(
      (answer) => {
        if (answer !== '') send(answer);
      },
      (error: unknown) => this.#log.error(messageOf(error)),
    );
  }
}
