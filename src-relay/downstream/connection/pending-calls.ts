import type { PendingCall } from './pending-call.ts';

/** The requests of one connection that wait for their answers: by id, and by whose they are. */
export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  /** How many calls each owner has. */
  readonly #counts = new Map<string, number>();
  #lasting = 0;

  /** Calls that will end by themselves: those that stay open for good do not count. */
  get size(): number {
    return this.#calls.size - this.#lasting;
  }

  /** Those whose requests are under way. */
  get owners(): readonly string[] {
    return [...this.#counts.keys()];
  }

  get(id: number): PendingCall | undefined {
    return this.#calls.get(id);
  }

  add(call: PendingCall): void {
    this.#calls.set(call.id, call);
    const { owner, isLasting } = call.options;
    if (isLasting === true) this.#lasting += 1;
    if (owner !== undefined) this.#counts.set(owner, (this.#counts.get(owner) ?? 0) + 1);
  }

  /** Takes a call out; undefined where it is gone already. */
  take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    if (!call) return undefined;
    this.#calls.delete(id);
    const { owner, isLasting } = call.options;
    if (isLasting === true) this.#lasting -= 1;
    if (owner === undefined) return call;
    const rest = (this.#counts.get(owner) ?? 1) - 1;
    if (rest > 0) this.#counts.set(owner, rest);
    else this.#counts.delete(owner);
    return call;
  }

  /** Where all calls that have an owner have the same one: the latest of them that fits. Never a guess between owners. */
  latestOfOnlyOwner(fits: (call: PendingCall) => boolean): PendingCall | undefined {
    if (this.#counts.size !== 1) return undefined;
    return [...this.#calls.values()].findLast((call) => call.options.owner !== undefined && fits(call));
  }

  [Symbol.iterator](): IterableIterator<PendingCall> {
    return this.#calls.values();
  }
}
