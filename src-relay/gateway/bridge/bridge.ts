import { setTimeout as wait } from 'node:timers/promises';
import { readBody, readEvents } from '../../downstream/transport/body.ts';
import { errorResponse, JSON_RPC, messageOf } from '../../protocol/errors.ts';
import { FrameError, memberSource, type Frame } from '../../protocol/frame.ts';
import { OVERSIZE } from '../../protocol/limits.ts';
import { Connector, WAIT_LIMITS, type WaitLimits } from './connector.ts';
import { Conversation } from './conversation.ts';
import { Exchange } from './exchange.ts';
import type { RelayFinder } from './finder.ts';
import { NotTakenError, type Link, type Reply } from './link.ts';
import { listenerNews, isSilentFilter } from './listener-news.ts';
import {
  CANCELLED,
  cancelledId,
  doubtful,
  idOfResponse,
  memberText,
  messagesOf,
  modernHeaders,
  refusalIn,
  saidIn,
  withdrawn,
} from './messages.ts';
import { isRepeatable } from './repeating.ts';
import type { RelayStarter } from './starter.ts';

/** How often a request is sent again that a relay has gone away over: one that ends every relay must not end them all. */
const MAX_REPEATS = 3;
/** Before a stream is opened anew that ended though the relay runs, or a message is sent again to a busy one, in milliseconds. */
const AGAIN_MS = 1000;
/** How long answers under way are waited for when the client has said all it had to, in milliseconds. */
const LINGER_MS = 3000;
/** How long the relay may take to hear that the client has gone, in milliseconds. */
const LEAVE_MS = 500;

export interface BridgeParts {
  readonly finder: RelayFinder;
  /** Starts a relay where none runs; undefined where that is somebody else's business. */
  readonly starter?: RelayStarter | undefined;
  /** Writes one message to the client. */
  readonly write: (source: string) => void;
  /** Resolves when the client reads again; undefined while it does. */
  readonly drained?: () => Promise<void> | undefined;
  readonly limits?: Partial<WaitLimits>;
}

/** What became of sending a message: `again` and `refused` were not taken, `lost` may have been. */
type Outcome = 'done' | 'again' | 'refused' | 'lost';

/**
 * Carries one client's messages to the relay that runs, over Streamable HTTP and in both eras, whatever becomes of the relay:
 * while it is away they wait, and one that comes back is told what the one before knew (docs/decisions/0020-bridge.md).
 */
export class Bridge {
  readonly #parts: BridgeParts;
  readonly #limits: WaitLimits;
  readonly #connector: Connector;
  readonly #talk = new Conversation();
  readonly #underWay = new Set<Promise<void>>();
  /** Requests of the client by their id, without `initialize`, which cannot be cancelled. */
  readonly #open = new Map<string, Exchange>();
  /** What the relay has asked the client, by the id it used, and which relay it was. */
  readonly #asks = new Map<string, Link>();
  /** Messages of a session leave one after the other until its handshake is done: the rest needs its id. */
  #handshake: Promise<void> | undefined;
  #isClosed = false;

  constructor(parts: BridgeParts) {
    this.#parts = parts;
    this.#limits = { ...WAIT_LIMITS, ...parts.limits };
    this.#connector = new Connector({
      finder: parts.finder,
      starter: parts.starter,
      bridgeId: ownName(),
      limits: this.#limits,
      resume: (link) => this.#resume(link),
      onLinked: (link) => this.#tellNews(link),
      onLost: (link) => this.#withdrawAsks(link),
    });
  }

  /** Refuses a line that is too long to be read. */
  refuseOversize(): void {
    this.#parts.write(errorResponse('null', JSON_RPC.invalidRequest, OVERSIZE));
  }

  /** Takes one line of the client. */
  take(line: Buffer): void {
    let messages: Frame | readonly Frame[];
    try {
      messages = messagesOf(line, this.#talk.version);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return this.#parts.write(errorResponse('null', error.rpcCode, error.message));
    }
    if ('message' in messages) this.#takeOne(messages, (source) => this.#reply(source));
    else this.#takeBatch(messages);
  }

  /**
   * The client has gone. Resolves when the relay knows it, or need not.
   * @param lingers whether answers under way are waited for: it may still read
   */
  async close(lingers: boolean): Promise<void> {
    for (const exchange of this.#open.values()) if (exchange.isListening) exchange.giveUp(true);
    if (lingers) await Promise.race([Promise.allSettled(this.#underWay), wait(LINGER_MS, undefined, { ref: false })]);
    this.#isClosed = true;
    this.#connector.close();
    const link = this.#connector.current;
    if (!link) return;
    await Promise.race([link.leave(), wait(LEAVE_MS, undefined, { ref: false })]);
    link.close();
  }

  #takeBatch(frames: readonly Frame[]): void {
    const answers: string[] = [];
    let open = frames.length;
    const reply = (source: string): void => {
      if (source !== '') answers.push(source);
      open -= 1;
      if (open === 0 && answers.length > 0) this.#reply(`[${answers.join(',')}]`);
    };
    for (const frame of frames) this.#takeOne(frame, reply);
  }

  #takeOne(frame: Frame, reply: (source: string) => void): void {
    const { method } = frame.message;
    if (method === undefined) {
      this.#answerAsk(frame);
      return reply('');
    }
    const headers = modernHeaders(frame);
    const cancelled = cancelledId(frame);
    const givenUp = cancelled === undefined ? undefined : this.#open.get(cancelled);
    givenUp?.giveUp(givenUp.headers !== undefined);
    // In the modern era a closed connection says it: over HTTP the notification would mean nothing.
    if (cancelled !== undefined && (headers ?? givenUp?.headers)) return reply('');
    this.#talk.said(frame);
    const id = memberSource(frame, 'id');
    const exchange = new Exchange(frame, id, headers, isRepeatable(frame.message, this.#talk.tools), reply);
    if (id !== undefined && method !== 'initialize') this.#open.set(id, exchange);
    const before = headers ? undefined : this.#handshake;
    const carried = before ? before.then(() => this.#carry(exchange)) : this.#carry(exchange);
    if (!headers && (method === 'initialize' || method === 'notifications/initialized')) this.#handshake = carried;
    this.#underWay.add(carried);
    carried.finally(() => this.#underWay.delete(carried)).catch(() => {});
  }

  /** Sees a message through, over as many relays as it takes. Never rejects. */
  async #carry(exchange: Exchange): Promise<void> {
    const { id } = exchange;
    try {
      await this.#deliverSomehow(exchange);
    } catch (error) {
      if (id !== undefined) exchange.answer(errorResponse(id, JSON_RPC.serverError, messageOf(error)));
    } finally {
      exchange.answer('');
      if (id !== undefined && this.#open.get(id) === exchange) this.#open.delete(id);
    }
  }

  async #deliverSomehow(exchange: Exchange): Promise<void> {
    const { frame, id, signal } = exchange;
    const bytes = frame.source.length;
    for (let repeats = 0; !exchange.isSettled;) {
      // A listener that was heard once has all the time of the world: what it waits for may never come anyway.
      const waitMs = exchange.acknowledged === undefined ? this.#limits.waitMs : undefined;
      const link = await this.#connector.link({ bytes, isRequest: id !== undefined, waitMs, signal });
      if (exchange.isSettled) return;
      const outcome = await this.#deliver(link, exchange);
      if (outcome === 'done' || exchange.isSettled) return;
      if (outcome === 'again') {
        // One that stops has taken its file away by now: there is nothing to wait for but the next one.
        if (this.#parts.finder.stamp() === link.address.stamp) await wait(AGAIN_MS);
        continue;
      }
      // A single stream that broke is no relay that is gone.
      if (outcome === 'refused' || !(await this.#isStanding(link))) this.#connector.lose(link);
      if (outcome === 'refused') continue;
      if (id === undefined) return;
      repeats += exchange.isListening ? 0 : 1;
      if (!exchange.isRepeatable || repeats > MAX_REPEATS) return exchange.answer(doubtful(id, frame));
    }
  }

  async #isStanding(link: Link): Promise<boolean> {
    return this.#parts.finder.stamp() === link.address.stamp && (await link.answers());
  }

  async #deliver(link: Link, exchange: Exchange): Promise<Outcome> {
    const { frame, headers, signal } = exchange;
    let reply: Reply;
    try {
      reply = await link.post(frame.source, headers, signal);
    } catch (error) {
      return error instanceof NotTakenError ? 'refused' : 'lost';
    }
    if (reply.status === 401) {
      reply.body.resume();
      this.#connector.refuse(link);
      return 'refused';
    }
    try {
      await this.#parts.drained?.();
      if (frame.message.method === 'initialize' && !headers) this.#joinSession(link, reply);
      return await this.#readReply(link, exchange, reply);
    } catch {
      return 'lost';
    }
  }

  /** Throws where the reply breaks off. */
  async #readReply(link: Link, exchange: Exchange, { status, headers, body }: Reply): Promise<Outcome> {
    const { id } = exchange;
    if (String(headers['content-type']).startsWith('text/event-stream')) {
      await readEvents(body, (_event, data) => this.#hear(link, data, exchange));
      return id === undefined || exchange.isSettled ? 'done' : 'lost';
    }
    const text = await readBody(body);
    const isSessionGone = status === 404 && !exchange.headers && idOfResponse(text) !== id;
    if (isSessionGone) return 'refused';
    this.#connector.worked();
    if (id === undefined) return 'done';
    if (text === '') return 'lost';
    // An error that the relay gives to this very request is its answer, whatever the status.
    if (status === 200 || idOfResponse(text) === id) return this.#settle(link, exchange, text);
    if (status === 503 && headers['retry-after'] !== undefined) return 'again';
    const reason = refusalIn(text) ?? `The relay answered HTTP ${status}.`;
    exchange.answer(errorResponse(id, JSON_RPC.internalError, reason));
    return 'done';
  }

  /** What the relay says on a stream. */
  #hear(link: Link, source: string, exchange?: Exchange): void {
    if (source === '') return;
    const { method, id, params = '{}' } = saidIn(source);
    if (method === undefined) {
      if (exchange && id === exchange.id) this.#settle(link, exchange, source);
      return;
    }
    if (id !== undefined) {
      // Nobody would take the answer to a question of a relay that is gone.
      if (link.isLost) return;
      this.#asks.set(id, link);
    } else if (method === CANCELLED) {
      this.#asks.delete(memberText(params, 'requestId') ?? '');
    } else if (method === 'notifications/tools/list_changed') {
      this.#learnTools(link);
    } else if (method === 'notifications/subscriptions/acknowledged' && exchange) {
      this.#connector.worked();
      const isAnew = exchange.acknowledged !== undefined;
      exchange.acknowledged = memberText(params, 'notifications') ?? '{}';
      if (isAnew) {
        for (const news of listenerNews(exchange.id ?? 'null', exchange.acknowledged)) this.#reply(news);
        return;
      }
    }
    this.#reply(source);
  }

  /** A response has come. */
  #settle(link: Link, exchange: Exchange, source: string): Outcome {
    const { frame, acknowledged } = exchange;
    const { isError } = saidIn(source);
    if (exchange.isListening && !isError && acknowledged !== undefined && !isSilentFilter(acknowledged)) {
      // The relay has ended it because it ends itself: the next one goes on with it.
      return 'lost';
    }
    if (!isError) this.#talk.answered(frame, source);
    exchange.answer(source);
    if (frame.message.method === 'initialize' && !exchange.headers && !isError) this.#keepStream(link);
    return 'done';
  }

  #joinSession(link: Link, { headers }: Reply): void {
    const session = headers['mcp-session-id'];
    if (typeof session !== 'string') return;
    const before = link.session;
    link.session = session;
    if (before !== undefined) link.leave(before).catch(() => {});
  }

  /** Tells a relay what the one before knew of the client. Throws where it is none, or does not take it. */
  async #resume(link: Link): Promise<void> {
    const { greeting } = this.#talk;
    if (!greeting) {
      if (!(await link.answers())) throw new Error('Nothing answers there.');
      return;
    }
    await this.#tell(link, greeting.source, greeting);
    if (this.#talk.isReady) await this.#tell(link, '{"jsonrpc":"2.0","method":"notifications/initialized"}');
    for (const frame of this.#talk.standing) await this.#tell(link, frame.source, frame);
    await this.#openStream(link);
  }

  /** @param request what is answered, where it is a request: only to the handshake the answer matters */
  async #tell(link: Link, source: string, request?: Frame): Promise<void> {
    const reply = await link.post(source, undefined);
    const isGreeting = request?.message.method === 'initialize';
    if (reply.status === 401) this.#connector.refuse(link);
    if (reply.status >= 400 && (request === undefined || isGreeting)) {
      reply.body.resume();
      throw new Error(`The relay answered HTTP ${reply.status}.`);
    }
    if (isGreeting) this.#joinSession(link, reply);
    await lastOf(reply);
  }

  #keepStream(link: Link): void {
    this.#openStream(link).catch(() => this.#connector.lose(link));
  }

  /** Opens the stream of what answers no request and reads it as long as the link holds. Throws where it does not open. */
  async #openStream(link: Link): Promise<void> {
    const { session } = link;
    const { status, body } = await link.listen();
    if (status !== 200) {
      body.resume();
      throw new Error(`The relay answered HTTP ${status}.`);
    }
    readEvents(body, (_event, data) => this.#hear(link, data))
      .catch(() => {})
      .then(async () => {
        // A relay that stops ends its streams, and closes its door next; one that runs on has cut this stream alone.
        if (this.#isClosed || link.isLost || link.session !== session) return;
        if (this.#parts.finder.stamp() !== link.address.stamp) return this.#connector.lose(link);
        await wait(AGAIN_MS / 10);
        if (!link.isLost && !this.#isClosed) this.#keepStream(link);
      })
      .catch(() => this.#connector.lose(link));
  }

  #tellNews(link: Link): void {
    this.#learnTools(link);
    if (!this.#talk.greeting || !this.#talk.isReady) return;
    for (const news of this.#talk.news) this.#reply(news);
  }

  /** Asks which tools may be called twice, where they may be others than the client was told of: it need not ask itself. */
  #learnTools(link: Link): void {
    const request = this.#talk.toolsRequest;
    if (!request) return;
    link
      .post(request.source, modernHeaders(request))
      .then((reply) => lastOf(reply))
      .then((answer) => this.#talk.tools.learn(answer))
      .catch(() => {});
  }

  /** The client's answer to a question: it goes to the relay that has asked, and to no other. */
  #answerAsk(frame: Frame): void {
    const id = memberSource(frame, 'id');
    const link = id === undefined ? undefined : this.#asks.get(id);
    if (id === undefined || !link || link.isLost) return;
    this.#asks.delete(id);
    link.post(frame.source, undefined).then(
      ({ body }) => void body.resume(),
      () => {},
    );
  }

  #withdrawAsks(link: Link): void {
    for (const [id, asker] of this.#asks) {
      if (asker !== link) continue;
      this.#asks.delete(id);
      this.#reply(withdrawn(id));
    }
  }

  #reply(source: string): void {
    if (source !== '') this.#parts.write(source);
  }
}

/** The last message of a reply to what the bridge itself has asked. Throws where it breaks off. */
async function lastOf({ headers, body }: Reply): Promise<string> {
  if (!String(headers['content-type']).startsWith('text/event-stream')) return readBody(body);
  let last = '';
  await readEvents(body, (_event, data) => (last = data));
  return last;
}

/** No two bridges of a user have it in common. To load node:crypto for a random one would take 10 ms of every start. */
function ownName(): string {
  return `${process.pid}-${Math.round(performance.timeOrigin * 1000).toString(36)}`;
}
