import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { RelayAddress } from './finder.ts';
import { BRIDGE_HEADER } from './header.ts';

// An import of node:http would read all it exports, among them what loads the HTTP client of fetch: 30 ms of every start.
const http = process.getBuiltinModule('node:http');

/** The relay has not taken the request: it can be sent again, whatever it asks for. */
export class NotTakenError extends Error {
  readonly code = 'not_taken';
}

/** What the relay answers to one request over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
}

/** The connections to one relay, as long as it runs. */
export class Link {
  readonly address: RelayAddress;
  /** The session of the legacy era. */
  session: string | undefined;
  /** It runs no longer, or knows the session no longer. */
  isLost = false;
  readonly #agent: Agent;
  readonly #bridgeId: string;
  readonly #abort = new AbortController();

  constructor(address: RelayAddress, bridgeId: string) {
    this.address = address;
    this.#bridgeId = bridgeId;
    this.#agent = new http.Agent({ keepAlive: true });
  }

  /**
   * Sends a message.
   * @param headers those that say what a modern message says; of the legacy era the session is named
   * @throws NotTakenError, or any other error where the relay may have taken it
   */
  post(
    body: string | Buffer,
    headers: Readonly<Record<string, string>> | undefined,
    signal?: AbortSignal,
  ): Promise<Reply> {
    const own = {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    };
    return this.#request('POST', { ...own, ...(headers ?? this.#sessionHeaders()) }, { body, signal });
  }

  /** Opens the stream of what answers no request. Throws like `post`. */
  listen(): Promise<Reply> {
    return this.#request('GET', { accept: 'text/event-stream', ...this.#sessionHeaders() }, {});
  }

  /** Ends the session, and what stands for this bridge in the modern era. Never rejects. */
  async leave(session = this.session): Promise<void> {
    const named: Record<string, string> = session === undefined ? {} : { 'mcp-session-id': session };
    await this.#request('DELETE', named, {}).then(
      ({ body }) => void body.resume(),
      () => {},
    );
  }

  /** Whether the relay is there, and is one. */
  async answers(): Promise<boolean> {
    try {
      const { status, body } = await this.#request('GET', {}, { path: '/health' });
      body.resume();
      return status === 200;
    } catch {
      return false;
    }
  }

  /** Cuts all connections. */
  close(): void {
    this.isLost = true;
    this.#abort.abort();
    this.#agent.destroy();
  }

  #sessionHeaders(): Record<string, string> {
    return this.session === undefined ? {} : { 'mcp-session-id': this.session };
  }

  #request(
    method: 'POST' | 'GET' | 'DELETE',
    headers: Readonly<Record<string, string>>,
    { body, signal, path }: { body?: string | Buffer; signal?: AbortSignal | undefined; path?: string },
  ): Promise<Reply> {
    const { url, token } = this.address;
    return new Promise((resolve, reject) => {
      const request = http.request({
        agent: this.#agent,
        method,
        host: url.hostname.replace(/^\[|\]$/gu, ''),
        port: url.port,
        path: path ?? url.pathname,
        // What tells whether it is a relay at all is asked without the token.
        headers: {
          host: url.host,
          ...(path === undefined ? { authorization: `Bearer ${token}`, [BRIDGE_HEADER]: this.#bridgeId } : {}),
          ...headers,
        },
        signal: signal ? AbortSignal.any([signal, this.#abort.signal]) : this.#abort.signal,
      });
      let isConnected = false;
      request.once('socket', (socket) => {
        if (!socket.connecting) isConnected = true;
        else socket.once('connect', () => (isConnected = true));
      });
      request.once('error', (error) => {
        reject(isConnected ? error : new NotTakenError(error.message, { cause: error }));
      });
      request.once('response', (response) => {
        // One that breaks off later is told by whoever reads it.
        response.on('error', () => {});
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response });
      });
      request.end(body);
    });
  }
}
