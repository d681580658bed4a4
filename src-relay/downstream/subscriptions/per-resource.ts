import { messageOf } from '../../protocol/errors.ts';
import { isJsonObject, type JsonObject } from '../../protocol/json.ts';
import type { Log } from '../../protocol/log.ts';
import type { Connection } from '../connection/connection.ts';
import { ownRequest, Refusal } from '../era/own-request.ts';
import { refusedSubscription, type Channel } from './channel.ts';

const TIMEOUT_MS = 10_000;

/** The legacy era's way: a request for each resource (MCP 2025-11-25, Resources, "Subscriptions"). */
export class PerResourceChannel implements Channel {
  readonly #server: string;
  readonly #log: Log;
  readonly #connection: Connection;
  readonly tried = Promise.resolve();

  /** @param uris what was subscribed to before the connection */
  constructor(server: string, log: Log, connection: Connection, uris: Iterable<string>) {
    this.#server = server;
    this.#log = log;
    this.#connection = connection;
    for (const uri of uris) {
      this.#ask('resources/subscribe', uri).catch((error: unknown) =>
        log.warn(`${server}: a subscription could not be taken up again: ${messageOf(error)}`),
      );
    }
  }

  async add(uri: string): Promise<void> {
    try {
      await this.#ask('resources/subscribe', uri);
    } catch (error) {
      throw refusedSubscription(this.#server, messageOf(error), error);
    }
  }

  remove(uri: string): void {
    this.#ask('resources/unsubscribe', uri).catch((error: unknown) =>
      this.#log.debug(`${this.#server}: ${messageOf(error)}`),
    );
  }

  close(): void {}

  async #ask(method: string, uri: string): Promise<void> {
    const params: JsonObject = { uri };
    const frame = await this.#connection.request(ownRequest(method, params), { timeoutMs: TIMEOUT_MS });
    const { error } = frame.message;
    if (isJsonObject(error)) throw new Refusal(method, error, frame);
  }
}
