import type { ListenFilter } from '../protocol/modern/listen.ts';

/** One `subscriptions/listen` of a client: what it wants to hear, and the way to tell it. */
export interface Listening {
  readonly filter: ListenFilter;
  /** Sends a notification; the listening stamps its own subscription id on it. */
  notify(source: string): void;
}

/** Hears when a client begins to listen, or ends: resources are subscribed to at their servers meanwhile. */
interface ListeningHooks {
  readonly onAdd: (listening: Listening) => void;
  readonly onDelete: (listening: Listening) => void;
}

/** A session's listenings. */
export class ListeningSet {
  readonly #all = new Set<Listening>();
  #hooks: ListeningHooks | undefined;

  attach(hooks: ListeningHooks): void {
    this.#hooks = hooks;
    for (const listening of this.#all) hooks.onAdd(listening);
  }

  get size(): number {
    return this.#all.size;
  }

  add(listening: Listening): void {
    if (this.#all.has(listening)) return;
    this.#all.add(listening);
    this.#hooks?.onAdd(listening);
  }

  delete(listening: Listening): void {
    if (this.#all.delete(listening)) this.#hooks?.onDelete(listening);
  }

  clear(): void {
    for (const listening of this.#all) this.delete(listening);
  }

  [Symbol.iterator](): IterableIterator<Listening> {
    return this.#all.values();
  }
}
