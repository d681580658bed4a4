import type { Dispatcher, Pool } from 'undici';
import { messageOf } from '../../protocol/errors.ts';
import { authorized, type Authorizer } from '../oauth/authorizer.ts';
import { NotBegunError } from './errors.ts';

export interface RemoteOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connectTimeoutMs: number;
  /** What signs requests in; undefined where the configured headers are all there is. */
  readonly authorizer?: Authorizer | undefined;
}

export interface RemoteRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  /** Names in lower case. They win over the configured ones. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
  /**
   * What it shares connections with. A `message` is one that a call may wait for, such as the answer to what its server
   * asks; a `stream` stays open. Neither may wait for calls, nor calls for it.
   */
  readonly lane: 'call' | 'message' | 'stream';
}

/** Redirections that are followed for one request. */
const MAX_REDIRECTS = 3;
/** As many as calls may be unanswered (Connection): none ever waits for another's answer. */
const MAX_CALLS = 1024;
const MAX_MESSAGES = 32;

/** Codes of errors that come before a byte of the request has left. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The one place where requests to a remote server are made. */
export class RemoteClient {
  readonly #origin: string;
  readonly #configured: Readonly<Record<string, string>>;
  readonly #authorizer: Authorizer | undefined;
  readonly #connectTimeoutMs: number;
  /** Where addresses have moved to: found out once, and not for each request. */
  readonly #moved = new Map<string, URL>();
  #pools: Readonly<Record<RemoteRequest['lane'], Pool>> | undefined;

  constructor({ url, headers, connectTimeoutMs, authorizer }: RemoteOptions) {
    this.#origin = new URL(url).origin;
    this.#configured = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#authorizer = authorizer;
  }

  async open(): Promise<void> {
    const { Pool } = await import('undici');
    const options: Pool.Options = {
      connect: { timeout: this.#connectTimeoutMs },
      // One connection for each request: streams that stay open share none, whatever the server's limits are.
      allowH2: false,
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    this.#pools = {
      call: new Pool(this.#origin, { ...options, connections: MAX_CALLS }),
      message: new Pool(this.#origin, { ...options, connections: MAX_MESSAGES }),
      // One for each call whose answer is fetched again, and a few more.
      stream: new Pool(this.#origin, { ...options, connections: null }),
    };
  }

  /**
   * Makes a request; its body has to be read or dumped.
   * @throws NotBegunError where the server cannot be connected to, else an Error that says what broke
   */
  async request(request: RemoteRequest): Promise<Dispatcher.ResponseData> {
    let url = this.#moved.get(request.url.href) ?? request.url;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#send(request, url);
      const { statusCode, headers, body } = answer;
      if ((statusCode !== 307 && statusCode !== 308) || redirects === MAX_REDIRECTS) return answer;
      await body.dump();
      url = this.#redirected(url, headers.location);
      this.#moved.set(request.url.href, url);
    }
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#pools ?? {}).map((pool) => pool.destroy()));
  }

  #redirected(from: URL, location: string | string[] | undefined): URL {
    const isAddress = typeof location === 'string' && URL.canParse(location, from.href);
    const to = isAddress ? new URL(location, from) : undefined;
    // Requests carry credentials and people's data: they never follow the server to another origin.
    if (to?.origin !== this.#origin)
      throw new Error('the server redirects to another origin. Use the address it names');
    return to;
  }

  #send(request: RemoteRequest, url: URL): Promise<Dispatcher.ResponseData> {
    const { method, headers, body, signal, lane } = request;
    const pool = this.#pools?.[lane];
    return authorized(this.#authorizer, signal, async (authorization) => {
      if (!pool) throw new Error('the connection is not open');
      try {
        return await pool.request({
          method,
          path: url.pathname + url.search,
          headers: { ...this.#configured, ...authorization, ...headers },
          ...(body === undefined ? {} : { body }),
          signal,
        });
      } catch (error) {
        throw unreachable(this.#origin, error);
      }
    });
  }
}

function unreachable(origin: string, error: unknown): Error {
  const message = `the server at ${origin} cannot be reached (${messageOf(error)})`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isNotConnected = typeof code === 'string' && NOT_CONNECTED.has(code);
  return isNotConnected ? new NotBegunError(message, { cause: error }) : new Error(message, { cause: error });
}
