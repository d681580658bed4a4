import type { RelayFinder } from './finder.ts';
import { Link } from './link.ts';
import type { RelayStarter } from './starter.ts';

/** Bounds of waiting, in milliseconds but for `waiting` (messages) and `waitingBytes`. */
export interface WaitLimits {
  /** How long a request waits for a relay: less than the 60 s after which clients give up. */
  readonly waitMs: number;
  /** How long a relay that has stopped may be away before it is started: it may be restarting, or being updated. */
  readonly stoppedMs: number;
  /** The same for one that was killed: whoever watches over it may start it. */
  readonly killedMs: number;
  /** How long a start may take before it is tried again. */
  readonly startMs: number;
  readonly waiting: number;
  readonly waitingBytes: number;
}

export const WAIT_LIMITS: WaitLimits = {
  waitMs: 45_000,
  stoppedMs: 20_000,
  killedMs: 5000,
  startMs: 20_000,
  waiting: 1000,
  waitingBytes: 128 * 1024 * 1024,
};

/** How soon it is looked for a relay again while a request waits, and while none does, in milliseconds. */
const LOOK_MS = { waiting: 50, idle: 1000 } as const;

/** A message cannot be carried; the sentence says why and what to do. */
class UnavailableError extends Error {
  readonly code = 'unavailable';
}

/** What waits for a relay. */
export interface Waiting {
  readonly bytes: number;
  /** Whether a relay is started for it, and it is told when there is none: a request of the client. */
  readonly isRequest: boolean;
  /** How long it waits for one, in milliseconds; as long as it takes where left out. */
  readonly waitMs: number | undefined;
  readonly signal: AbortSignal;
}

export interface ConnectorParts {
  readonly finder: RelayFinder;
  /** Starts a relay where none runs; undefined where that is somebody else's business. */
  readonly starter: RelayStarter | undefined;
  readonly bridgeId: string;
  readonly limits: WaitLimits;
  /** Tells a new relay what the client has told the one before; rejects where it cannot be told. */
  readonly resume: (link: Link) => Promise<void>;
  /** Somebody who is waited for can be reached. */
  readonly onLinked: (link: Link) => void;
  /** A relay is gone. */
  readonly onLost: (link: Link) => void;
}

interface Waiter extends Waiting {
  readonly resolve: (link: Link) => void;
  readonly reject: (error: Error) => void;
}

/** Keeps the way to the relay: finds it, waits for it, starts it, and notices when it is another one. */
export class Connector {
  readonly #parts: ConnectorParts;
  readonly #waiters = new Set<Waiter>();
  #link: Link | undefined;
  #hasLinked = false;
  #isLooking = false;
  #isClosed = false;
  #wake: () => void = () => {};
  #missingSince: number | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #startFailure: string | undefined;
  #refused: { readonly token: string; readonly instanceId: string; count: number } | undefined;
  /** How often in a row a relay was there and was of no use. */
  #failures = 0;

  constructor(parts: ConnectorParts) {
    this.#parts = parts;
  }

  /** The relay that is linked now, without waiting. */
  get current(): Link | undefined {
    return this.#link;
  }

  /** The way to the relay, as soon as there is one. Rejects with UnavailableError, or where the signal is aborted. */
  link(waiting: Waiting): Promise<Link> {
    if (this.#link && this.#parts.finder.stamp() !== this.#link.address.stamp) this.lose(this.#link);
    if (this.#link) return Promise.resolve(this.#link);
    return this.#wait(waiting);
  }

  /** The relay that a link leads to is gone, or knows us no longer: another one is looked for. */
  lose(link: Link): void {
    if (link.isLost) return;
    link.isLost = true;
    if (this.#link === link) this.#link = undefined;
    this.#parts.onLost(link);
    this.#look();
  }

  /** The relay knows the token no longer. Where it says so twice, requests are not kept waiting for another token. */
  refuse(link: Link): void {
    const { token, instanceId } = link.address;
    const isSame = this.#refused?.token === token && this.#refused.instanceId === instanceId;
    this.#refused = { token, instanceId, count: isSame ? (this.#refused?.count ?? 0) + 1 : 1 };
    this.lose(link);
  }

  /** The relay has taken a message: it is in order. */
  worked(): void {
    this.#failures = 0;
    this.#refused = undefined;
  }

  close(): void {
    this.#isClosed = true;
    for (const waiter of this.#waiters) waiter.reject(new UnavailableError('The client has gone.'));
    this.#wake();
  }

  #wait(waiting: Waiting): Promise<Link> {
    const { limits } = this.#parts;
    let bytes = waiting.bytes;
    for (const waiter of this.#waiters) bytes += waiter.bytes;
    if (this.#waiters.size >= limits.waiting || (bytes > limits.waitingBytes && this.#waiters.size > 0)) {
      const reason = 'Too much waits for the relay already: try again when it answers.';
      return Promise.reject(new UnavailableError(reason));
    }
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#waiters.delete(waiter);
        clearTimeout(timer);
        waiting.signal.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        ...waiting,
        resolve: (link) => {
          settle();
          resolve(link);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      const onAbort = (): void => waiter.reject(new UnavailableError('It is wanted no longer.'));
      const { waitMs } = waiting;
      const timer =
        waitMs === undefined ? undefined : setTimeout(() => waiter.reject(new UnavailableError(this.#why())), waitMs);
      waiting.signal.addEventListener('abort', onAbort, { once: true });
      if (waiting.signal.aborted) return onAbort();
      this.#waiters.add(waiter);
      this.#wake();
      this.#look();
      return undefined;
    });
  }

  /** Looks until there is a relay. One such loop runs at a time. */
  #look(): void {
    if (this.#isLooking || this.#isClosed || this.#link) return;
    this.#isLooking = true;
    this.#search()
      .catch(() => {})
      .finally(() => {
        this.#isLooking = false;
        // What was lost while the last one was being linked.
        if (!this.#link && this.#waiters.size > 0) this.#look();
      });
  }

  async #search(): Promise<void> {
    this.#missingSince ??= performance.now();
    while (!this.#isClosed && !this.#link) {
      await this.#try();
      if (this.#link) return;
      this.#start();
      this.#refuseHopeless();
      await this.#pause();
    }
  }

  /** Links to the relay that is found, if one is. */
  async #try(): Promise<void> {
    const { finder, bridgeId } = this.#parts;
    const address = finder.find();
    if (!address || this.#isRefused(address)) return;
    const link = new Link(address, bridgeId);
    try {
      await this.#parts.resume(link);
    } catch {
      this.#failures += 1;
      return link.close();
    }
    if (this.#isClosed) return link.close();
    // It may be gone again already.
    if (link.isLost) return undefined;
    this.#failures += this.#hasLinked ? 1 : 0;
    this.#hasLinked = true;
    this.#missingSince = undefined;
    this.#startFailure = undefined;
    this.#link = link;
    for (const waiter of this.#waiters) waiter.resolve(link);
    this.#parts.onLinked(link);
    return undefined;
  }

  #isRefused({ token, instanceId }: Link['address']): boolean {
    const refused = this.#refused;
    return refused !== undefined && refused.count > 1 && refused.token === token && refused.instanceId === instanceId;
  }

  #start(): void {
    const { starter, limits, finder } = this.#parts;
    if (!starter || finder.problem !== undefined || this.#refused !== undefined) return;
    if (![...this.#waiters].some(({ isRequest }) => isRequest)) return;
    const now = performance.now();
    const missing = now - (this.#missingSince ?? now);
    // One that stops takes its file away.
    const grace = finder.stamp() === '' ? limits.stoppedMs : limits.killedMs;
    if ((this.#hasLinked && missing < grace) || now - this.#startedAt < limits.startMs) return;
    this.#startedAt = now;
    this.#startFailure = starter.start();
  }

  /** Nothing will come of waiting: there is no token, or it is not taken. */
  #refuseHopeless(): void {
    const problem = this.#parts.finder.problem ?? (this.#isHopeless() ? REFUSED : undefined);
    if (problem === undefined) return;
    for (const waiter of this.#waiters) if (waiter.isRequest) waiter.reject(new UnavailableError(problem));
  }

  #isHopeless(): boolean {
    const address = this.#parts.finder.find();
    return address !== undefined && this.#isRefused(address);
  }

  #why(): string {
    const { finder, starter } = this.#parts;
    if (finder.problem !== undefined) return finder.problem;
    if (this.#startFailure !== undefined) return this.#startFailure;
    return starter ? `${ABSENT} ${starter.advice}` : `${ABSENT} Start it again, then try once more.`;
  }

  async #pause(): Promise<void> {
    const first = this.#waiters.size > 0 ? LOOK_MS.waiting : LOOK_MS.idle;
    // One that is there and of no use is not asked faster and faster.
    const ms = Math.min(first * 2 ** Math.min(this.#failures, 5), LOOK_MS.idle);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }
}

const ABSENT = 'The relay does not run.';
const REFUSED =
  'The relay does not take the token of this client any longer. Connect the client anew: Clients in the app, or mcp-relay clients connect.';
