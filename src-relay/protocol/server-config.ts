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
}
interface StdioServer extends ServerBase {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}
interface RemoteServer extends ServerBase {
  readonly kind: 'http' | 'sse';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
/** A downstream server, ready to be started: everything expanded and checked. */
export type ServerConfig = StdioServer | RemoteServer;

/** The scanner's own server: connected, never listed, never callable (spec/relay.md, "Hidden mode"). */
export const INTERNAL_SERVER = 'pan-aisecurity';
