import type { ClientTraits, LoggingLevel, ServerGreeting } from '../protocol/era.ts';
import { messageOf, RelayError } from '../protocol/errors.ts';
import { frameFromText, type Frame } from '../protocol/frame.ts';
import type { Log } from '../protocol/log.ts';
import type { ServerConfig } from '../protocol/server-config.ts';
import type { Connection } from './connection/connection.ts';
import { SHARED_CAPABILITIES } from './era/own-request.ts';
import { Link, type ServerStatus } from './link/link.ts';
import { LogLevel } from './link/log-level.ts';
import { OfferLists } from './lists/offer-lists.ts';
import type { ServerOffer } from './lists/offer.ts';
import type { ServerSignIn } from './oauth/server-sign-in.ts';
import type { RunningPackage } from './process/package/package-of.ts';
import type { ProcessSupervisor } from './process/supervisor.ts';
import type { AskHandler, OutgoingRequest, RequestOptions } from './request.ts';
import { SessionServers, type SessionServer } from './sessions/session-servers.ts';
import { Subscriptions } from './subscriptions/subscriptions.ts';
import { createTransport } from './transport/create.ts';

export type { ServerStatus } from './link/link.ts';

export interface ServerEvents {
  /** All that it offers, after each connect and each change. */
  onOffer(offer: ServerOffer): void;
  onStatus(status: ServerStatus, reason: string | undefined): void;
  /** What it says that belongs to no request; `owners` are those whose requests are under way on the connection. */
  onNotification(frame: Frame, owners: readonly string[]): void;
  /** Its sign-in stands differently; a sentence where a person may want to read of it later. */
  onSignIn(message: string | undefined): void;
}

/** What may be switched while a server runs: one for the server and its sessions. */
interface Switches {
  hidden: boolean;
  enabled: boolean;
}

/** The session that a server is for, where each has its own. */
interface SessionOf {
  readonly base: DownstreamServer;
  readonly owner: string;
  readonly traits: ClientTraits;
  readonly onAsk: AskHandler | undefined;
}

/** How long a call waits for a server that is being connected, in milliseconds. */
const WAIT_MS = 5000;
/** How long a session's first call waits for the session's own process, in milliseconds. */
const SESSION_WAIT_MS = 30_000;

/** One downstream server: keeps one connection to it alive for as long as the relay runs. */
export class DownstreamServer implements SessionServer {
  readonly config: ServerConfig;
  /** Signs requests in at a remote server; undefined where it cannot need that. */
  readonly signIn: ServerSignIn | undefined;
  readonly #log: Log;
  readonly #processes: ProcessSupervisor;
  readonly #events: ServerEvents;
  readonly #session: SessionOf | undefined;
  readonly #switches: Switches;
  readonly #link: Link;
  /** A session's connection lists nothing: what it may use is what the shared one has listed. */
  readonly #lists: OfferLists | undefined;
  readonly #subscriptions: Subscriptions;
  readonly #sessions: SessionServers<DownstreamServer>;
  readonly #logLevel: LogLevel;
  #lastUsed = performance.now();
  #isEnded = false;

  constructor(
    config: ServerConfig,
    log: Log,
    processes: ProcessSupervisor,
    events: ServerEvents,
    signIn?: ServerSignIn,
    session?: SessionOf,
  ) {
    this.config = config;
    this.signIn = signIn;
    this.#log = log;
    this.#processes = processes;
    this.#events = events;
    this.#session = session;
    this.#switches = session ? session.base.#switches : { hidden: config.hidden, enabled: config.enabled };
    this.#lists = session ? undefined : new OfferLists(config.name, log, () => this.#offer());
    this.#sessions = new SessionServers(config.name);
    this.#logLevel = new LogLevel(config.name, log);
    this.#subscriptions = new Subscriptions({
      server: config.name,
      log,
      withLists: !session,
      onGap: () => this.refresh(),
    });
    this.#link = new Link({
      config,
      log,
      client: session && { owner: session.owner, onAsk: session.onAsk },
      capabilities: session ? session.traits.capabilities : SHARED_CAPABILITIES,
      waitMs: session ? SESSION_WAIT_MS : WAIT_MS,
      signIn,
      createTransport: (transportEvents) => createTransport(config, processes, signIn, transportEvents),
      events: {
        prepare: (connection, greeting) => this.#prepare(connection, greeting),
        onReady: (greeting) => this.#lists && this.#events.onOffer(this.#lists.offer(greeting)),
        onLost: () => {
          this.#lists?.stop();
          this.#subscriptions.detach();
        },
        onStatus: (status, reason) => this.#events.onStatus(status, reason),
        onListChanged: (method) => this.#listChanged(method),
        onNotification: (frame, owners) => this.#events.onNotification(frame, owners),
      },
    });
    if (session) return;
    signIn?.listen({
      onChange: () => {
        events.onSignIn(undefined);
        this.#link.resumeAfterSignIn();
      },
      onNotice: (message) => events.onSignIn(message),
    });
  }

  /** Trusted: nothing that it says or gets is scanned. May change while it runs. */
  get hidden(): boolean {
    return this.#switches.hidden;
  }

  set hidden(hidden: boolean) {
    this.#switches.hidden = hidden;
  }

  /** Whether it is to run at all. May change while the relay runs. */
  get enabled(): boolean {
    return this.#switches.enabled;
  }

  set enabled(enabled: boolean) {
    this.#switches.enabled = enabled;
  }

  get status(): ServerStatus {
    return this.#link.status;
  }

  /** When it came into its status, in milliseconds since the epoch. */
  get statusSince(): number {
    return this.#link.statusSince;
  }

  /** Why the server is not ready, in one sentence; undefined while it is. */
  get reason(): string | undefined {
    return this.#link.reason;
  }

  /** What it said of itself at the last handshake; kept while it reconnects. */
  get greeting(): ServerGreeting | undefined {
    return this.#link.greeting ?? this.#session?.base.greeting;
  }

  /** The last lines of the program's error output, of the connection before where there is none now. */
  get lastDiagnostics(): readonly string[] {
    return this.#link.lastDiagnostics;
  }

  /** Where its error output is kept; undefined for a remote server, and before the first start. */
  get logFile(): string | undefined {
    return this.#processes.logFile(this.config.name);
  }

  /** What runs for it, as paths: the program, and its script where a shim named one; undefined before its first start. */
  get runs(): string | undefined {
    return this.#processes.runs(this.config.name);
  }

  /** The package that runs for it; undefined for a remote server, and where none is found. Never rejects. */
  async runningPackage(): Promise<RunningPackage | undefined> {
    return this.config.kind === 'stdio' ? this.#processes.packageOf(this.config.name) : undefined;
  }

  /** Starts connecting in the background; the events tell how it goes. */
  start(): void {
    this.#link.start();
  }

  /** Leaves it stopped, for a reason that is told as the end of a sentence. */
  async holdBack(reason: string): Promise<void> {
    await this.#link.stop(reason);
  }

  /** Stops until the next start, its sessions' own connections too; resolves when no process of it is left. */
  async stop(): Promise<void> {
    await Promise.all([this.#link.stop(), this.#sessions.stopAll()]);
  }

  /** Lists again all that it offers, in the background. */
  refresh(): void {
    this.#lists?.refresh();
  }

  /**
   * Sends a request; a server that is just being connected is waited for, for at most five seconds.
   * @throws RelayError AISEC_TOOL_EXECUTION_ERROR
   */
  request(request: OutgoingRequest, options: RequestOptions): Promise<Frame> {
    const failure = this.#session && this.#use(this.#session);
    return failure ? Promise.reject(failure) : this.#link.request(request, options);
  }

  /** Sends a notification; dropped where the server is not there, or its era has none. */
  notify(method: string, paramsSource: string | undefined): void {
    const connection = this.#link.ready;
    if (connection?.era !== 'legacy') return;
    const params = paramsSource === undefined ? '' : `,"params":${paramsSource}`;
    connection.notify(`{"jsonrpc":"2.0","method":${JSON.stringify(method)}${params}}`);
  }

  /**
   * Has the server tell when a resource changes, from now on and after each reconnect.
   * @throws RelayError where it does not agree; with the server's own response as Refusal for a cause, where there is one
   */
  async subscribe(uri: string): Promise<void> {
    const failure = this.#session && this.#use(this.#session);
    if (failure) throw failure;
    await this.#link.whenReady();
    await this.#subscriptions.add(uri);
  }

  unsubscribe(uri: string): Promise<void> {
    this.#subscriptions.remove(uri);
    return Promise.resolve();
  }

  /** The least severity of log messages that anybody wants, from now on and after each reconnect. */
  setLogLevel(level: LoggingLevel | undefined): void {
    this.#logLevel.set(level);
    const connection = this.#link.ready;
    if (connection && this.greeting) this.#logLevel.tell(connection, this.greeting);
  }

  /**
   * The server for one session: with a connection of the session's own where the configuration isolates sessions, which is
   * opened when it is first used; else this one.
   * @param onAsk answers what the server asks while no call of the session is under way
   * @throws RelayError where too many sessions have one
   */
  forSession(owner: string, traits: ClientTraits, onAsk?: AskHandler): DownstreamServer {
    if (this.config.isolation === 'shared' || this.#session) return this;
    // Over HTTP the modern era keeps nothing between requests: there is nothing to keep apart.
    if (this.config.kind === 'http' && this.greeting?.era === 'modern') return this;
    return this.#sessions.get(owner, () => this.#createSession({ base: this, owner, traits, onAsk }));
  }

  /** The session is over: its own connection is closed. */
  endSession(owner: string): void {
    this.#sessions.end(owner).catch((error: unknown) => this.#log.error(`${this.config.name}: ${messageOf(error)}`));
  }

  /** Stops a session's server for good. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.stop();
  }

  get isStopped(): boolean {
    return this.status === 'stopped';
  }

  isUnusedFor(ms: number): boolean {
    const isIdle = this.#link.ready?.isIdle ?? true;
    return isIdle && !this.#subscriptions.isUsed && performance.now() - this.#lastUsed > ms;
  }

  #listChanged(method: string): void {
    if (!this.#session) return this.#lists?.changed(method);
    const { base, owner } = this.#session;
    base.#listChanged(method);
    // What is offered is what the shared connection lists, which need not change with it: the session hears of it all the same.
    this.#events.onNotification(frameFromText(`{"jsonrpc":"2.0","method":${JSON.stringify(method)}}`), [owner]);
  }

  async #prepare(connection: Connection, greeting: ServerGreeting): Promise<void> {
    // Before the lists: what changes after they were got is heard.
    await this.#subscriptions.attach(connection, greeting);
    this.#logLevel.tell(connection, greeting);
    await this.#lists?.load(connection, greeting);
  }

  #offer(): void {
    const { greeting } = this.#link;
    if (this.#lists && greeting && this.status === 'ready') this.#events.onOffer(this.#lists.offer(greeting));
  }

  #createSession(session: SessionOf): DownstreamServer {
    const { name } = this.config;
    const events: ServerEvents = {
      onOffer: () => {},
      onStatus: (status, reason) =>
        this.#log.debug(`${name}: connection of a session: ${status}${reason === undefined ? '' : ` (${reason})`}`),
      onNotification: (frame, owners) => this.#events.onNotification(frame, owners),
      onSignIn: () => {},
    };
    return new DownstreamServer(this.config, this.#log, this.#processes, events, this.signIn, session);
  }

  /** A session's connection is opened when it is used, as long as the server is to run. */
  #use({ base }: SessionOf): RelayError | undefined {
    this.#lastUsed = performance.now();
    if (!this.isStopped) return undefined;
    if (this.#isEnded || base.isStopped) {
      const message = `Server ${this.config.name} cannot be reached: it was stopped.`;
      return new RelayError('AISEC_TOOL_EXECUTION_ERROR', message);
    }
    const fullness = base.#sessions.fullness;
    if (!fullness) this.start();
    return fullness;
  }
}
