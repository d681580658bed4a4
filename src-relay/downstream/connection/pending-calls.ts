import type { PendingCall } from './pending-call.ts';

/** The requests of one connection that wait for their answers: by id, and by whose they are. */
export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  /** Calls that have an owner, the latest last. */
  readonly #byOwner = new Map<string, Set<PendingCall>>();
  #lasting = 0;

  /** Calls that will end by themselves: those that stay open for good do not count. */
  get size(): number {
    return this.#calls.size - this.#lasting;
  }

  /** Those whose requests are under way. */
  get owners(): readonly string[] {
    return [...this.#byOwner.keys()];
  }

  get(id: number): PendingCall | undefined {
    return this.#calls.get(id);
  }

  add(call: PendingCall): void {
    this.#calls.set(call.id, call);
    const { owner, isLasting } = call.options;
    if (isLasting === true) this.#lasting += 1;
    if (owner === undefined) return;
    const calls = this.#byOwner.get(owner);
    if (calls) calls.add(call);
    else this.#byOwner.set(owner, new Set([call]));
  }

  /** Takes a call out; undefined where it is gone already. */
  take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    if (!call) return undefined;
    this.#calls.delete(id);
    const { owner, isLasting } = call.options;
    if (isLasting === true) this.#lasting -= 1;
    const calls = owner === undefined ? undefined : this.#byOwner.get(owner);
    calls?.delete(call);
    if (owner !== undefined && calls?.size === 0) this.#byOwner.delete(owner);
    return call;
  }

  /** Where all calls that have an owner have the same one: the latest of them that fits. Never a guess between owners. */
  latestOfOnlyOwner(fits: (call: PendingCall) => boolean): PendingCall | undefined {
    if (this.#byOwner.size !== 1) return undefined;
    const [calls] = this.#byOwner.values();
    return [...(calls ?? [])].findLast(fits);
  }

  [Symbol.iterator](): IterableIterator<PendingCall> {
    return this.#calls.values();
  }
}
