/** How the carriers of the control contract name things. Apart from the schemas: the preload needs nothing else. */

/** Largest input of a procedure as JSON text, in characters. */
export const MAX_INPUT = 256 * 1024;

/** Where the desktop app's page comes from. */
export const PAGE_ORIGIN = 'app://relay';

/** Names of the IPC channels, and of what the preload puts into the page. */
export const IPC = { call: 'control:call', subscribe: 'control:subscribe', batch: 'control:batch' } as const;
export const BRIDGE_KEY = 'mcpRelay';

/** Paths and headers of the HTTP carrier. */
export const HTTP = {
  /** The page and its files. */
  ui: '/ui',
  /** `POST /control/PROCEDURE` with the input as JSON; `GET /control/events` for batches as SSE. */
  control: '/control',
  events: '/control/events',
  /** `POST` with the control token: makes a one-time link. */
  links: '/control/links',
  /** The page's half of the credential, which the one-time link hands over in the fragment `#key=…`. */
  keyHeader: 'x-mcp-relay-key',
} as const;
