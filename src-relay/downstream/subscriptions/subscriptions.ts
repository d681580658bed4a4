import { setTimeout as delay } from 'node:timers/promises';
import type { ServerGreeting } from '../../protocol/era.ts';
import type { Log } from '../../protocol/log.ts';
import type { Connection } from '../connection/connection.ts';
import type { Channel } from './channel.ts';
import { ListeningChannel } from './listening.ts';
import { PerResourceChannel } from './per-resource.ts';

/** How long a new connection waits for the server's acknowledgement, in milliseconds. */
const ANSWER_MS = 500;

export interface SubscriptionsParts {
  readonly server: string;
  readonly log: Log;
  /** Changes of the server's lists are of interest too. */
  readonly withLists: boolean;
  /** Changes may have been missed for a while. */
  readonly onGap: () => void;
}

/** What is to be heard from a server, kept over one connection after the other, in the words of either era. */
export class Subscriptions {
  readonly #parts: SubscriptionsParts;
  readonly #uris = new Set<string>();
  #channel: Channel | undefined;

  constructor(parts: SubscriptionsParts) {
    this.#parts = parts;
  }

  /** Some resource is subscribed to. */
  get isUsed(): boolean {
    return this.#uris.size > 0;
  }

  /**
   * Subscribes to a resource over a connection that is there. Resolves when the server has agreed.
   * @throws RelayError where it does not
   */
  async add(uri: string): Promise<void> {
    if (this.#uris.has(uri)) return;
    this.#uris.add(uri);
    try {
      await this.#channel?.add(uri);
    } catch (error) {
      this.#uris.delete(uri);
      throw error;
    }
  }

  remove(uri: string): void {
    if (this.#uris.delete(uri)) this.#channel?.remove(uri);
  }

  /**
   * A new connection: what is wanted is asked for over it. Resolves when the server has answered, or takes its time: what is
   * listed after that is up to date for good.
   */
  async attach(connection: Connection, greeting: ServerGreeting): Promise<void> {
    const { server, log } = this.#parts;
    this.detach();
    this.#channel =
      greeting.era === 'modern'
        ? new ListeningChannel({ ...this.#parts, connection, greeting, uris: this.#uris })
        : new PerResourceChannel(server, log, connection, this.#uris);
    await Promise.race([this.#channel.tried, delay(ANSWER_MS, undefined, { ref: false })]);
  }

  /** The connection is gone. */
  detach(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}
