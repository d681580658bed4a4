import type { PendingCall } from './pending-call.ts';

/** For how long a server that was late with an answer may still speak on account of the call, in milliseconds. */
const NOTICED_MS = 10_000;
/** Calls that ran out of time that are remembered; the oldest make room. */
const MAX_GIVEN_UP = 1000;

/** The requests of one connection that wait for their answers: by id, and by whose they are. */
export class PendingCalls {
  /**
   * By id, which is the order in which they came. A list and no Map: V8 rebuilds a Map that entries come and go in again and
   * again and chains each old table to the next, so that all that the calls held would wait for a full garbage collection.
   */
  readonly #calls: PendingCall[] = [];
  #lasting = 0;
  /** Calls that ran out of time, by id, with their owner and until when the server may still speak on their account. */
  readonly #givenUp = new Map<number, { readonly owner: string; readonly until: number }>();

  /** Calls that will end by themselves: those that stay open for good do not count. */
  get size(): number {
    return this.#calls.length - this.#lasting;
  }

  /** Those whose requests are under way, or ran out of time so lately that the server may still speak on their account. */
  get owners(): readonly string[] {
    return [...new Set([...this.#calls.flatMap(({ options: { owner } }) => owner ?? []), ...this.#lateOwners()])];
  }

  /** Remembers a call that ran out of time. */
  giveUp({ id, options: { owner } }: PendingCall): void {
    if (owner === undefined) return;
    this.#givenUp.set(id, { owner, until: performance.now() + NOTICED_MS });
    const [oldest] = this.#givenUp.keys();
    if (this.#givenUp.size > MAX_GIVEN_UP && oldest !== undefined) this.#givenUp.delete(oldest);
  }

  /** The server has answered a call that was given up: it will say no more on its account. */
  answered(id: number): void {
    this.#givenUp.delete(id);
  }

  get(id: number): PendingCall | undefined {
    return this.#calls[this.#placeOf(id)];
  }

  add(call: PendingCall): void {
    this.#calls.push(call);
    if (call.options.isLasting === true) this.#lasting += 1;
  }

  /** Takes a call out; undefined where it is gone already. */
  take(id: number): PendingCall | undefined {
    const place = this.#placeOf(id);
    const call = this.#calls[place];
    if (!call) return undefined;
    this.#calls.splice(place, 1);
    if (call.options.isLasting === true) this.#lasting -= 1;
    return call;
  }

  /** Where all calls that have an owner have the same one: the latest of them that fits. Never a guess between owners. */
  latestOfOnlyOwner(fits: (call: PendingCall) => boolean): PendingCall | undefined {
    if (this.owners.length !== 1) return undefined;
    const fitting = this.#calls.filter((call) => call.options.owner !== undefined && fits(call));
    // A call whose client is being asked already waits for that answer: another one is likelier to ask.
    return fitting.findLast(({ openAsks }) => openAsks === 0) ?? fitting.at(-1);
  }

  /** The latest call of this owner in which it can be asked something. */
  latestOf(owner: string | undefined): PendingCall | undefined {
    if (owner === undefined) return undefined;
    return this.#calls.findLast(({ options }) => options.owner === owner && options.onAsk !== undefined);
  }

  /** Those of now: who walks through them may take them out. */
  [Symbol.iterator](): IterableIterator<PendingCall> {
    return [...this.#calls].values();
  }

  /** Whose calls ran out of time lately. */
  #lateOwners(): string[] {
    const now = performance.now();
    for (const [id, { until }] of this.#givenUp) if (until <= now) this.#givenUp.delete(id);
    return [...this.#givenUp.values()].map(({ owner }) => owner);
  }

  /** Where the call of this id stands; past the end where there is none. */
  #placeOf(id: number): number {
    let low = 0;
    let high = this.#calls.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#calls[middle]?.id ?? id) < id) low = middle + 1;
      else high = middle;
    }
    return this.#calls[low]?.id === id ? low : this.#calls.length;
  }
}
