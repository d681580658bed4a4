import type { JsonObject } from './json.ts';

/**
 * How MCP is spoken: `legacy` with a handshake, sessions and requests both ways (revisions 2024-11-05 to 2025-11-25),
 * `modern` stateless with an envelope in each request (2026-07-28).
 */
export type Era = 'legacy' | 'modern';

/** Severities of log messages, least first (MCP 2025-11-25, Logging; RFC 5424, section 6.2.1). */
export const LOGGING_LEVELS = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
] as const;
export type LoggingLevel = (typeof LOGGING_LEVELS)[number];

/** What one side of a connection has said of itself that the other side's answers depend on. */
export interface ClientTraits {
  readonly era: Era;
  /** The protocol revision spoken. */
  readonly version: string;
  /** `ClientCapabilities` as the client declared them: once at `initialize`, or in each request's envelope. */
  readonly capabilities: JsonObject;
  /** The least severity of log messages the client wants; undefined where it has asked for none. */
  readonly logLevel: LoggingLevel | undefined;
}

/** What a server has said of itself at `initialize` or `server/discover`. */
export interface ServerGreeting {
  readonly era: Era;
  readonly version: string;
  /** `ServerCapabilities` as the server wrote them. */
  readonly capabilities: JsonObject;
  readonly instructions: string | undefined;
  /** Name and version for people; undefined where it gave none. */
  readonly name: string | undefined;
}
