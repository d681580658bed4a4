import type { DownstreamServer } from '../downstream/server.ts';
import type { Listening } from './listening.ts';
import type { ClientSession } from './session.ts';

/** Who hears of a resource: a session of the legacy era, or one listening of the modern era. */
export type Subscriber = ClientSession | Listening;

/** A server, or a session's own connection to one. */
export type ResourceServer = Pick<DownstreamServer, 'subscribe' | 'unsubscribe'>;

/** Subscriptions that one subscriber may hold at once, and all of them. */
const MAX_HELD = 1000;
const MAX_ALL = 50_000;

interface Subscription {
  readonly server: ResourceServer;
  /** The resource's address at its server. */
  readonly uri: string;
  /** The address each subscriber knows it by. */
  readonly subscribers: Map<Subscriber, string>;
  /** Settled when the server has agreed, or has not. */
  readonly ready: Promise<void>;
}

/** Who has subscribed to which resource. A server hears of the first subscriber of a resource and of the last. */
export class Subscriptions {
  /** By server, and there by address. A session's own connection is a server of its own. */
  readonly #byServer = new Map<ResourceServer, Map<string, Subscription>>();
  readonly #held = new Map<Subscriber, Set<Subscription>>();
  /** Who has gone while something was on its way for them. */
  readonly #gone = new WeakSet<Subscriber>();
  #count = 0;

  /**
   * False where there are too many already, or the subscriber has gone. Rejects with what the server says to the first
   * subscription.
   * @param uri the address at the server
   * @param shown the address as the subscriber knows it
   */
  async add(subscriber: Subscriber, server: ResourceServer, uri: string, shown: string): Promise<boolean> {
    const held = this.#held.get(subscriber);
    const known = this.#byServer.get(server)?.get(uri);
    if (known?.subscribers.has(subscriber) === true) {
      await known.ready;
      return true;
    }
    if (this.#gone.has(subscriber) || (held?.size ?? 0) >= MAX_HELD || this.#count >= MAX_ALL) return false;
    const subscription = known ?? this.#begin(server, uri);
    subscription.subscribers.set(subscriber, shown);
    this.#held.set(subscriber, (held ?? new Set()).add(subscription));
    this.#count += 1;
    try {
      await subscription.ready;
    } catch (error) {
      this.#leave(subscriber, subscription);
      throw error;
    }
    return true;
  }

  async remove(subscriber: Subscriber, server: ResourceServer, uri: string): Promise<void> {
    const known = this.#byServer.get(server)?.get(uri);
    if (known) await this.#end(subscriber, known);
  }

  /** Ends all subscriptions of one who has gone. */
  drop(subscriber: Subscriber): void {
    this.#gone.add(subscriber);
    for (const subscription of this.#held.get(subscriber) ?? []) this.#end(subscriber, subscription).catch(() => {});
  }

  /** Who wants to hear of a resource, with the address each knows it by. */
  subscribersOf(server: ResourceServer, uri: string): ReadonlyMap<Subscriber, string> {
    return this.#byServer.get(server)?.get(uri)?.subscribers ?? NOBODY;
  }

  /** Subscriptions of all subscribers. */
  get size(): number {
    return this.#count;
  }

  #begin(server: ResourceServer, uri: string): Subscription {
    const ofServer = this.#byServer.get(server) ?? new Map<string, Subscription>();
    this.#byServer.set(server, ofServer);
    const subscription: Subscription = { server, uri, subscribers: new Map(), ready: server.subscribe(uri) };
    ofServer.set(uri, subscription);
    subscription.ready.catch(() => this.#forget(subscription));
    return subscription;
  }

  /** Takes a subscriber out. The server is told when it has agreed: a word that comes before its answer would be lost. */
  async #end(subscriber: Subscriber, subscription: Subscription): Promise<void> {
    this.#leave(subscriber, subscription);
    await subscription.ready;
    if (subscription.subscribers.size > 0 || !this.#forget(subscription)) return;
    await subscription.server.unsubscribe(subscription.uri);
  }

  #leave(subscriber: Subscriber, subscription: Subscription): void {
    if (!subscription.subscribers.delete(subscriber)) return;
    this.#count -= 1;
    const held = this.#held.get(subscriber);
    held?.delete(subscription);
    if (held?.size === 0) this.#held.delete(subscriber);
  }

  /** False where it was forgotten before. */
  #forget(subscription: Subscription): boolean {
    const { server, uri } = subscription;
    const ofServer = this.#byServer.get(server);
    if (ofServer?.get(uri) !== subscription) return false;
    ofServer.delete(uri);
    if (ofServer.size === 0) this.#byServer.delete(server);
    return true;
  }
}

const NOBODY: ReadonlyMap<Subscriber, string> = new Map<Subscriber, string>();
