import type { Cancellation } from '../protocol/cancellation.ts';

/** One request of a session that has no answer yet. */
export interface CallUnderWay {
  /** The JSON text of its id; undefined where the client cannot cancel it by that. */
  readonly id: string | undefined;
  readonly cancellation: Cancellation;
}

/**
 * A session's requests in flight, for `notifications/cancelled`. A list and no Map: V8 rebuilds a Map that entries come and
 * go in again and again and chains each old table to the next, so that everything they ever held waits for a full garbage
 * collection. There are few at a time.
 */
export class CallsUnderWay {
  readonly #calls: CallUnderWay[] = [];

  get size(): number {
    return this.#calls.length;
  }

  add(id: string | undefined, cancellation: Cancellation): CallUnderWay {
    const call = { id, cancellation };
    this.#calls.push(call);
    return call;
  }

  remove(call: CallUnderWay): void {
    const place = this.#calls.indexOf(call);
    if (place >= 0) this.#calls.splice(place, 1);
  }

  cancel(id: string): void {
    this.#calls.findLast((call) => call.id === id)?.cancellation.cancel();
  }

  cancelAll(): void {
    for (const { cancellation } of this.#calls.splice(0)) cancellation.cancel();
  }
}
