import type { ServerOptions } from 'node:http';

/** What one connection may cost (spec/protocol.md, "Who may connect"): of the head in bytes, of time in milliseconds. */
export const SERVER_LIMITS = {
  maxHeaderSize: 16 * 1024,
  /** For the head of a request, from the connection's first moment on. */
  headersTimeout: 10_000,
  /** For a whole request: at 64 MiB this asks for half a mebibyte a second. */
  requestTimeout: 120_000,
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 75_000,
  noDelay: true,
  // Of a header that comes twice Node keeps the first, and another reader may keep the last: joined it equals neither.
  joinDuplicateHeaders: true,
  // What has no Host is refused by the guard, so that the log knows of it.
  requireHostHeader: false,
} as const satisfies ServerOptions;

/** Connections at once, those of known clients included. */
export const MAX_CONNECTIONS = 4096;

/** Connections at once on which nobody has shown a credential within the grace, in milliseconds. */
export const MAX_STRANGERS = { count: 256, graceMs: 1000 } as const;

/** For the rest of a body whose request is answered already: bytes and milliseconds. */
export const UNREAD = { bytes: 1024 * 1024, ms: 1000 } as const;
