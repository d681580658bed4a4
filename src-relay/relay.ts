import { createEntryIds } from './audit/entry-id.ts';
import { RefusalLog } from './audit/refusal-log.ts';
import { SqliteAudit, type AuditReader } from './audit/sqlite-audit.ts';
import type { Config } from './config/load.ts';
import type { Fleet } from './downstream/fleet.ts';
import type { DownstreamServer } from './downstream/server.ts';
import { Listener, type Routes } from './gateway/http/listener.ts';
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
import { ToolIntake } from './pipeline/tool-intake.ts';
import type { Log } from './protocol/log.ts';
import type { ScanEngine } from './protocol/scan-types.ts';
import { INTERNAL_SERVER } from './protocol/server-config.ts';
import { ToolRegistry } from './registry/registry.ts';
import { createRegistryStore } from './registry/store.ts';
import { StartWindow } from './registry/start-window.ts';
import type { Sqlite } from './store/database.ts';

const LIST_CHANGED = '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}';

export interface RelayParts {
  readonly instanceId: string;
  readonly config: Config;
  /** The servers, started or not. */
  readonly fleet: Fleet;
  readonly database: Sqlite;
  readonly engines: readonly ScanEngine[];
  readonly log: Log;
}

/** Hears what changes while the relay runs. None of it may throw or take long: calls wait for it. */
export interface RelayObserver {
  readonly onWritten: AuditReader;
  readonly onServers: () => void;
  readonly onTools: () => void;
  /** Clients came or went, or scanning was paused or taken up again. */
  readonly onStatus: () => void;
}

/** The relay put together: servers, registry, scanner, audit, and the dispatcher that clients' messages go to. */
export class Relay {
  readonly dispatcher: Dispatcher;
  readonly registry: ToolRegistry;
  readonly #parts: RelayParts;
  readonly #audit: SqliteAudit;
  readonly #refusals: RefusalLog;
  readonly #scanner: Scanner;
  readonly #intake: ToolIntake;
  readonly #window: StartWindow;
  readonly #sessions = new Set<ClientSession>();
  readonly #refreshTimer: NodeJS.Timeout;
  /** What is being done to each server: one thing after the other. */
  readonly #switching = new Map<string, Promise<void>>();
  #observer: RelayObserver | undefined;
  #listener: Listener | undefined;
  #pausedUntil: number | undefined;
  #pauseTimer: NodeJS.Timeout | undefined;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    const { config, database, fleet, log, engines } = parts;
    this.#audit = new SqliteAudit(database, log);
    this.#refusals = new RefusalLog(this.#audit);
    this.#scanner = new Scanner(engines, config.settings.failMode, log);
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
    const enabled = [...fleet.servers.values()].filter((server) => server.enabled);
    this.#window = new StartWindow(
      enabled.map((server) => server.config.name),
      () => this.#intake.publish(),
    );
    this.#intake = new ToolIntake({
      inspector: new DefinitionInspector(this.#scanner),
      registry: this.registry,
      window: this.#window,
      log,
      onPublish: () => this.#observer?.onTools(),
    });
    this.dispatcher = new Dispatcher({
      registry: this.registry,
      log,
      refusals: this.#refusals,
      onGreeted: () => this.#observer?.onStatus(),
      starting: () => this.#window.wait(),
      runner: {
        log,
        audit: this.#audit,
        nextEntryId: createEntryIds(),
        onInvalid: (identity, reason) => this.dispatcher.noteRefusal(identity, reason),
        stages: [
          awaitStartStage(() => this.#window.wait()),
          ownToolStage(this.registry),
          resolveStage(this.registry, fleet.servers, () => this.#isPaused),
          scanRequestStage(this.#scanner),
          admitStage(this.registry, () => this.#intake.failure),
          validateStage(),
          forwardStage(this.#scanner),
          scanResponseStage(this.#scanner),
        ],
      },
    });
    this.#refreshTimer = setInterval(() => fleet.refresh(), config.settings.toolRegistryCacheTtl * 1000);
    this.#refreshTimer.unref();
    fleet.attach({
      onTools: (server, tools) => this.#intake.take(server, tools),
      onStatus: (server, status, reason) => {
        log.debug(`${server.config.name}: ${status}${reason === undefined ? '' : ` (${reason})`}`);
        if (status === 'waiting') this.#window.settle(server.config.name);
        this.#observer?.onServers();
      },
    });
    for (const server of enabled) if (server.hidden) log.warn(hiddenWarning(server));
    this.#window.open();
  }

  get instanceId(): string {
    return this.#parts.instanceId;
  }

  get config(): Config {
    return this.#parts.config;
  }

  /** All configured servers by name, those that are switched off included. */
  get servers(): ReadonlyMap<string, DownstreamServer> {
    return this.#parts.fleet.servers;
  }

  /** The clients' sessions that are open. */
  get sessions(): ReadonlySet<ClientSession> {
    return this.#sessions;
  }

  /** Until when everything passes unscanned, in milliseconds since the epoch; undefined while scanning is on. */
  get pausedUntil(): number | undefined {
    return this.#isPaused ? this.#pausedUntil : undefined;
  }

  /** Why the tool registry cannot be refreshed; undefined where it can. */
  get registryFailure(): string | undefined {
    return this.#intake.failure;
  }

  /** Why the log cannot be written; undefined where it can. */
  get logFailure(): string | undefined {
    return this.#audit.failure;
  }

  /** Tells somebody of what changes from now on. */
  observe(observer: RelayObserver): void {
    this.#observer = observer;
    this.#audit.attach(observer.onWritten, observer.onStatus);
  }

  /**
   * Opens the listener for HTTP clients and gives its port. Throws ListenError.
   * @param routes answers what is no business of MCP clients
   */
  async listen(tokens: TokenBook, routes?: Routes): Promise<number> {
    const { host, port, allowRemote, allowedHosts } = this.#parts.config.settings;
    this.#listener = new Listener(
      { host, port, allowRemote, allowedHosts },
      {
        dispatcher: this.dispatcher,
        tokens,
        refusals: this.#refusals,
        log: this.#parts.log,
        routes,
        onOpen: (session) => this.addSession(session),
        onClose: (session) => this.removeSession(session),
      },
    );
    return this.#listener.listen();
  }

  /** Resolves when every server has reported once, or has not within the time a start may take. */
  async settled(): Promise<void> {
    await this.#window.wait();
    await this.#intake.settled();
  }

  /** A client that shall hear when the tools change. */
  addSession(session: ClientSession): void {
    this.#sessions.add(session);
    this.#observer?.onStatus();
  }

  removeSession(session: ClientSession): void {
    this.#sessions.delete(session);
    session.close();
    this.#observer?.onStatus();
  }

  /** Trusts a server from now on, or stops trusting it: its definitions are scanned before this resolves. */
  setHidden(server: DownstreamServer, hidden: boolean): Promise<void> {
    return this.#switch(server, async () => {
      if (server.hidden === hidden) return;
      server.hidden = hidden;
      if (hidden) this.#parts.log.warn(hiddenWarning(server));
      this.#note(server, hidden ? 'hidden mode was switched on: nothing is scanned' : 'hidden mode was switched off');
      await this.#intake.takeAgain(server);
    });
  }

  /** Starts a server, or stops it and takes its tools away from clients. */
  setEnabled(server: DownstreamServer, enabled: boolean): Promise<void> {
    return this.#switch(server, async () => {
      if (server.enabled === enabled) return;
      server.enabled = enabled;
      this.#note(server, enabled ? 'the server was switched on' : 'the server was switched off');
      if (enabled) {
        this.#parts.fleet.startServer(server);
        return;
      }
      // First the tools, so that nobody calls what is on its way out.
      await this.#intake.takeAgain(server);
      await this.#parts.fleet.stopServer(server);
    });
  }

  /** Stops a server with all its processes and starts it again. */
  restart(server: DownstreamServer): Promise<void> {
    return this.#switch(server, async () => {
      if (!server.enabled) return;
      this.#note(server, 'the server was restarted');
      await this.#parts.fleet.stopServer(server);
      this.#parts.fleet.startServer(server);
    });
  }

  /** Switches a tool on or off for good. Throws what the store throws. */
  switchTool(server: string, tool: string, on: boolean): void {
    this.registry.switchTool(server, tool, on);
    this.#audit.event({
      ts: Date.now(),
      type: 'config_change',
      server,
      tool,
      message: on ? 'switched on' : 'switched off',
    });
    this.#intake.publish();
  }

  /** Approves a changed definition by its hash; false where another one waits, or none. Throws what the store throws. */
  approveTool(server: string, tool: string, hash: string): boolean {
    if (!this.registry.approve(server, tool, hash)) return false;
    const message = 'the changed definition was approved';
    this.#audit.event({ ts: Date.now(), type: 'config_change', server, tool, message });
    this.#intake.publish();
    return true;
  }

  /** Writes what the log still holds back: who asks the log next finds it there. */
  flushLog(): void {
    this.#audit.flush();
  }

  /** Records that somebody who had no right to was refused. */
  noteRefusal(message: string): void {
    this.#refusals.add('authentication', message);
  }

  /** Lets everything pass unscanned, logged as bypassed, for this long; then scanning starts again by itself. */
  pause(ms: number): void {
    clearTimeout(this.#pauseTimer);
    this.#pausedUntil = Date.now() + ms;
    this.#pauseTimer = setTimeout(() => this.resume(), ms);
    this.#pauseTimer.unref();
    this.#parts.log.warn(`scanning is paused for ${Math.round(ms / 1000)} s: everything passes unscanned`);
    this.#audit.event({ ts: Date.now(), type: 'config_change', message: 'scanning was paused' });
    this.#observer?.onStatus();
  }

  /** Scans again, at once. */
  resume(): void {
    if (this.#pausedUntil === undefined) return;
    clearTimeout(this.#pauseTimer);
    this.#pausedUntil = undefined;
    this.#parts.log.info('scanning is on again');
    this.#audit.event({ ts: Date.now(), type: 'config_change', message: 'scanning was taken up again' });
    this.#observer?.onStatus();
  }

  /** Stops listener, servers and scanner, and writes what the log still holds. Leaves no process behind. */
  async stop(): Promise<void> {
    clearInterval(this.#refreshTimer);
    clearTimeout(this.#pauseTimer);
    this.#intake.close();
    this.#window.close();
    await this.#listener?.close();
    await Promise.allSettled(this.#switching.values());
    await this.#parts.fleet.stop();
    await this.#scanner.close();
    this.#refusals.close();
    await this.#audit.close();
  }

  /** Does one thing to a server after the other: a stop that is under way ends before the next start begins. */
  async #switch(server: DownstreamServer, change: () => Promise<void>): Promise<void> {
    const { name } = server.config;
    const before = this.#switching.get(name) ?? Promise.resolve();
    const done = before.catch(() => {}).then(change);
    this.#switching.set(name, done);
    await done;
    this.#observer?.onServers();
  }

  /** By the clock, not by the timer: a machine that slept through the pause must not go on unscanned when it wakes. */
  get #isPaused(): boolean {
    return this.#pausedUntil !== undefined && Date.now() < this.#pausedUntil;
  }

  #note(server: DownstreamServer, message: string): void {
    this.#audit.event({ ts: Date.now(), type: 'config_change', server: server.config.name, message });
  }

  #tellClients(): void {
    for (const session of this.#sessions) if (session.protocolVersion !== undefined) session.notify(LIST_CHANGED);
  }
}

function hiddenWarning(server: DownstreamServer): string {
  return `${server.config.name}: is in hidden mode: nothing it says or gets is scanned`;
}
