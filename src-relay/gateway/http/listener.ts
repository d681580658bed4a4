import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { RefusalLog } from '../../audit/refusal-log.ts';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import type { ClientSession } from '../../pipeline/session.ts';
import { messageOf } from '../../protocol/errors.ts';
import type { Log } from '../../protocol/log.ts';
import { PRODUCT } from '../../protocol/product.ts';
import type { TokenBook } from '../tokens.ts';
import { Guard } from './guard.ts';
import { McpRoute } from './mcp-route.ts';
import { replyDetail, replyJson } from './reply.ts';
import { refuseMalformed } from './malformed.ts';
import { MAX_CONNECTIONS, SERVER_LIMITS } from './server-limits.ts';
import { HttpSessions } from './sessions.ts';
import { SseRoute } from './sse-route.ts';
import { Strangers } from './strangers.ts';

export interface ListenerOptions {
  readonly host: string;
  /** The first free one of them is taken; 0 is any free one. */
  readonly ports: readonly number[];
  readonly allowRemote: boolean;
  readonly allowedHosts: readonly string[];
}

/** Answers paths that are no business of MCP clients, with credentials of its own. Host and Origin are checked already. */
export interface Routes {
  /** Takes a request and answers it; false where the path is none of its own. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): boolean;
  /** Ends its streams. */
  close(): void;
}

export interface ListenerParts {
  readonly routes: Routes | undefined;
  readonly dispatcher: Dispatcher;
  readonly tokens: TokenBook;
  readonly refusals: RefusalLog;
  readonly log: Log;
  readonly onOpen: (session: ClientSession) => void;
  readonly onClose: (session: ClientSession) => void;
}

/** The address cannot be listened on; the message says what to do. */
class ListenError extends Error {
  readonly code = 'cannot_listen';
}

// An import of node:http would read all it exports, among them what loads the HTTP client: 30 ms of every start.
const { createServer } = process.getBuiltinModule('node:http');

/** A refusal is no page that another one could frame, or read as its own resource. */
const UNFRAMED = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
} as const;
const CROWD = 'A connection without credentials was cut: there are too many of them.';

/** How soon the streams of a revoked token end, in milliseconds. */
const REVOCATION_MS = 1000;

/** How often it is looked whether all is answered, in milliseconds. */
const POLL_MS = 5;

/** The one loopback listener: `/mcp`, `/sse` + `/messages`, `/health` (spec/relay.md, "Running it"). */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #parts: ListenerParts;
  readonly #server: Server;
  readonly #sessions: HttpSessions;
  readonly #mcp: McpRoute;
  readonly #sse: SseRoute;
  readonly #strangers: Strangers;
  #guard: Guard;
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(options: ListenerOptions, parts: ListenerParts) {
    this.#options = options;
    this.#parts = parts;
    this.#sessions = new HttpSessions(parts.onOpen, parts.onClose, (identity) =>
      parts.refusals.add('authentication', "A request for another client's session was refused.", identity),
    );
    this.#mcp = new McpRoute(parts.dispatcher, this.#sessions, () => this.#isStopping);
    this.#sse = new SseRoute(parts.dispatcher, this.#sessions, parts.log, () => this.#isStopping);
    this.#guard = new Guard(options.host, 0, options.allowedHosts);
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      // A client that goes away while something is written to it is no failure.
      response.on('error', ignore);
      try {
        this.#route(request, response)?.catch((error: unknown) => this.#onFailure(response, error));
      } catch (error) {
        this.#onFailure(response, error);
      }
    };
    this.#server = createServer(SERVER_LIMITS, answer);
    this.#server.maxConnections = MAX_CONNECTIONS;
    // Beyond it some versions of Node leave headers out, Host and Origin too: the guard counts, and refuses.
    this.#server.maxHeadersCount = 0;
    // Who asks first whether to send a body is checked first: Node would ask everybody for it.
    this.#server.on('checkContinue', answer);
    this.#server.on('checkExpectation', answer);
    refuseMalformed(this.#server, (reason) => parts.refusals.add('authentication', reason));
    this.#strangers = new Strangers(() => parts.refusals.add('authentication', CROWD));
    this.#server.on('connection', (socket) => this.#strangers.add(socket));
    this.#server.on('drop', () => this.#strangers.makeRoom());
  }

  /** Starts to listen and gives the port. Throws ListenError. */
  async listen(): Promise<number> {
    const { host, ports } = this.#options;
    await this.#listenAt(ports);
    this.#timer = setInterval(
      () => this.#sessions.closeOthers((key) => this.#parts.tokens.isValid(key)),
      REVOCATION_MS,
    );
    this.#timer.unref();
    const address = this.#server.address();
    const actual = typeof address === 'object' && address !== null ? address.port : 0;
    this.#guard = new Guard(host, actual, this.#options.allowedHosts);
    return actual;
  }

  async #listenAt([port = 0, ...others]: readonly number[]): Promise<void> {
    const { host, ports } = this.#options;
    const failure = await new Promise<Error | undefined>((resolve) => {
      this.#server.once('error', resolve);
      this.#server.listen(port, host, () => {
        this.#server.off('error', resolve);
        resolve(undefined);
      });
    });
    if (!failure) return;
    if (isTaken(failure) && others.length > 0) return this.#listenAt(others);
    throw new ListenError(listenFailure(host, ports, failure), { cause: failure });
  }

  /**
   * Takes no request any longer, and waits until those that were taken are answered.
   * @param longestMs what is not answered by then is left so, in milliseconds
   */
  async drain(longestMs: number): Promise<void> {
    this.#isStopping = true;
    const end = performance.now() + longestMs;
    while ((this.#sessions.isBusy || this.#mcp.isBusy) && performance.now() < end) await wait(POLL_MS);
  }

  /** Ends all sessions and connections. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#sessions.closeAll();
    this.#mcp.close();
    this.#parts.routes?.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  #onFailure(response: ServerResponse, error: unknown): void {
    this.#parts.log.error(`a request failed: ${messageOf(error)}`);
    if (!response.headersSent) replyDetail(response, 500, 'The relay failed at this request; its log says why.');
    else response.destroy();
  }

  #route(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined {
    const path = pathOf(request.url ?? '/');
    const isHealth = path === '/health' || path === '/healthz';
    const skipsHost = isHealth && this.#options.allowRemote;
    const refusal = this.#guard.refusal(request, skipsHost);
    if (refusal) {
      this.#parts.refusals.add('authentication', refusal.reason);
      return replyDetail(response, refusal.status, refusal.detail, UNFRAMED);
    }
    const { authorization, expect } = request.headers;
    if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
      return replyDetail(response, 417, 'The only expectation that is met here is 100-continue.');
    }
    if (isOpenToAll(path) && request.method !== 'GET' && request.method !== 'HEAD') {
      return replyDetail(response, 405, 'Use GET.', { allow: 'GET, HEAD' });
    }
    if (isHealth) return replyJson(response, 200, '{"status":"ok"}');
    if (path === '/') return replyJson(response, 200, JSON.stringify({ name: PRODUCT.name, version: PRODUCT.version }));
    if (path.startsWith('/.well-known/')) return replyDetail(response, 404, 'There is no such document.');
    if (this.#parts.routes?.handle(request, response, path) === true) {
      // Who has no right to it was refused by now.
      if (response.statusCode < 400) this.#strangers.know(request.socket);
      return undefined;
    }
    const client = this.#parts.tokens.identify(authorization, request.socket);
    if (client === undefined) {
      const what = authorization === undefined ? 'no token' : 'an unknown token';
      this.#parts.refusals.add('authentication', `A connection with ${what} was refused.`);
      const detail = 'A valid token is needed. Create one with: mcp-relay token create --client NAME';
      return replyDetail(response, 401, detail, { 'www-authenticate': 'Bearer' });
    }
    this.#strangers.know(request.socket);
    switch (path) {
      case '/mcp':
        return this.#mcp.handle(request, response, client);
      case '/sse':
        this.#sse.open(request, response, client);
        return undefined;
      case '/messages':
        return this.#sse.take(request, response, client);
      default:
        return replyDetail(response, 404, 'There is nothing here.');
    }
  }
}

function ignore(): void {}

/** Paths that need no credentials (spec/relay.md, "Running it"). */
function isOpenToAll(path: string): boolean {
  return path === '/' || path === '/health' || path === '/healthz' || path.startsWith('/.well-known/');
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function isTaken(error: Error): boolean {
  return 'code' in error && error.code === 'EADDRINUSE';
}

const OTHER_PORT =
  'choose another port with --port, or "mcpRelay": {"port": NUMBER} in the configuration (0 takes any free one), and repair clients that are connected: mcp-relay clients repair --all.';

function listenFailure(host: string, ports: readonly number[], error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  const port = ports.at(-1) ?? 0;
  if (isTaken(error)) {
    return ports.length > 1
      ? `Ports ${ports[0]} to ${port} on ${host} are all taken by other programs. Stop one, or ${OTHER_PORT}`
      : `Port ${port} on ${host} is taken by another program. Stop it, or ${OTHER_PORT}`;
  }
  if (code === 'EACCES') return `Port ${port} needs privileges. Choose one above 1023 with --port.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine. Change --host.`;
  return `Cannot listen on ${host}:${port}: ${error.message}.`;
}
