import type { DownstreamServer } from '../downstream/server.ts';
import type { LoggingLevel } from '../protocol/era.ts';
import type { Connector } from './connector.ts';
import { RelayError } from '../protocol/errors.ts';
import { INTERNAL_SERVER } from '../protocol/server-config.ts';
import { mostTalkative } from './log-level.ts';
import type { ClientSession } from './session.ts';

/**
 * How much each session wants to hear of servers' logs. A server that sessions share logs for the most curious of them; what
 * is too little for a session is left out on the way to it.
 */
export class LogLevels {
  readonly #servers: ReadonlyMap<string, DownstreamServer>;
  readonly #sessions: () => Iterable<ClientSession>;
  readonly #connect: Connector;

  constructor(
    servers: ReadonlyMap<string, DownstreamServer>,
    sessions: () => Iterable<ClientSession>,
    connect: Connector,
  ) {
    this.#servers = servers;
    this.#sessions = sessions;
    this.#connect = connect;
  }

  /** Sets the least severity that a session of the legacy era hears of. */
  set(session: ClientSession, logLevel: LoggingLevel): void {
    if (!session.traits) return;
    session.traits = { ...session.traits, logLevel };
    this.apply();
  }

  /** Tells the servers what is wanted now. */
  apply(): void {
    const sessions = [...this.#sessions()];
    const level = mostTalkative(sessions.map((session) => session.traits?.logLevel));
    for (const server of this.#servers.values()) {
      // What the scanner's own server logs is none of the clients' business.
      if (server.config.name === INTERNAL_SERVER) continue;
      if (server.config.isolation !== 'session') server.setLogLevel(level);
      else for (const one of sessions) this.#applyToOwn(server, one);
    }
  }

  #applyToOwn(server: DownstreamServer, session: ClientSession): void {
    if (session.traits?.logLevel === undefined) return;
    try {
      this.#connect(server, session, session.traits).setLogLevel(session.traits.logLevel);
    } catch (error) {
      // Too many sessions have connections of their own: this one has none, and no logs.
      if (!(error instanceof RelayError)) throw error;
    }
  }
}
