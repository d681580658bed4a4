import { availableParallelism } from 'node:os';
import type { Log } from '../protocol/log.ts';
import type { ServerConfig } from '../protocol/server-config.ts';
import type { ToolDefinition } from './list-tools.ts';
import { Watchdog } from './process/watchdog.ts';
import { DownstreamServer, type ServerStatus } from './server.ts';

/** Servers started at once for each processor: enough to keep it busy while the relay itself gets ready. */
const FIRST_PER_PROCESSOR = 4;

export interface FleetEvents {
  /** A server's whole tool list, after each connect and each change. */
  onTools(server: DownstreamServer, tools: readonly ToolDefinition[]): void;
  onStatus(server: DownstreamServer, status: ServerStatus, reason: string | undefined): void;
}

/**
 * All servers of a configuration. Their start takes longest of all that a start does, so it may come first: what they
 * report meanwhile is kept for the one who attaches.
 */
export class Fleet {
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly #watchdog: Watchdog;
  #unstarted: DownstreamServer[] = [];
  readonly #events = Promise.withResolvers<FleetEvents>();

  /** @param instanceId marks the processes of this relay */
  constructor(configs: readonly ServerConfig[], instanceId: string, log: Log) {
    this.#watchdog = new Watchdog(instanceId);
    this.servers = new Map(configs.map((config) => [config.name, this.#create(config, log)]));
  }

  /**
   * Starts the servers in the background: a few at once, the rest when somebody attaches. More would only keep the relay
   * itself from getting ready.
   */
  start(): void {
    this.#unstarted = [...this.servers.values()].filter((server) => server.enabled);
    if (this.#unstarted.some((server) => server.config.kind === 'stdio')) this.#watchdog.start();
    for (const server of this.#unstarted.splice(0, FIRST_PER_PROCESSOR * availableParallelism())) server.start();
  }

  /** Hands over what was reported so far, and all that follows; starts what is not started yet. */
  attach(events: FleetEvents): void {
    this.#events.resolve(events);
    setImmediate(() => this.#startNext());
  }

  /** Has every server list its tools again, in the background. */
  refresh(): void {
    for (const server of this.servers.values()) server.refresh();
  }

  /** Starts a server that was not started, or was stopped, until `stop`. */
  startServer(server: DownstreamServer): void {
    this.#unstarted = this.#unstarted.filter((waiting) => waiting !== server);
    if (server.config.kind === 'stdio') this.#watchdog.start();
    server.start();
  }

  /** Stops one server; resolves when no process of it is left. */
  async stopServer(server: DownstreamServer): Promise<void> {
    this.#unstarted = this.#unstarted.filter((waiting) => waiting !== server);
    await server.stop();
  }

  /** Stops all servers; resolves when no process of theirs is left. */
  async stop(): Promise<void> {
    this.#unstarted = [];
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
    this.#watchdog.close();
  }

  #startNext(): void {
    const server = this.#unstarted.shift();
    if (!server) return;
    server.start();
    // A program takes a moment to start, in which everything else would wait: one a turn.
    setImmediate(() => this.#startNext());
  }

  #create(config: ServerConfig, log: Log): DownstreamServer {
    const tell = (what: (events: FleetEvents) => void): void => {
      this.#events.promise.then(what).catch((error: unknown) => log.error(`${config.name}: ${String(error)}`));
    };
    const server: DownstreamServer = new DownstreamServer(config, log, this.#watchdog, {
      onTools: (tools) => tell((events) => events.onTools(server, tools)),
      onStatus: (status, reason) => tell((events) => events.onStatus(server, status, reason)),
    });
    return server;
  }
}
