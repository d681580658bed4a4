import { createEntryIds } from './audit/entry-id.ts';
import { RefusalLog } from './audit/refusal-log.ts';
import { SqliteAudit } from './audit/sqlite-audit.ts';
import type { Config } from './config/load.ts';
import type { Fleet } from './downstream/fleet.ts';
import type { DownstreamServer } from './downstream/server.ts';
import type { ToolDefinition } from './downstream/list-tools.ts';
import { Listener } from './gateway/http/listener.ts';
import type { TokenBook } from './gateway/tokens.ts';
import { DefinitionInspector } from './pipeline/definitions.ts';
import { Dispatcher } from './pipeline/dispatch.ts';
import { Scanner } from './pipeline/scanner.ts';
import type { ClientSession } from './pipeline/session.ts';
import { admitStage } from './pipeline/stages/admit.ts';
import { awaitStartStage } from './pipeline/stages/await-start.ts';
import { forwardStage } from './pipeline/stages/forward.ts';
import { ownToolStage } from './pipeline/stages/own-tool.ts';
import { resolveStage } from './pipeline/stages/resolve.ts';
import { scanRequestStage } from './pipeline/stages/scan-request.ts';
import { scanResponseStage } from './pipeline/stages/scan-response.ts';
import { validateStage } from './pipeline/stages/validate.ts';
import { messageOf } from './protocol/errors.ts';
import type { Log } from './protocol/log.ts';
import type { ScanEngine } from './protocol/scan-types.ts';
import { INTERNAL_SERVER, type ServerConfig } from './protocol/server-config.ts';
import { ToolRegistry } from './registry/registry.ts';
import { createRegistryStore } from './registry/store.ts';
import { StartWindow } from './registry/start-window.ts';
import type { Sqlite } from './store/database.ts';

const LIST_CHANGED = '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}';
/** Servers that report within this time of each other change the list once, in milliseconds. */
const DEBOUNCE_MS = 20;
/** After this long a registry that could not be stored is tried again, in milliseconds. */
const RETRY_MS = 1000;

export interface RelayParts {
  readonly instanceId: string;
  readonly config: Config;
  /** The servers, started or not. */
  readonly fleet: Fleet;
  readonly database: Sqlite;
  readonly engines: readonly ScanEngine[];
  readonly log: Log;
}

/** The relay put together: servers, registry, scanner, audit, and the dispatcher that clients' messages go to. */
export class Relay {
  readonly dispatcher: Dispatcher;
  readonly registry: ToolRegistry;
  readonly #parts: RelayParts;
  readonly #audit: SqliteAudit;
  readonly #refusals: RefusalLog;
  readonly #scanner: Scanner;
  readonly #inspector: DefinitionInspector;
  readonly #window: StartWindow;
  readonly #sessions = new Set<ClientSession>();
  readonly #refreshTimer: NodeJS.Timeout;
  readonly #inspections = new Map<string, Promise<void>>();
  /** The list of each server that is being inspected, or that came meanwhile. */
  readonly #waitingLists = new Map<string, readonly ToolDefinition[]>();
  #publishTimer: NodeJS.Timeout | undefined;
  #listener: Listener | undefined;
  #registryFailure: string | undefined;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    const { config, database, fleet, log, engines } = parts;
    this.#audit = new SqliteAudit(database, log);
    this.#refusals = new RefusalLog(this.#audit);
    this.#scanner = new Scanner(engines, config.settings.failMode, log);
    this.#inspector = new DefinitionInspector(this.#scanner);
    this.registry = new ToolRegistry(
      {
        toolNames: config.settings.toolNames,
        maxTools: config.settings.maxMcpTools,
        servers: config.servers.map((server) => server.name),
        internal: new Set([INTERNAL_SERVER]),
      },
      createRegistryStore(database),
      log,
      {
        onChange: () => this.#tellClients(),
        onNotice: (type, server, tool, message) => {
          log.warn(`${server}: ${tool}: ${message}`);
          this.#audit.event({ ts: Date.now(), type: 'registry_change', server, tool, message: `${type}: ${message}` });
        },
      },
    );
    this.#window = new StartWindow([...fleet.servers.keys()], () => this.#publish());
    this.dispatcher = new Dispatcher({
      registry: this.registry,
      log,
      refusals: this.#refusals,
      starting: () => this.#window.wait(),
      runner: {
        log,
        audit: this.#audit,
        nextEntryId: createEntryIds(),
        onInvalid: (identity, reason) => this.dispatcher.noteRefusal(identity, reason),
        stages: [
          awaitStartStage(() => this.#window.wait()),
          ownToolStage(this.registry),
          resolveStage(this.registry, fleet.servers),
          scanRequestStage(this.#scanner),
          admitStage(() => this.#registryFailure),
          validateStage(),
          forwardStage(this.#scanner),
          scanResponseStage(this.#scanner),
        ],
      },
    });
    this.#refreshTimer = setInterval(() => fleet.refresh(), config.settings.toolRegistryCacheTtl * 1000);
    this.#refreshTimer.unref();
    fleet.attach({
      onTools: (server, tools) => this.#inspect(server, tools),
      onStatus: (server, status, reason) => {
        log.debug(`${server.name}: ${status}${reason === undefined ? '' : ` (${reason})`}`);
        if (status === 'waiting') this.#window.settle(server.name);
      },
    });
    for (const { config: server } of fleet.servers.values()) {
      if (server.hidden) log.warn(`${server.name}: is in hidden mode: nothing it says or gets is scanned`);
    }
    this.#window.open();
  }

  get instanceId(): string {
    return this.#parts.instanceId;
  }

  /** The configured servers that are not disabled, by name. */
  get servers(): ReadonlyMap<string, DownstreamServer> {
    return this.#parts.fleet.servers;
  }

  /** Opens the listener for HTTP clients and gives its port. Throws ListenError. */
  async listen(tokens: TokenBook): Promise<number> {
    const { host, port, allowRemote, allowedHosts } = this.#parts.config.settings;
    this.#listener = new Listener(
      { host, port, allowRemote, allowedHosts },
      {
        dispatcher: this.dispatcher,
        tokens,
        refusals: this.#refusals,
        log: this.#parts.log,
        onOpen: (session) => this.addSession(session),
        onClose: (session) => this.removeSession(session),
      },
    );
    return this.#listener.listen();
  }

  /** Resolves when every server has reported once, or has not within the time a start may take. */
  async settled(): Promise<void> {
    await this.#window.wait();
    await Promise.all(this.#inspections.values());
    this.#publish();
  }

  /** A client that shall hear when the tools change. */
  addSession(session: ClientSession): void {
    this.#sessions.add(session);
  }

  removeSession(session: ClientSession): void {
    this.#sessions.delete(session);
    session.close();
  }

  /** Stops listener, servers and scanner, and writes what the log still holds. Leaves no process behind. */
  async stop(): Promise<void> {
    clearInterval(this.#refreshTimer);
    clearTimeout(this.#publishTimer);
    this.#window.close();
    await this.#listener?.close();
    await this.#parts.fleet.stop();
    await this.#scanner.close();
    this.#refusals.close();
    await this.#audit.close();
  }

  /** Scans a server's list and hands it to the registry: one list of a server at a time, and of those that wait the last. */
  #inspect(config: ServerConfig, tools: readonly ToolDefinition[]): void {
    const isBusy = this.#waitingLists.has(config.name);
    this.#waitingLists.set(config.name, tools);
    if (!isBusy) this.#inspections.set(config.name, this.#inspectWaiting(config));
  }

  async #inspectWaiting(config: ServerConfig): Promise<void> {
    const { name, hidden } = config;
    for (;;) {
      const tools = this.#waitingLists.get(name) ?? [];
      try {
        this.registry.setServerTools(name, await this.#inspector.inspect(name, tools, hidden));
      } catch (error) {
        this.#parts.log.error(`${name}: its tools could not be taken: ${messageOf(error)}`);
      }
      if (this.#waitingLists.get(name) === tools) break;
    }
    this.#waitingLists.delete(name);
    this.#window.settle(name);
    if (this.#window.isOver) this.#publishSoon();
  }

  #publishSoon(ms = DEBOUNCE_MS): void {
    this.#publishTimer ??= setTimeout(() => {
      this.#publishTimer = undefined;
      this.#publish();
    }, ms);
  }

  /** A store that cannot be used now must not stop the relay: clients go on with what they had, and it is tried again. */
  #publish(): void {
    try {
      this.registry.publish();
      this.#registryFailure = undefined;
    } catch (error) {
      this.#registryFailure = `The tool registry cannot be refreshed: ${messageOf(error)}.`;
      this.#parts.log.error(this.#registryFailure);
      this.#publishSoon(RETRY_MS);
    }
  }

  #tellClients(): void {
    for (const session of this.#sessions) if (session.protocolVersion !== undefined) session.notify(LIST_CHANGED);
  }
}
