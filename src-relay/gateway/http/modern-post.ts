import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import { Cancellation } from '../../protocol/cancellation.ts';
import type { Frame } from '../../protocol/frame.ts';
import { memberSource } from '../../protocol/frame.ts';
import { member } from '../../protocol/json.ts';
import type { Envelope } from '../../protocol/modern/envelope.ts';
import { faultResponse, type Fault } from '../../protocol/modern/fault.ts';
import { checkParamHeaders } from '../../protocol/modern/param-headers.ts';
import { SSE_HEADERS, sseEvent } from '../../protocol/sse.ts';
import { answerModern, statusOf } from '../modern/front.ts';
import { LISTEN, openListening, type ListenSink } from '../modern/listening.ts';
import type { Client } from '../tokens.ts';
import { bridgeOf } from './bridged.ts';
import { isOpen, keepAlive } from './keep-alive.ts';
import { PostReply, type Taken, type WaitingReplies } from './post-reply.ts';
import { replyJson } from './reply.ts';
import { endStream, writeEvent, type HttpSession, type HttpSessions } from './sessions.ts';

/** A POST of the modern era (MCP 2026-07-28, Streamable HTTP): no session is named, all that counts is in the request. */
export class ModernPosts {
  readonly #dispatcher: Dispatcher;
  readonly #sessions: HttpSessions;
  readonly #waiting: WaitingReplies;

  constructor(dispatcher: Dispatcher, sessions: HttpSessions, waiting: WaitingReplies) {
    this.#dispatcher = dispatcher;
    this.#sessions = sessions;
    this.#waiting = waiting;
  }

  /** Answers a request whose envelope and standard headers are in order. */
  async take(
    { headers }: IncomingMessage,
    response: ServerResponse,
    client: Client,
    { frame, envelope, taken }: { readonly frame: Frame; readonly envelope: Envelope; readonly taken: Taken },
  ): Promise<void> {
    const { method, params } = frame.message;
    const bridge = bridgeOf(headers);
    // Over stdio there are no headers that could repeat anything: the bridge of such a client has none to send.
    if (method === 'tools/call' && bridge === undefined) {
      const name = member(params, 'name');
      const declarations = typeof name === 'string' ? this.#dispatcher.paramDeclarations(name) : [];
      const fault = checkParamHeaders(declarations, member(params, 'arguments'), headers);
      if (fault) return this.refuse(response, client, fault, frame);
    }
    const entry = this.#sessions.ofModern(client, envelope.clientName, bridge);
    if (!entry) return this.refuse(response, client, FULL, frame);
    if (method === LISTEN) return this.#listen(response, entry, frame);
    const reply = new PostReply(response, { json: true, stream: taken.stream }, {});
    this.#waiting.add(reply);
    const cancellation = new Cancellation();
    response.once('close', () => {
      if (!response.writableFinished) cancellation.cancel();
    });
    const answer = await answerModern(this.#dispatcher, entry.session, envelope.traits, {
      owner: client.key,
      frame,
      emit: (source) => void reply.emit(source),
      cancellation,
    });
    entry.lastUsed = performance.now();
    this.#waiting.finish(reply, client.key, answer.source, statusOf(answer));
  }

  /** Answers a message that is not in order. */
  refuse(response: ServerResponse, client: Client, fault: Fault, frame: Frame): void {
    this.#dispatcher.noteRefusal(client.identity, `its envelope or its headers are not in order (${fault.code})`);
    replyJson(response, fault.status, faultResponse(memberSource(frame, 'id') ?? 'null', fault));
  }

  #listen(response: ServerResponse, entry: HttpSession, frame: Frame): void {
    const sink = (): ListenSink => {
      response.writeHead(200, SSE_HEADERS);
      return {
        send: (source) => writeEvent(response, source),
        end: (source) => {
          if (isOpen(response)) response.write(sseEvent(source));
          endStream(response);
        },
      };
    };
    const opened = openListening(entry.session, frame, this.#dispatcher.modernCapabilities, sink);
    if ('source' in opened) {
      replyJson(response, statusOf(opened), opened.source);
      return;
    }
    entry.listenings.add(opened);
    keepAlive(response, () => {
      opened.drop();
      entry.listenings.delete(opened);
      entry.lastUsed = performance.now();
    });
  }
}

const FULL: Fault = { status: 503, code: -32_603, message: 'Too many sessions are busy: end some or try again.' };
