import type { Log } from '../protocol/log.ts';
import type { ServerConfig } from '../protocol/server-config.ts';
import type { ToolDefinition } from './list-tools.ts';
import { Watchdog } from './process/watchdog.ts';
import { DownstreamServer, type ServerStatus } from './server.ts';

export interface FleetEvents {
  /** A server's whole tool list, after each connect and each change. */
  onTools(server: ServerConfig, tools: readonly ToolDefinition[]): void;
  onStatus(server: ServerConfig, status: ServerStatus, reason: string | undefined): void;
}

/**
 * All servers of a configuration. Their start takes longest of all that a start does, so it may come first: what they
 * report meanwhile is kept for the one who attaches.
 */
export class Fleet {
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly #watchdog: Watchdog;
  readonly #events = Promise.withResolvers<FleetEvents>();

  /** @param instanceId marks the processes of this relay */
  constructor(configs: readonly ServerConfig[], instanceId: string, log: Log) {
    this.#watchdog = new Watchdog(instanceId);
    const enabled = configs.filter((config) => config.enabled);
    this.servers = new Map(enabled.map((config) => [config.name, this.#create(config, log)]));
  }

  /** Starts all servers at once, in the background. */
  start(): void {
    if ([...this.servers.values()].some((server) => server.config.kind === 'stdio')) this.#watchdog.start();
    for (const server of this.servers.values()) server.start();
  }

  /** Hands over what was reported so far, and all that follows. */
  attach(events: FleetEvents): void {
    this.#events.resolve(events);
  }

  /** Has every server list its tools again, in the background. */
  refresh(): void {
    for (const server of this.servers.values()) server.refresh();
  }

  /** Stops all servers; resolves when no process of theirs is left. */
  async stop(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
    this.#watchdog.close();
  }

  #create(config: ServerConfig, log: Log): DownstreamServer {
    const tell = (what: (events: FleetEvents) => void): void => {
      this.#events.promise.then(what).catch((error: unknown) => log.error(`${config.name}: ${String(error)}`));
    };
    return new DownstreamServer(config, log, this.#watchdog, {
      onTools: (tools) => tell((events) => events.onTools(config, tools)),
      onStatus: (status, reason) => tell((events) => events.onStatus(config, status, reason)),
    });
  }
}
