import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import { LegacyPort, type LegacyWays } from '../../pipeline/legacy-asks.ts';
import { JSON_RPC } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frame.ts';
import { headerField } from '../../protocol/modern/headers.ts';
import { LEGACY_VERSIONS } from '../../protocol/versions.ts';
import type { Client } from '../tokens.ts';
import { answerLegacy } from '../legacy/front.ts';
import { PostReply, type Taken, type WaitingReplies } from './post-reply.ts';
import { replyDetail, replyRpcError } from './reply.ts';
import { notifyStream, type HttpSession, type HttpSessions } from './sessions.ts';

/** A POST of the legacy era (MCP 2025-11-25, Transports): it belongs to a session, which `initialize` opens. */
export class LegacyPosts {
  readonly #dispatcher: Dispatcher;
  readonly #sessions: HttpSessions;
  readonly #waiting: WaitingReplies;

  constructor(dispatcher: Dispatcher, sessions: HttpSessions, waiting: WaitingReplies) {
    this.#dispatcher = dispatcher;
    this.#sessions = sessions;
    this.#waiting = waiting;
  }

  async take(
    request: IncomingMessage,
    response: ServerResponse,
    client: Client,
    { messages, taken }: { readonly messages: Frame | readonly Frame[]; readonly taken: Taken },
  ): Promise<void> {
    if (!taken.json && !taken.stream) {
      return replyDetail(response, 406, 'Accept application/json, text/event-stream or both.');
    }
    const isGreeting = 'message' in messages && messages.message.method === 'initialize';
    const entry = isGreeting ? this.#sessions.open(client) : findSession(this.#sessions, request, client);
    if (!entry) return isGreeting ? noRoom(response) : noSession(request, response);
    if (!isGreeting && !speaksKnownVersion(request)) return unknownVersion(response);
    const reply = new PostReply(response, taken, isGreeting ? { 'mcp-session-id': entry.session.id } : undefined);
    this.#waiting.add(reply);
    const port = new LegacyPort(entry.session, new PostWays(reply, entry));
    const answer = await answerLegacy(this.#dispatcher, entry.session, messages, port);
    entry.lastUsed = performance.now();
    this.#waiting.finish(reply, client.key, answer);
  }
}

/** The ways to a client while its POST is open: the response to it, and for questions the session's stream as well. */
class PostWays implements LegacyWays {
  readonly #reply: PostReply;
  readonly #entry: HttpSession;

  constructor(reply: PostReply, entry: HttpSession) {
    this.#reply = reply;
    this.#entry = entry;
  }

  emit(source: string): void {
    this.#reply.emit(source);
  }

  ask(source: string): boolean {
    return this.#reply.emit(source) || notifyStream(this.#entry, source);
  }
}

const VERSIONS: ReadonlySet<string> = new Set(LEGACY_VERSIONS);

/** The session that a request names in its header. */
export function findSession(
  sessions: HttpSessions,
  { headers }: IncomingMessage,
  client: Client,
): HttpSession | undefined {
  return sessions.find(headerField(headers, 'mcp-session-id'), client);
}

/** Without the header an older revision is spoken (MCP 2025-06-18, Transports, "Protocol Version Header"). */
export function speaksKnownVersion({ headers }: IncomingMessage): boolean {
  const version = headerField(headers, 'mcp-protocol-version');
  return version === undefined || VERSIONS.has(version);
}

export function unknownVersion(response: ServerResponse): undefined {
  const versions = LEGACY_VERSIONS.join(', ');
  const message = `The revision in the MCP-Protocol-Version header is not supported in a session: use one of ${versions}.`;
  return replyRpcError(response, 400, JSON_RPC.serverError, message);
}

export function noSession({ headers }: IncomingMessage, response: ServerResponse): undefined {
  if (headers['mcp-session-id'] === undefined) {
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
