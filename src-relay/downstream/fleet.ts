import { availableParallelism } from 'node:os';
import type { Frame } from '../protocol/frame.ts';
import type { Log } from '../protocol/log.ts';
import type { ServerConfig } from '../protocol/server-config.ts';
import type { ServerOffer } from './lists/offer.ts';
import type { SignIns } from './oauth/sign-ins.ts';
import type { ProcessSupervisor } from './process/supervisor.ts';
import { DownstreamServer, type ServerEvents, type ServerStatus } from './server.ts';

/** Servers started at once for each processor: enough to keep it busy while the relay itself gets ready. */
const FIRST_PER_PROCESSOR = 4;

export interface FleetEvents {
  /** All that a server offers, after each connect and each change. */
  onOffer(server: DownstreamServer, offer: ServerOffer): void;
  onStatus(server: DownstreamServer, status: ServerStatus, reason: string | undefined): void;
  /** What a server says that belongs to no request; `owners` are those whose requests are under way there. */
  onNotification(server: DownstreamServer, frame: Frame, owners: readonly string[]): void;
  /** A server's sign-in stands differently; a sentence where a person may want to read of it later. */
  onSignIn(server: DownstreamServer, message: string | undefined): void;
}

/** Says whether a server may be started. */
export interface StartGate {
  /** Why it may not, as the end of a sentence; undefined where it may. */
  refusal(config: ServerConfig): string | undefined;
}

/**
 * All servers of a configuration. Their start takes longest of all that a start does, so it may come first: what they
 * report meanwhile is kept for the one who attaches.
 */
export class Fleet {
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly #processes: ProcessSupervisor;
  #unstarted: DownstreamServer[] = [];
  /** The end of what a killed relay has left behind: programs that hold a port or a file must have let go of it. */
  #swept: Promise<void> | undefined;
  #isStopped = false;
  readonly #events = Promise.withResolvers<FleetEvents>();
  readonly #gate: StartGate | undefined;

  /**
   * @param signIns where people sign in at remote servers; undefined where none of them can need it
   * @param gate keeps servers from being started; undefined where all may be
   */
  constructor(
    configs: readonly ServerConfig[],
    processes: ProcessSupervisor,
    log: Log,
    signIns?: SignIns,
    gate?: StartGate,
  ) {
    this.#processes = processes;
    this.#gate = gate;
    this.servers = new Map(configs.map((config) => [config.name, this.#create(config, log, signIns)]));
  }

  /**
   * Starts the servers in the background: a few at once, the rest when somebody attaches. More would only keep the relay
   * itself from getting ready.
   */
  start(): void {
    this.#unstarted = [...this.servers.values()].filter((server) => server.enabled && !this.#holdsBack(server));
    if (this.#unstarted.some((server) => server.config.kind === 'stdio')) this.#processes.start();
    this.#swept = this.#processes.sweep()?.finally(() => {
      this.#swept = undefined;
      this.#startFirst();
    });
    if (!this.#swept) this.#startFirst();
  }

  /** Hands over what was reported so far, and all that follows; starts what is not started yet. */
  attach(events: FleetEvents): void {
    this.#events.resolve(events);
    if (this.#swept)
      this.#swept.then(
        () => this.#startNext(),
        () => {},
      );
    else setImmediate(() => this.#startNext());
  }

  /** Has every server list its tools again, in the background. */
  refresh(): void {
    for (const server of this.servers.values()) server.refresh();
  }

  /** Starts a server that was not started, or was stopped, until `stop`. */
  startServer(server: DownstreamServer): void {
    this.#unstarted = this.#unstarted.filter((waiting) => waiting !== server);
    if (!this.#isStopped && !this.#holdsBack(server)) server.start();
  }

  /** Whether a server that is to run may not be started. */
  isHeld(server: DownstreamServer): boolean {
    return server.enabled && server.isStopped && this.#gate?.refusal(server.config) !== undefined;
  }

  #holdsBack(server: DownstreamServer): boolean {
    const reason = this.#gate?.refusal(server.config);
    if (reason !== undefined) void server.holdBack(reason);
    return reason !== undefined;
  }

  /** Stops one server; resolves when no process of it is left. */
  async stopServer(server: DownstreamServer): Promise<void> {
    this.#unstarted = this.#unstarted.filter((waiting) => waiting !== server);
    await server.stop();
  }

  /** Stops all servers; resolves when no process of theirs is left. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unstarted = [];
    await Promise.all([...this.servers.values()].map((server) => Promise.all([server.stop(), server.signIn?.close()])));
    await this.#processes.close();
  }

  #startFirst(): void {
    for (const server of this.#unstarted.splice(0, FIRST_PER_PROCESSOR * availableParallelism())) server.start();
  }

  #startNext(): void {
    const server = this.#unstarted.shift();
    if (!server) return;
    server.start();
    // A program takes a moment to start, in which everything else would wait: one a turn.
    setImmediate(() => this.#startNext());
  }

  #create(config: ServerConfig, log: Log, signIns: SignIns | undefined): DownstreamServer {
    const tell = (what: (events: FleetEvents) => void): void => {
      this.#events.promise.then(what).catch((error: unknown) => log.error(`${config.name}: ${String(error)}`));
    };
    const events: ServerEvents = {
      onOffer: (offer) => tell((events) => events.onOffer(server, offer)),
      onStatus: (status, reason) => tell((events) => events.onStatus(server, status, reason)),
      onNotification: (frame, owners) => tell((events) => events.onNotification(server, frame, owners)),
      onSignIn: (message) => tell((events) => events.onSignIn(server, message)),
    };
    const server = new DownstreamServer(config, log, this.#processes, events, signIns?.of(config));
    return server;
  }
}
