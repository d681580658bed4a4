import type { DownstreamServer } from '../downstream/server.ts';
import type { Owned } from '../registry/catalog.ts';
import type { Listening } from './listening.ts';
import type { ClientSession } from './session.ts';

/** Who hears of a resource: a session of the legacy era, or one listening of the modern era. */
export type Subscriber = ClientSession | Listening;

/** Subscriptions that one subscriber may hold at once. */
const MAX_HELD = 1000;

interface Subscription {
  readonly server: DownstreamServer;
  /** The resource's address at its server. */
  readonly uri: string;
  /** The address each subscriber knows it by. */
  readonly subscribers: Map<Subscriber, string>;
}

/** Says whether an address that is in no list may go to a server as it is: it is the client's own text. */
export type AddressCheck = (server: DownstreamServer, uri: string) => Promise<boolean>;

/** Who has subscribed to which resource. A server hears of the first subscriber of a resource and of the last. */
export class Subscriptions {
  readonly #byResource = new Map<string, Subscription>();
  readonly #mayPass: AddressCheck;

  constructor(mayPass: AddressCheck) {
    this.#mayPass = mayPass;
  }

  /**
   * False where the subscriber holds too many already, or the address may not go to the server. Rejects with what the server
   * says to the first subscription.
   */
  async add(subscriber: Subscriber, server: DownstreamServer, resource: Owned, shown: string): Promise<boolean> {
    const uri = resource.name;
    if (resource.isUnlisted === true && !(await this.#mayPass(server, uri))) return false;
    const key = keyOf(server, uri);
    const known = this.#byResource.get(key);
    if (known?.subscribers.has(subscriber) === true) return true;
    if (this.#heldBy(subscriber) >= MAX_HELD) return false;
    if (known) {
      known.subscribers.set(subscriber, shown);
      return true;
    }
    const subscription = { server, uri, subscribers: new Map([[subscriber, shown]]) };
    this.#byResource.set(key, subscription);
    try {
      await server.subscribe(uri);
    } catch (error) {
      if (this.#byResource.get(key) === subscription) this.#byResource.delete(key);
      throw error;
    }
    return true;
  }

  async remove(subscriber: Subscriber, server: DownstreamServer, uri: string): Promise<void> {
    const key = keyOf(server, uri);
    const known = this.#byResource.get(key);
    if (known?.subscribers.delete(subscriber) !== true || known.subscribers.size > 0) return;
    this.#byResource.delete(key);
    await server.unsubscribe(uri);
  }

  /** Ends all subscriptions of one who has gone. */
  drop(subscriber: Subscriber): void {
    for (const { server, uri, subscribers } of this.#byResource.values()) {
      if (subscribers.has(subscriber)) this.remove(subscriber, server, uri).catch(() => {});
    }
  }

  /** Who wants to hear of a resource, with the address each knows it by. */
  subscribersOf(server: DownstreamServer, uri: string): ReadonlyMap<Subscriber, string> {
    return this.#byResource.get(keyOf(server, uri))?.subscribers ?? new Map<Subscriber, string>();
  }

  #heldBy(subscriber: Subscriber): number {
    let held = 0;
    for (const { subscribers } of this.#byResource.values()) if (subscribers.has(subscriber)) held += 1;
    return held;
  }
}

function keyOf(server: DownstreamServer, uri: string): string {
  return `${server.config.name}\0${uri}`;
}
