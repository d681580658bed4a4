import { loggedAsk } from '../../protocol/asks.ts';
import type { Era } from '../../protocol/era.ts';
import { messageOf, RelayError } from '../../protocol/errors.ts';
import { FrameError, frameKind, type Frame, type FrameKind } from '../../protocol/frame.ts';
import type { Log } from '../../protocol/log.ts';
import { AskDesk } from '../asks/ask-desk.ts';
import type { AskHandler, OutgoingRequest } from '../request.ts';
import { NoAnswerError, NotBegunError } from '../transport/errors.ts';
import type { Transport, TransportEvents } from '../transport/transport.ts';
import { Notices } from './notices.ts';
import { PendingCall, type ConnectionOptions, type Resend } from './pending-call.ts';
import { PendingCalls } from './pending-calls.ts';
import { QuietLog } from './quiet-log.ts';

export interface ConnectionParts {
  readonly server: string;
  readonly log: Log;
  /** The one client that the connection serves, and who answers for it; undefined where all share it. */
  readonly client: { readonly owner: string; readonly onAsk: AskHandler | undefined } | undefined;
  readonly events: ConnectionEvents;
  createTransport(events: TransportEvents): Transport;
}

export interface ConnectionEvents {
  onListChanged(method: string): void;
  onNotification(frame: Frame, owners: readonly string[]): void;
  onClose(reason: string): void;
  /** The server takes no new requests here; those under way may still be answered. */
  onForgotten(reason: string): void;
}

/** How often calls are looked at for having passed their time, in milliseconds: cheaper than a timer for each. */
const DEADLINE_CHECK_MS = 200;
/** Most calls that may wait for their answers. */
const MAX_PENDING = 1000;
const CANCELLED = 'the call was cancelled';
/** Refused messages in a row after which a server is taken for none. */
const MAX_GARBAGE = 1000;

/** JSON-RPC over one transport: owns the ids, matches answers, keeps time. It knows nothing of handshakes. */
export class Connection {
  /** How requests are written from now on. */
  era: Era = 'legacy';
  /** Something has come since this was last set to false. */
  hasHeard = false;
  readonly transport: Transport;
  readonly #server: string;
  readonly #log: Log;
  readonly #events: ConnectionEvents;
  readonly #calls = new PendingCalls();
  readonly #asks: AskDesk;
  readonly #notices: Notices;
  #lastId = 0;
  /** Refused messages since the last good one. */
  #garbage = 0;
  #closed: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #onDrained: (() => void) | undefined;

  constructor(parts: ConnectionParts) {
    const { server, log, client, events } = parts;
    this.#server = server;
    this.#log = log;
    this.#events = events;
    const quietLog = new QuietLog(log, server);
    this.#notices = new Notices(
      this.#calls,
      { ...events, onDropped: (why) => quietLog.warn('dropped', why) },
      client?.owner,
    );
    this.#asks = new AskDesk({
      callOf: (origin) => this.#askedBy(origin),
      heirOf: ({ options }) => this.#calls.latestOf(options.owner),
      isOneClients: client !== undefined,
      onAskOutsideCalls: client?.onAsk,
      reply: (source) => this.notify(source),
      onRefused: (method, why) => {
        // Many servers ask for roots as soon as they are connected, which nobody can answer for all clients.
        if (method === 'roots/list') log.debug(`${server}: refused its request roots/list. ${why}`);
        else quietLog.warn('ask', `refused its request: ${loggedAsk(method)}. ${why}`);
      },
    });
    this.transport = parts.createTransport({
      onFrame: (frame, origin) => this.#onFrame(frame, origin),
      onGarbage: (reason, edges) => this.#onGarbage(reason, edges),
      onClose: (reason) => this.#onClose(reason),
      onForgotten: (reason) => events.onForgotten(reason),
    });
  }

  /** No call waits for an answer. */
  get isIdle(): boolean {
    return this.#calls.size === 0;
  }

  /**
   * Sends a request under an id of the relay's own and waits for its response, result or error, as it came.
   * @param resend takes it where the server cannot have begun to work on it
   * @throws RelayError AISEC_TOOL_EXECUTION_ERROR where the server cannot be reached, dies, is too slow or answers garbage
   */
  request(request: OutgoingRequest, options: ConnectionOptions, resend?: Resend): Promise<Frame> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) return reject(this.#failure(this.#closed));
      if (options.cancellation?.isCancelled) return reject(this.#failure(CANCELLED));
      const isLasting = options.isLasting === true;
      if (!isLasting && this.#calls.size >= MAX_PENDING) {
        return reject(this.#failure(`${MAX_PENDING} calls are waiting for it already`));
      }
      this.#lastId += 1;
      const id = this.#lastId;
      const source = request.write(id, this.era);
      options.cancellation?.listen(() => this.#giveUp(id, CANCELLED));
      this.#calls.add(new PendingCall(id, request, options, resend, { resolve, reject }, performance.now()));
      this.#timer ??= setInterval(() => this.#checkDeadlines(), DEADLINE_CHECK_MS).unref();
      try {
        const sent = this.transport.send({ source, request: { id, said: request, isLasting } });
        if (sent) sent.catch((error: unknown) => this.#onUnsent(id, error));
      } catch (error) {
        this.#onUnsent(id, error);
      }
    });
  }

  /** Sends a message that waits for no answer. */
  notify(source: string): void {
    if (this.#closed !== undefined) return;
    const onFailure = (error: unknown): void => this.#log.debug(`${this.#server}: ${messageOf(error)}`);
    try {
      const sent = this.transport.send({ source });
      if (sent) sent.catch(onFailure);
    } catch (error) {
      onFailure(error);
    }
  }

  /** The same; resolves when the transport has brought it to the server. */
  async deliver(source: string): Promise<void> {
    await this.transport.send({ source });
  }

  /** Fails what is under way at once; resolves when nothing of the connection is left. */
  close(reason = 'it was stopped'): Promise<void> {
    this.#onClose(reason);
    return this.transport.close();
  }

  /** Resolves when the calls that are under way have ended. */
  drained(): Promise<void> {
    if (this.isIdle) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onDrained = resolve;
    });
  }

  #onUnsent(id: number, error: unknown): void {
    const call = this.#settle(id);
    if (!call) return;
    if (error instanceof NotBegunError && call.resend) {
      call.resend(call.request, call.options).then(call.resolve, call.reject);
    } else call.reject(this.#failure(messageOf(error), error));
  }

  #onFrame(frame: Frame, origin: number | undefined): void {
    this.hasHeard = true;
    const { id } = frame.message;
    if (frame.message.method === undefined && typeof id === 'number') return this.#onAnswer(frame, id);
    let kind: FrameKind;
    try {
      kind = frameKind(frame);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return this.#onGarbage(error.message, '');
    }
    if (kind === 'request') this.#asks.take(frame, origin);
    else if (kind !== 'notification') this.#log.debug(`${this.#server}: dropped an answer that no call waits for`);
    else if (frame.message.method === 'notifications/cancelled') this.#asks.takenBack(frame);
    else this.#notices.take(frame, origin);
    return undefined;
  }

  #onAnswer(frame: Frame, id: number): void {
    const waiting = this.#calls.get(id);
    if (waiting) this.#notices.callEnds(waiting, frame);
    const call = this.#settle(id);
    this.#calls.answered(id);
    if (!call) return this.#log.debug(`${this.#server}: dropped an answer that no call waits for`);
    this.#garbage = 0;
    try {
      frameKind(frame);
    } catch (error) {
      return call.reject(this.#unanswered(messageOf(error)));
    }
    return call.resolve(frame);
  }

  /**
   * The call that a request of the server belongs to: the one on whose stream it came, or where it came on no call's stream,
   * the latest of the only client that has calls under way.
   */
  #askedBy(origin: number | undefined): PendingCall | undefined {
    if (origin !== undefined) return this.#calls.get(origin);
    return this.#calls.latestOfOnlyOwner(({ options }) => options.onAsk !== undefined);
  }

  #onGarbage(reason: string, edges: string): void {
    this.#garbage += 1;
    if (this.#garbage === MAX_GARBAGE) this.close('nothing that it sends is JSON-RPC').catch(() => {});
    if (this.#garbage >= MAX_GARBAGE) return;
    this.#log.warn(`${this.#server}: refused a message: ${reason}`);
    // The answer's id, where one can be told, so that its call fails now instead of running into its timeout.
    const ids = new Set([...edges.matchAll(/"id"\s*:\s*(\d{1,15})/gu)].map((match) => Number(match[1])));
    const [id] = ids;
    if (ids.size !== 1 || id === undefined) return;
    this.#settle(id)?.reject(this.#unanswered(`its answer was refused: ${reason}`));
  }

  #onClose(reason: string): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason;
    clearInterval(this.#timer);
    this.#notices.close();
    this.#asks.close();
    for (const { id } of this.#calls) this.#settle(id)?.reject(this.#failure(reason));
    this.#events.onClose(reason);
  }

  #settle(id: number): PendingCall | undefined {
    const call = this.#calls.take(id);
    if (!call) return undefined;
    call.options.cancellation?.listen(undefined);
    this.#asks.callEnded(call);
    this.transport.abandon(id);
    if (this.#onDrained && this.isIdle) this.#onDrained();
    return call;
  }

  /** Fails a call that is still under way and tells the server to stop working on it. */
  #giveUp(id: number, reason: string, cause?: Error): void {
    const call = this.#settle(id);
    if (!call) return;
    // Of a call that the client cancelled a server knows; one that is late with its answer may speak for it at any time.
    if (cause) this.#calls.giveUp(call);
    if (!this.transport.cancelsByClosing) this.notify(cancelledSource(id, reason));
    call.reject(this.#failure(reason, cause));
  }

  #checkDeadlines(): void {
    const now = performance.now();
    for (const call of this.#calls) {
      if (call.isLate(now)) {
        const reason = `it gave no answer within ${Math.round(call.options.timeoutMs / 1000)} s`;
        this.#giveUp(call.id, reason, new NoAnswerError(reason));
      }
    }
    if (this.#calls.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #unanswered(reason: string): RelayError {
    return this.#failure(reason, new NoAnswerError(reason));
  }

  #failure(reason: string, cause?: unknown): RelayError {
    const message = `Server ${this.#server} did not answer: ${reason.replace(/\.$/u, '')}.`;
    return new RelayError('AISEC_TOOL_EXECUTION_ERROR', message, { cause });
  }
}

function cancelledSource(id: number, reason: string): string {
  return JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id, reason } });
}
