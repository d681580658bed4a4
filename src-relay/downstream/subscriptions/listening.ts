import type { ServerGreeting } from '../../protocol/era.ts';
import { JSON_RPC, messageOf } from '../../protocol/errors.ts';
import { member, type JsonObject } from '../../protocol/json.ts';
import type { Log } from '../../protocol/log.ts';
import { backoffMs } from '../backoff.ts';
import type { Connection } from '../connection/connection.ts';
import { Refusal } from '../era/own-request.ts';
import { GROUP_NAMES } from '../lists/kinds.ts';
import { refusedSubscription, type Channel } from './channel.ts';
import { openListenStream, type ListenStream } from './listen-stream.ts';

/** A stream that lived this long starts the backoff anew, in milliseconds. */
const STABLE_MS = 10_000;

interface Waiter {
  readonly uri: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface ListeningParts {
  readonly server: string;
  readonly log: Log;
  readonly connection: Pick<Connection, 'request'>;
  readonly greeting: ServerGreeting;
  /** What was subscribed to before the connection. */
  readonly uris: Iterable<string>;
  /** The lists' changes are of interest too. */
  readonly withLists: boolean;
  /** Changes may have been missed while no stream was open. */
  readonly onGap: () => void;
}

/**
 * The modern era's way: one stream for everything that is wanted. Each time that changes a new one is opened before the old
 * one is let go, so that nothing is missed in between; one that ends is opened again.
 */
export class ListeningChannel implements Channel {
  readonly #parts: ListeningParts;
  readonly #uris: Set<string>;
  #waiters: Waiter[] = [];
  #stream: ListenStream | undefined;
  #isBusy = false;
  #isDirty = false;
  #isClosed = false;
  /** Changes may have been missed: before the first stream too, if the lists were got by then. */
  #hasGap = true;
  readonly #firstTry = Promise.withResolvers<void>();
  #attempt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ListeningParts) {
    this.#parts = parts;
    this.#uris = new Set(parts.uris);
    this.#update();
  }

  /** Resolves when the first stream is open, or could not be opened. */
  get tried(): Promise<void> {
    return this.#firstTry.promise;
  }

  add(uri: string): Promise<void> {
    const { server, greeting } = this.#parts;
    if (!canSubscribe(greeting)) {
      return Promise.reject(refusedSubscription(server, 'it has no such capability'));
    }
    this.#uris.add(uri);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ uri, resolve, reject });
      this.#update();
    });
  }

  remove(uri: string): void {
    if (this.#uris.delete(uri)) this.#update();
  }

  close(): void {
    this.#isClosed = true;
    this.#firstTry.resolve();
    clearTimeout(this.#timer);
    this.#stream?.cancel();
    this.#stream = undefined;
    for (const { reject } of this.#waiters.splice(0)) reject(this.#refused('the connection was lost'));
  }

  #update(): void {
    this.#isDirty = true;
    if (this.#isBusy || this.#isClosed) return;
    this.#isBusy = true;
    clearTimeout(this.#timer);
    // What is added in one go is asked for in one go.
    setImmediate(() => {
      this.#open()
        .catch((error: unknown) => this.#parts.log.debug(`${this.#parts.server}: ${messageOf(error)}`))
        .finally(() => {
          this.#firstTry.resolve();
          this.#isBusy = false;
          if (this.#isDirty) this.#update();
        });
    });
  }

  async #open(): Promise<void> {
    if (this.#isClosed) return;
    this.#isDirty = false;
    const waiters = this.#waiters.splice(0);
    const wanted = this.#wanted();
    const before = this.#stream;
    if (Object.keys(wanted).length === 0) {
      this.#stream = undefined;
      before?.cancel();
      return;
    }
    let stream: ListenStream;
    try {
      stream = await openListenStream(this.#parts.connection, wanted);
    } catch (error) {
      this.#failed(error, waiters);
      return;
    }
    if (this.#isClosed) return stream.cancel();
    this.#watch(stream);
    before?.cancel();
    for (const { uri, resolve, reject } of waiters) {
      if (stream.uris.has(uri)) resolve();
      else reject(this.#refused('it did not agree to'));
    }
    if (this.#hasGap) this.#parts.onGap();
    this.#hasGap = false;
    return undefined;
  }

  #wanted(): JsonObject {
    const { withLists, greeting } = this.#parts;
    const wanted: JsonObject = {};
    for (const group of GROUP_NAMES) {
      const tells = member(member(greeting.capabilities, group), 'listChanged') === true;
      if (withLists && tells) wanted[`${group}ListChanged`] = true;
    }
    if (this.#uris.size > 0 && canSubscribe(greeting)) wanted.resourceSubscriptions = [...this.#uris];
    return wanted;
  }

  #watch(stream: ListenStream): void {
    this.#stream = stream;
    const openedAt = performance.now();
    stream.ended
      .then(() => {
        if (this.#stream !== stream || this.#isClosed) return;
        this.#stream = undefined;
        // It would end at once again.
        if (stream.isSilent) return;
        if (performance.now() - openedAt > STABLE_MS) this.#attempt = 0;
        this.#retry();
      })
      .catch(() => {});
  }

  #failed(error: unknown, waiters: readonly Waiter[]): void {
    for (const { uri, reject } of waiters) {
      this.#uris.delete(uri);
      reject(this.#refused(messageOf(error), error));
    }
    if (this.#isClosed) return;
    const isUnknown = error instanceof Refusal && error.error.code === JSON_RPC.methodNotFound;
    this.#parts.log.debug(`${this.#parts.server}: a subscription failed: ${messageOf(error)}`);
    if (!isUnknown && !this.#stream) this.#retry();
  }

  #retry(): void {
    this.#hasGap = true;
    this.#attempt += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#update(), backoffMs(this.#attempt)).unref();
  }

  #refused(why: string, cause?: unknown): Error {
    return refusedSubscription(this.#parts.server, why, cause);
  }
}

function canSubscribe({ capabilities }: ServerGreeting): boolean {
  return member(member(capabilities, 'resources'), 'subscribe') === true;
}
