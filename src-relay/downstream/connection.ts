import type { Cancellation } from '../protocol/cancellation.ts';
import { errorResponse, JSON_RPC, messageOf, RelayError, resultResponse } from '../protocol/errors.ts';
import { FrameError, frameKind, memberSource, type Frame } from '../protocol/frame.ts';
import { member } from '../protocol/json.ts';
import type { Log } from '../protocol/log.ts';
import type { Transport, TransportEvents } from './transport/transport.ts';

export interface RequestOptions {
  /** Milliseconds without a sign of progress after which the call is given up. */
  readonly timeoutMs: number;
  readonly cancellation?: Cancellation;
  /** A progress notification for this request, as the server wrote it. */
  readonly onProgress?: ((frame: Frame) => void) | undefined;
}

interface Pending {
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: RelayError) => void;
  readonly options: RequestOptions;
  /** On the clock of performance.now(); progress moves it, up to the ceiling. */
  deadline: number;
  readonly ceiling: number;
}

/** No progress keeps a call open beyond this, in milliseconds. */
const LONGEST_CALL_MS = 60 * 60 * 1000;

/** How often calls are looked at for having passed their time, in milliseconds: cheaper than a timer for each. */
const DEADLINE_CHECK_MS = 200;

export interface ConnectionEvents {
  onNotification(frame: Frame): void;
  onClose(reason: string): void;
}

const CANCELLED = 'the call was cancelled';
/** Longest id of a server's request that is answered, in characters. */
const MAX_ID_LENGTH = 256;
/** Refused messages in a row after which a server is taken for none. */
const MAX_GARBAGE = 1000;

/** JSON-RPC over one transport: owns the ids, matches answers, keeps time. It knows nothing of handshakes. */
export class Connection {
  readonly #server: string;
  readonly #log: Log;
  readonly #events: ConnectionEvents;
  readonly #transport: Transport;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  /** Refused messages since the last good one. */
  #garbage = 0;
  #closed: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    server: string,
    log: Log,
    events: ConnectionEvents,
    createTransport: (events: TransportEvents) => Transport,
  ) {
    this.#server = server;
    this.#log = log;
    this.#events = events;
    this.#transport = createTransport({
      onFrame: (frame) => this.#onFrame(frame),
      onGarbage: (reason, edges) => this.#onGarbage(reason, edges),
      onClose: (reason) => this.#onClose(reason),
    });
  }

  get transport(): Transport {
    return this.#transport;
  }

  /**
   * Sends a request under an id of the relay's own and waits for its response, result or error, as it came.
   * @param write gives the message's source for the id
   * @throws RelayError AISEC_TOOL_EXECUTION_ERROR where the server cannot be reached, dies, is too slow or answers garbage
   */
  request(write: (id: number) => string, options: RequestOptions): Promise<Frame> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) return reject(this.#failure(this.#closed));
      if (options.cancellation?.isCancelled) return reject(this.#failure(CANCELLED));
      this.#lastId += 1;
      const id = this.#lastId;
      const source = write(id);
      options.cancellation?.listen(() => this.#giveUp(id, CANCELLED));
      const now = performance.now();
      this.#pending.set(id, {
        resolve,
        reject,
        options,
        deadline: now + options.timeoutMs,
        ceiling: now + LONGEST_CALL_MS,
      });
      this.#timer ??= setInterval(() => this.#checkDeadlines(), DEADLINE_CHECK_MS).unref();
      this.#send(source, id, (reason) => this.#settle(id)?.reject(this.#failure(reason)));
    });
  }

  notify(source: string): void {
    if (this.#closed === undefined)
      this.#send(source, undefined, (reason) => this.#log.debug(`${this.#server}: ${reason}`));
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #send(source: string, id: number | undefined, onFailure: (reason: string) => void): void {
    try {
      const sent = this.#transport.send(source, id);
      if (sent) sent.catch((error: unknown) => onFailure(messageOf(error)));
    } catch (error) {
      onFailure(messageOf(error));
    }
  }

  #onFrame(frame: Frame): void {
    const { id } = frame.message;
    if (frame.message.method === undefined && typeof id === 'number') {
      const pending = this.#settle(id);
      if (!pending) return this.#log.debug(`${this.#server}: dropped an answer that no call waits for`);
      this.#garbage = 0;
      try {
        frameKind(frame);
      } catch (error) {
        return pending.reject(this.#failure(messageOf(error)));
      }
      return pending.resolve(frame);
    }
    let kind: string;
    try {
      kind = frameKind(frame);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return this.#onGarbage(error.message, '');
    }
    if (kind === 'request') this.#onRequest(frame);
    else if (frame.message.method === 'notifications/progress') this.#onProgress(frame);
    else if (kind === 'notification') this.#events.onNotification(frame);
    else this.#log.debug(`${this.#server}: dropped an answer that no call waits for`);
  }

  #onRequest(frame: Frame): void {
    const id = memberSource(frame, 'id') ?? 'null';
    if (id.length > MAX_ID_LENGTH) return this.#log.debug(`${this.#server}: dropped a request with an endless id`);
    const method = memberSource(frame, 'method') ?? '';
    if (frame.message.method === 'ping') return this.notify(resultResponse(id, '{}'));
    // The relay declares no client capabilities, so nothing else may be asked.
    this.#log.warn(`${this.#server}: refused its request ${method.slice(0, 64)}`);
    this.notify(errorResponse(id, JSON_RPC.methodNotFound, 'The relay offers no such client capability.'));
  }

  #onProgress(frame: Frame): void {
    const token = member(frame.message.params, 'progressToken');
    const pending = typeof token === 'number' ? this.#pending.get(token) : undefined;
    if (!pending) return this.#log.debug(`${this.#server}: dropped progress of no known call`);
    // Only who asked for progress hears it, and only for them it keeps the call alive.
    if (!pending.options.onProgress) return undefined;
    pending.deadline = Math.min(pending.ceiling, performance.now() + pending.options.timeoutMs);
    return pending.options.onProgress(frame);
  }

  #onGarbage(reason: string, edges: string): void {
    this.#garbage += 1;
    if (this.#garbage === MAX_GARBAGE) this.#transport.close().catch(() => {});
    if (this.#garbage >= MAX_GARBAGE) return;
    this.#log.warn(`${this.#server}: refused a message: ${reason}`);
    // The answer's id, where one can be told, so that its call fails now instead of running into its timeout.
    const ids = new Set([...edges.matchAll(/"id"\s*:\s*(\d{1,15})/gu)].map((match) => Number(match[1])));
    const [id] = ids;
    if (ids.size === 1 && id !== undefined)
      this.#settle(id)?.reject(this.#failure(`its answer was refused: ${reason}`));
  }

  #onClose(reason: string): void {
    this.#closed = reason;
    clearInterval(this.#timer);
    for (const id of this.#pending.keys()) this.#settle(id)?.reject(this.#failure(reason));
    this.#events.onClose(reason);
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    if (!pending) return undefined;
    this.#pending.delete(id);
    pending.options.cancellation?.listen(undefined);
    this.#transport.abandon(id);
    return pending;
  }

  /** Fails a call that is still under way and tells the server to stop working on it. */
  #giveUp(id: number, reason: string): void {
    const pending = this.#settle(id);
    if (!pending) return;
    this.notify(cancelledSource(id, reason));
    pending.reject(this.#failure(reason));
  }

  #checkDeadlines(): void {
    const now = performance.now();
    for (const [id, { deadline, options }] of this.#pending) {
      if (deadline <= now) this.#giveUp(id, `it gave no answer within ${Math.round(options.timeoutMs / 1000)} s`);
    }
    if (this.#pending.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #failure(reason: string): RelayError {
    return new RelayError(
      'AISEC_TOOL_EXECUTION_ERROR',
      `Server ${this.#server} did not answer: ${reason.replace(/\.$/u, '')}.`,
    );
  }
}

function cancelledSource(id: number, reason: string): string {
  return JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id, reason } });
}
