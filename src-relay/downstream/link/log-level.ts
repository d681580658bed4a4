import type { LoggingLevel, ServerGreeting } from '../../protocol/era.ts';
import { messageOf } from '../../protocol/errors.ts';
import { member } from '../../protocol/json.ts';
import type { Log } from '../../protocol/log.ts';
import type { Connection } from '../connection/connection.ts';
import { ownRequest } from '../era/own-request.ts';

const TIMEOUT_MS = 10_000;

/**
 * The least severity of log messages that anybody wants of a server: told to each connection of the legacy era whose server
 * logs (MCP 2025-11-25, Logging). In the modern era each request carries its own.
 */
export class LogLevel {
  readonly #server: string;
  readonly #log: Log;
  #level: LoggingLevel | undefined;

  constructor(server: string, log: Log) {
    this.#server = server;
    this.#log = log;
  }

  /** Undefined leaves the level to the server, from the next connection on: the protocol has no word to take one back. */
  set(level: LoggingLevel | undefined): void {
    this.#level = level;
  }

  /** Tells a connection, in the background. */
  tell(connection: Connection, { era, capabilities }: ServerGreeting): void {
    if (era === 'modern' || this.#level === undefined || member(capabilities, 'logging') === undefined) return;
    connection
      .request(ownRequest('logging/setLevel', { level: this.#level }), { timeoutMs: TIMEOUT_MS })
      .catch((error: unknown) => this.#log.debug(`${this.#server}: ${messageOf(error)}`));
  }
}
