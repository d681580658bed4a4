import type { Frame } from '../../protocol/frame.ts';
import type { OutgoingRequest, RequestOptions } from '../request.ts';

/** What the relay's own requests need beside what clients' requests do. */
export interface ConnectionOptions extends RequestOptions {
  /** It stays open for as long as the server likes: no time limit, and not one of the calls that are counted. */
  readonly isLasting?: boolean | undefined;
  /** How long it has waited for the connection already, in milliseconds: that is a part of its time. */
  readonly waitedMs?: number | undefined;
  /** The server has acknowledged this subscription. */
  readonly onAcknowledged?: ((frame: Frame) => void) | undefined;
}

/** Sends a request over another connection that could not be begun over this one. */
export type Resend = (request: OutgoingRequest, options: ConnectionOptions) => Promise<Frame>;

/** No progress keeps a call open beyond this, in milliseconds. */
const LONGEST_CALL_MS = 60 * 60 * 1000;

/** A request that waits for its answer. Times are on the clock of performance.now(). */
export class PendingCall {
  readonly id: number;
  readonly request: OutgoingRequest;
  readonly options: ConnectionOptions;
  /** Undefined where it makes sense on this connection alone. */
  readonly resend: Resend | undefined;
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: unknown) => void;
  #deadline: number;
  #ceiling: number;
  #openAsks = 0;
  #askedAt = 0;

  constructor(
    id: number,
    request: OutgoingRequest,
    options: ConnectionOptions,
    resend: Resend | undefined,
    settle: { readonly resolve: (frame: Frame) => void; readonly reject: (error: unknown) => void },
    now: number,
  ) {
    this.id = id;
    this.request = request;
    this.options = options;
    this.resend = resend;
    this.resolve = settle.resolve;
    this.reject = settle.reject;
    const isLasting = options.isLasting === true;
    this.#deadline = isLasting ? Number.POSITIVE_INFINITY : now + options.timeoutMs - (options.waitedMs ?? 0);
    this.#ceiling = isLasting ? Number.POSITIVE_INFINITY : now + LONGEST_CALL_MS;
  }

  get openAsks(): number {
    return this.#openAsks;
  }

  isLate(now: number): boolean {
    return this.#openAsks === 0 && this.#deadline <= now;
  }

  /** The server has shown that it works: the time starts anew, up to the ceiling. */
  progressed(now: number): void {
    this.#deadline = Math.min(this.#ceiling, now + this.options.timeoutMs);
  }

  /** The client is asked: until it has answered, the call's time does not run. */
  askBegins(now: number): void {
    if (this.#openAsks === 0) this.#askedAt = now;
    this.#openAsks += 1;
  }

  askEnds(now: number): void {
    this.#openAsks -= 1;
    if (this.#openAsks > 0) return;
    this.#deadline += now - this.#askedAt;
    this.#ceiling += now - this.#askedAt;
  }
}
