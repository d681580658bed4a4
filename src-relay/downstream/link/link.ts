import type { ServerGreeting } from '../../protocol/era.ts';
import { messageOf, RelayError } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frame.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { Log } from '../../protocol/log.ts';
import type { ServerConfig } from '../../protocol/server-config.ts';
import { backoffMs } from '../backoff.ts';
import { Connection, type ConnectionParts } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/pending-call.ts';
import { greet, type EraMemory } from '../era/greet.ts';
import type { ServerSignIn } from '../oauth/server-sign-in.ts';
import type { OutgoingRequest } from '../request.ts';
import { Health, pingMethod } from './health.ts';

export type ServerStatus = 'stopped' | 'connecting' | 'ready' | 'waiting';

export interface LinkParts {
  readonly config: ServerConfig;
  readonly log: Log;
  readonly client: ConnectionParts['client'];
  /** What the client can do, for a legacy server. */
  readonly capabilities: JsonObject;
  /** How long a call waits for a server that is being connected, in milliseconds. */
  readonly waitMs: number;
  /** What tells that a person has to sign in first; undefined for a server that has no sign-in. */
  readonly signIn?: Pick<ServerSignIn, 'need' | 'prepare' | 'worked'> | undefined;
  readonly createTransport: ConnectionParts['createTransport'];
  readonly events: LinkEvents;
}

interface LinkEvents {
  /** A connection was greeted; it is used once this has resolved. Rejecting drops it. */
  prepare(connection: Connection, greeting: ServerGreeting): Promise<void>;
  /** It is used from now on. */
  onReady(greeting: ServerGreeting): void;
  /** It is gone. */
  onLost(): void;
  onStatus(status: ServerStatus, reason: string | undefined): void;
  onListChanged(method: string): void;
  onNotification(frame: Frame, owners: readonly string[]): void;
}

/** A connection that lived this long starts its backoff anew, in milliseconds. */
const STABLE_MS = 10_000;
/** A server that waits for a person to sign in is tried again after this long, in case it was mistaken: in milliseconds. */
const SIGN_IN_RETRY_MS = 5 * 60_000;

/** Keeps one connection to a server alive: connects, greets, watches, and connects again. */
export class Link {
  readonly #parts: LinkParts;
  readonly #memory: EraMemory = { era: undefined };
  #connection: Connection | undefined;
  #greeting: ServerGreeting | undefined;
  #status: ServerStatus = 'stopped';
  #statusSince = Date.now();
  #reason: string | undefined;
  #attempt = 0;
  #readySince = 0;
  #diagnostics: readonly string[] = [];
  #health: Health | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #waitsForSignIn = false;
  /** Connections that take no new calls, as long as old ones are under way. */
  readonly #leaving = new Set<Connection>();
  /** The end of connections that were let go. */
  #closing: Promise<unknown> = Promise.resolve();
  readonly #statusWaiters = new Set<() => void>();

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get status(): ServerStatus {
    return this.#status;
  }

  /** When it came into its status, in milliseconds since the epoch. */
  get statusSince(): number {
    return this.#statusSince;
  }

  /** Why it is not ready, in one sentence; undefined while it is. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** What the server said of itself last. */
  get greeting(): ServerGreeting | undefined {
    return this.#greeting;
  }

  /** The connection, while it is ready. */
  get ready(): Connection | undefined {
    return this.#status === 'ready' ? this.#connection : undefined;
  }

  /** The last lines of the program's error output, of the connection before where there is none now. */
  get lastDiagnostics(): readonly string[] {
    return this.#connection?.transport.diagnostics() ?? this.#diagnostics;
  }

  /** Starts connecting in the background; the events tell how it goes. */
  start(): void {
    if (this.#status !== 'stopped') return;
    this.#attempt = 0;
    this.#connectSoon(0);
  }

  /** Stops until the next start; resolves when no process of it is left. */
  async stop(reason = 'it was stopped'): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#setStatus('stopped', reason);
    this.#drop();
    for (const connection of this.#leaving) this.#close(connection);
    await this.#closing;
  }

  /**
   * Sends a request; a server that is just being connected is waited for.
   * @throws RelayError AISEC_TOOL_EXECUTION_ERROR
   */
  request(request: OutgoingRequest, options: ConnectionOptions): Promise<Frame> {
    if (this.#status === 'ready' && this.#connection) {
      return this.#connection.request(request, options, this.#resend);
    }
    const began = performance.now();
    return this.whenReady().then((connection) => {
      // The time that a call may take runs while it waits; a connection that is opened for one client is not held against it.
      const waitedMs = this.#parts.client ? 0 : performance.now() - began;
      return connection.request(request, { ...options, waitedMs }, this.#resend);
    });
  }

  /** Once: what the next connection does not take either fails. */
  readonly #resend = async (request: OutgoingRequest, options: ConnectionOptions): Promise<Frame> => {
    const connection = await this.whenReady();
    return connection.request(request, options);
  };

  /** @throws RelayError AISEC_TOOL_EXECUTION_ERROR where the server is not there in time */
  async whenReady(): Promise<Connection> {
    const deadline = performance.now() + this.#parts.waitMs;
    for (;;) {
      if (this.#status === 'stopped') throw this.#unreachable();
      if (this.ready) return this.ready;
      const left = deadline - performance.now();
      if (left <= 0) throw this.#unreachable();
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          this.#statusWaiters.delete(done);
          resolve();
        };
        const timer = setTimeout(done, left);
        this.#statusWaiters.add(done);
      });
    }
  }

  /** Connects at once where a person had to sign in and has done so. */
  resumeAfterSignIn(): void {
    if (!this.#waitsForSignIn || this.#status !== 'waiting' || this.#parts.signIn?.need !== undefined) return;
    clearTimeout(this.#retryTimer);
    this.#attempt = 0;
    this.#connectSoon(0);
  }

  #connectSoon(waitMs: number): void {
    const connect = (): void => {
      this.#connect().catch((error: unknown) => this.#parts.log.error(`${this.#name}: ${messageOf(error)}`));
    };
    if (waitMs === 0) connect();
    else this.#retryTimer = setTimeout(connect, waitMs).unref();
  }

  async #connect(): Promise<void> {
    const { config, capabilities, events } = this.#parts;
    this.#attempt += 1;
    this.#waitsForSignIn = false;
    // Why the last try failed is still what a person wants to know.
    const before = this.#status === 'waiting' ? this.#reason : undefined;
    this.#setStatus('connecting', before === undefined ? 'it is being connected' : `it is tried again (${before})`);
    // Never two processes of one server: the one before may still be on its way out.
    await this.#closing;
    await this.#parts.signIn?.prepare();
    if (this.status !== 'connecting') return;
    const connection = this.#createConnection();
    this.#connection = connection;
    try {
      await connection.transport.open();
      const greeting = await greet(connection, config, capabilities, this.#memory);
      if (this.#connection !== connection) return;
      this.#greeting = greeting;
      await events.prepare(connection, greeting);
      if (this.#connection !== connection) return;
      this.#readySince = performance.now();
      const method = pingMethod(greeting.era, config.kind);
      if (method !== undefined) this.#watch(connection, method);
      events.onReady(greeting);
      this.#parts.signIn?.worked();
      this.#setStatus('ready', undefined);
    } catch (error) {
      this.#onClose(connection, messageOf(error));
    }
  }

  #createConnection(): Connection {
    const { log, client, createTransport, events } = this.#parts;
    const connection: Connection = new Connection({
      server: this.#name,
      log,
      client,
      createTransport,
      events: {
        onListChanged: (method) => events.onListChanged(method),
        onNotification: (frame, owners) => events.onNotification(frame, owners),
        onClose: (reason) => this.#onClose(connection, reason),
        onForgotten: (reason) => this.#onForgotten(connection, reason),
      },
    });
    return connection;
  }

  #watch(connection: Connection, method: string): void {
    this.#health = new Health(connection, method, () => this.#onClose(connection, 'it no longer answers'));
    this.#health.start();
  }

  #onClose(connection: Connection, reason: string): void {
    if (this.#connection !== connection || this.#status === 'stopped') return;
    const wasReady = this.#status === 'ready';
    this.#drop();
    if (wasReady && performance.now() - this.#readySince > STABLE_MS) this.#attempt = 0;
    const need = this.#parts.signIn?.need;
    if (need === undefined) return this.#retry(reason, backoffMs(Math.max(1, this.#attempt)));
    this.#waitsForSignIn = true;
    return this.#retry(need, SIGN_IN_RETRY_MS);
  }

  /** The server is there but knows this connection no longer, or nobody is there: calls wait for the next connection. */
  #onForgotten(connection: Connection, reason: string): void {
    if (this.#connection !== connection || this.#status === 'stopped') return;
    if (this.#status !== 'ready') return this.#onClose(connection, reason);
    if (performance.now() - this.#readySince > STABLE_MS) this.#attempt = 0;
    this.#letGo();
    this.#leaving.add(connection);
    connection.drained().then(
      () => this.#close(connection),
      () => {},
    );
    if (this.#attempt > 1) return this.#retry(reason, backoffMs(this.#attempt));
    // The first time there is nothing to wait for: clients shall not notice that the server was restarted.
    this.#parts.log.info(`${this.#name}: ${reason}; it is connected anew`);
    this.#setStatus('connecting', reason);
    return this.#connectSoon(0);
  }

  #retry(reason: string, waitMs: number): void {
    this.#parts.log.warn(`${this.#name}: ${reason}; next try in ${(waitMs / 1000).toFixed(1)} s`);
    this.#setStatus('waiting', reason);
    this.#connectSoon(waitMs);
  }

  /** Lets go of the connection and everything behind it. */
  #drop(): void {
    const connection = this.#letGo();
    if (connection) this.#close(connection);
  }

  #letGo(): Connection | undefined {
    const connection = this.#connection;
    if (!connection) return undefined;
    this.#connection = undefined;
    this.#health?.stop();
    this.#health = undefined;
    this.#diagnostics = connection.transport.diagnostics();
    this.#parts.events.onLost();
    return connection;
  }

  #close(connection: Connection): void {
    this.#leaving.delete(connection);
    this.#closing = Promise.all([this.#closing, connection.close().catch(() => {})]);
  }

  #unreachable(): RelayError {
    const reason = this.#reason ?? 'it is not connected';
    return new RelayError('AISEC_TOOL_EXECUTION_ERROR', `Server ${this.#name} cannot be reached: ${reason}.`);
  }

  get #name(): string {
    return this.#parts.config.name;
  }

  #setStatus(status: ServerStatus, reason: string | undefined): void {
    if (status !== this.#status) this.#statusSince = Date.now();
    this.#status = status;
    this.#reason = reason;
    this.#parts.events.onStatus(status, reason);
    for (const waiter of this.#statusWaiters) waiter();
  }
}
