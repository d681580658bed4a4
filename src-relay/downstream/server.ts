import { messageOf, RelayError } from '../protocol/errors.ts';
import type { Frame } from '../protocol/frame.ts';
import type { Log } from '../protocol/log.ts';
import type { ServerConfig } from '../protocol/server-config.ts';
import { backoffMs } from './backoff.ts';
import { Connection, type RequestOptions } from './connection.ts';
import { shakeHands } from './handshake.ts';
import { listTools, type ToolDefinition } from './list-tools.ts';
import type { Watchdog } from './process/watchdog.ts';
import { createTransport } from './transport/create.ts';

export type ServerStatus = 'stopped' | 'connecting' | 'ready' | 'waiting';

export interface ServerEvents {
  /** The server's whole tool list, after each connect and each change. */
  onTools(tools: readonly ToolDefinition[]): void;
  onStatus(status: ServerStatus, reason: string | undefined): void;
}

/** How long connecting and handshake may take, in milliseconds. */
const CONNECT_MS = 30_000;
/** How long a call waits for a server that is being connected, in milliseconds. */
const WAIT_FOR_READY_MS = 5000;
/** A connection that lived this long starts its backoff anew, in milliseconds. */
const STABLE_MS = 10_000;
/** Least time between two lists of a server that tells of changes, in milliseconds. */
const LIST_INTERVAL_MS = 1000;

/** One downstream server: keeps one connection to it alive for as long as the relay runs. */
export class DownstreamServer {
  readonly config: ServerConfig;
  /** Trusted: nothing that it says or gets is scanned. May change while it runs. */
  hidden: boolean;
  /** Whether it is to run at all. May change while the relay runs. */
  enabled: boolean;
  readonly #log: Log;
  readonly #watchdog: Watchdog;
  readonly #events: ServerEvents;
  #connection: Connection | undefined;
  #status: ServerStatus = 'stopped';
  #statusSince = Date.now();
  #reason: string | undefined;
  #attempt = 0;
  #readySince = 0;
  #diagnostics: readonly string[] = [];
  #retryTimer: NodeJS.Timeout | undefined;
  #listing: Promise<void> | undefined;
  #listAgain = false;
  /** When the tools were last asked for after the connect, on the clock of performance.now(). */
  #listedAt = Number.NEGATIVE_INFINITY;
  #listTimer: NodeJS.Timeout | undefined;
  /** The end of connections that were let go. */
  #closing: Promise<unknown> = Promise.resolve();
  readonly #statusWaiters = new Set<() => void>();

  constructor(config: ServerConfig, log: Log, watchdog: Watchdog, events: ServerEvents) {
    this.config = config;
    this.hidden = config.hidden;
    this.enabled = config.enabled;
    this.#log = log;
    this.#watchdog = watchdog;
    this.#events = events;
  }

  get status(): ServerStatus {
    return this.#status;
  }

  /** When it came into its status, in milliseconds since the epoch. */
  get statusSince(): number {
    return this.#statusSince;
  }

  /** Why the server is not ready, in one sentence; undefined while it is. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** The last lines of the program's error output, of the connection before where there is none now. */
  get lastDiagnostics(): readonly string[] {
    return this.#connection?.transport.diagnostics() ?? this.#diagnostics;
  }

  /** Starts connecting in the background; the events tell how it goes. */
  start(): void {
    if (this.#status !== 'stopped') return;
    this.#attempt = 0;
    this.#connect().catch((error: unknown) => this.#log.error(`${this.config.name}: ${messageOf(error)}`));
  }

  /** Stops for good; resolves when no process of it is left. */
  async stop(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#setStatus('stopped', 'it was stopped');
    this.#drop();
    await this.#closing;
  }

  /** Lists the tools again in the background. */
  refresh(): void {
    // A change told while a list is on its way, the first one included, may not be in it.
    if (this.#listing || this.#status === 'connecting') {
      this.#listAgain = true;
      return;
    }
    if (this.#status !== 'ready') return;
    if (performance.now() - this.#listedAt < LIST_INTERVAL_MS) {
      this.#listAgain = true;
      this.#refreshIfTold();
      return;
    }
    this.#listing = this.#list().finally(() => {
      this.#listing = undefined;
      this.#refreshIfTold();
    });
  }

  /**
   * Sends a request; a server that is just being connected is waited for, for at most five seconds.
   * @throws RelayError AISEC_TOOL_EXECUTION_ERROR
   */
  request(write: (id: number) => string, options: RequestOptions): Promise<Frame> {
    if (this.#status === 'ready' && this.#connection) return this.#connection.request(write, options);
    return this.#waitForReady().then((connection) => connection.request(write, options));
  }

  async #connect(): Promise<void> {
    this.#attempt += 1;
    // Why the last try failed is still what a person wants to know.
    const before = this.#status === 'waiting' ? this.#reason : undefined;
    this.#setStatus('connecting', before === undefined ? 'it is being connected' : `it is tried again (${before})`);
    // Never two processes of one server: the one before may still be on its way out.
    await this.#closing;
    if (this.status !== 'connecting') return;
    const connection = new Connection(
      this.config.name,
      this.#log,
      {
        onNotification: (frame) => {
          if (frame.message.method === 'notifications/tools/list_changed') this.refresh();
        },
        onClose: (reason) => this.#onClose(connection, reason),
      },
      (events) => createTransport(this.config, this.#watchdog, events),
    );
    this.#connection = connection;
    try {
      await connection.transport.open();
      const greeting = await shakeHands(connection, CONNECT_MS);
      const tools = greeting.capabilities.tools === undefined ? [] : await this.#toolsOf(connection);
      if (this.#connection !== connection) return;
      this.#readySince = performance.now();
      this.#events.onTools(tools);
      this.#setStatus('ready', undefined);
      this.#refreshIfTold();
    } catch (error) {
      this.#onClose(connection, messageOf(error));
    }
  }

  #onClose(connection: Connection, reason: string): void {
    if (this.#connection !== connection || this.#status === 'stopped') return;
    this.#drop();
    if (this.#status === 'ready' && performance.now() - this.#readySince > STABLE_MS) this.#attempt = 0;
    const wait = backoffMs(Math.max(1, this.#attempt));
    this.#log.warn(`${this.config.name}: ${reason}; next try in ${(wait / 1000).toFixed(1)} s`);
    this.#setStatus('waiting', reason);
    this.#retryTimer = setTimeout(() => {
      this.#connect().catch((error: unknown) => this.#log.error(`${this.config.name}: ${messageOf(error)}`));
    }, wait);
    this.#retryTimer.unref();
  }

  /** Lists again if a change was told meanwhile; a server that changes all the time is looked at once a while. */
  #refreshIfTold(): void {
    if (!this.#listAgain) return;
    this.#listAgain = false;
    const wait = Math.max(0, this.#listedAt + LIST_INTERVAL_MS - performance.now());
    clearTimeout(this.#listTimer);
    this.#listTimer = setTimeout(() => this.refresh(), wait).unref();
  }

  /** Lets go of the connection and everything behind it. */
  #drop(): void {
    clearTimeout(this.#listTimer);
    const connection = this.#connection;
    if (!connection) return;
    this.#connection = undefined;
    this.#diagnostics = connection.transport.diagnostics();
    this.#closing = Promise.all([this.#closing, connection.close().catch(() => {})]);
  }

  #toolsOf(connection: Connection): Promise<ToolDefinition[]> {
    return listTools(connection, CONNECT_MS, (why) => this.#log.warn(`${this.config.name}: ${why}`));
  }

  async #list(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    this.#listedAt = performance.now();
    try {
      const tools = await this.#toolsOf(connection);
      if (this.#connection === connection) this.#events.onTools(tools);
    } catch (error) {
      this.#log.warn(`${this.config.name}: the tools could not be listed again: ${messageOf(error)}`);
    }
  }

  async #waitForReady(): Promise<Connection> {
    const deadline = performance.now() + WAIT_FOR_READY_MS;
    for (;;) {
      if (this.#status === 'stopped') throw this.#unreachable();
      if (this.#status === 'ready' && this.#connection) return this.#connection;
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

  #unreachable(): RelayError {
    const reason = this.#reason ?? 'it is not connected';
    return new RelayError('AISEC_TOOL_EXECUTION_ERROR', `Server ${this.config.name} cannot be reached: ${reason}.`);
  }

  #setStatus(status: ServerStatus, reason: string | undefined): void {
    if (status !== this.#status) this.#statusSince = Date.now();
    this.#status = status;
    this.#reason = reason;
    this.#events.onStatus(status, reason);
    for (const waiter of this.#statusWaiters) waiter();
  }
}
