/** How a server is spoken to: `auto` finds out. */
export const PROTOCOLS = ['auto', 'legacy', '2026-07-28'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Whether all clients' sessions share one connection to a server, or each has its own. */
export const ISOLATIONS = ['shared', 'session'] as const;
export type Isolation = (typeof ISOLATIONS)[number];

/** Which placeholders are put back to their values in what goes to a server. */
export interface RestoreRule {
  /** `secret`, `pii`, or names of placeholders without brackets and number, e.g. `EMAIL_ADDRESS`. */
  readonly kinds: readonly string[];
  /** Tools and prompts by their names at the server, with `*` for any characters; absent: all. */
  readonly tools?: readonly string[] | undefined;
}

interface ServerBase {
  readonly name: string;
  /** Trusted: its definitions, requests and responses bypass scanning. */
  readonly hidden: boolean;
  readonly enabled: boolean;
  readonly description: string | undefined;
  /** The command line or address as the configuration writes it: references to secrets stay references. */
  readonly startedAs: string;
  /** Seconds a call may take without a sign of progress. */
  readonly timeout: number;
  readonly protocol: Protocol;
  readonly isolation: Isolation;
  /** Absent: it gets placeholders only. */
  readonly restore?: RestoreRule | undefined;
}
interface StdioServer extends ServerBase {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Values from the secret store that stand in arguments or environment: they must show nowhere in clear. */
  readonly secrets?: readonly string[];
}
/** How to sign in at a remote server that asks for it; all of it can be found out in most cases. */
export interface OAuthSettings {
  /** A client that was registered by hand at the authorization server. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Scopes to ask for in place of those that the server names. */
  readonly scopes?: readonly string[] | undefined;
  /** Port of 127.0.0.1 that the browser comes back to; any free one where absent. */
  readonly redirectPort?: number | undefined;
  /** Address of a client ID metadata document that describes this relay. */
  readonly clientMetadataUrl?: string | undefined;
  /** The only authorization server to sign in at. */
  readonly issuer?: string | undefined;
}
export interface RemoteServer extends ServerBase {
  readonly kind: 'http' | 'sse';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly oauth?: OAuthSettings | undefined;
}
/** A downstream server, ready to be started: everything expanded and checked. */
export type ServerConfig = StdioServer | RemoteServer;

/** The scanner's own server: connected, never listed, never callable (spec/relay.md, "Hidden mode"). */
export const INTERNAL_SERVER = 'pan-aisecurity';
