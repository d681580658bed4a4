import { blockedCalls } from './audit/block-counts.ts';
import { createEntryIds } from './audit/entry-id.ts';
import { RefusalLog } from './audit/refusal-log.ts';
import { SqliteAudit, type AuditReader } from './audit/sqlite-audit.ts';
import type { Config } from './config/load.ts';
import type { Fleet } from './downstream/fleet.ts';
import type { DownstreamServer } from './downstream/server.ts';
import { Listener, type Routes } from './gateway/http/listener.ts';
import type { TokenBook } from './gateway/tokens.ts';
import { createAddressCheck } from './pipeline/address-check.ts';
import { Announcer } from './pipeline/announcer.ts';
import type { CallContext } from './pipeline/context.ts';
import type { AskParts } from './pipeline/asks/ask-through.ts';
import { createConnector } from './pipeline/connector.ts';
import { DefinitionInspector } from './pipeline/definitions.ts';
import { Dispatcher } from './pipeline/dispatch.ts';
import { Instructions } from './pipeline/instructions.ts';
import { LogLevels } from './pipeline/log-levels.ts';
import { OfferIntake } from './pipeline/offer-intake.ts';
import { Offering } from './pipeline/offering.ts';
import { Review } from './pipeline/review/review.ts';
import { RiskBook } from './pipeline/review/risk-book.ts';
import { Rounds } from './pipeline/rounds/rounds.ts';
import { createRoutes } from './pipeline/routes.ts';
import { Provenance } from './pipeline/provenance/provenance.ts';
import { RestorePermissions } from './pipeline/redaction/permission.ts';
import { recordAsk, type CallRunner } from './pipeline/run-call.ts';
import { ScanPause } from './pipeline/scan-pause.ts';
import { Scanner } from './pipeline/scanner.ts';
import type { ClientSession } from './pipeline/session.ts';
import { Subscriptions } from './pipeline/subscriptions.ts';
import { hiddenWarning, Switches } from './pipeline/switches.ts';
import { TaskOwners } from './pipeline/task-owners.ts';
import { relayUnasked } from './pipeline/unasked.ts';
import { createExceptionStore } from './policy/exception-store.ts';
import { decide } from './policy/decide.ts';
import { ExceptionBook, type FindingException } from './policy/exceptions.ts';
import type { JsonValue } from './protocol/json.ts';
import { FLOW_DEFAULTS } from './protocol/flow-settings.ts';
import type { Log } from './protocol/log.ts';
import type { Finding, ScanEngine, ScanItem } from './protocol/scan-types.ts';
import { INTERNAL_SERVER } from './protocol/server-config.ts';
import { Catalog } from './registry/catalog.ts';
import { ToolRegistry } from './registry/registry.ts';
import { PackageFacts } from './registry/risk/package-facts.ts';
import { StartPermits } from './registry/risk/permits.ts';
import { createRegistryStore } from './registry/store.ts';
import { StartWindow } from './registry/start-window.ts';
import { InstructionPins } from './registry/trust/instruction-pins.ts';
import { createTrustStore, type TrustStore } from './registry/trust/trust-store.ts';
import { plainLetters } from './scan/normalise/plain-letters.ts';
import type { Sqlite } from './store/database.ts';

export interface RelayParts {
  readonly instanceId: string;
  readonly config: Config;
  /** The servers, started or not. */
  readonly fleet: Fleet;
  readonly database: Sqlite;
  readonly engines: readonly ScanEngine[];
  /** What clients of the modern era carry from round to round. */
  readonly rounds: Rounds;
  /** The installation's own key. */
  readonly readKey: () => Buffer;
  /** Who may start in spite of a low risk score; kept nowhere where it is absent. */
  readonly permits?: StartPermits;
  readonly log: Log;
}

/** Hears what changes while the relay runs. None of it may throw or take long: calls wait for it. */
export interface RelayObserver {
  readonly onWritten: AuditReader;
  readonly onServers: () => void;
  readonly onTools: () => void;
  /** Clients came or went, or scanning was paused or taken up again. */
  readonly onStatus: () => void;
  /** Exceptions were made or removed. */
  readonly onExceptions: () => void;
}

/** The relay put together: servers, registry, scanner, audit, and the dispatcher that clients' messages go to. */
export class Relay {
  readonly dispatcher: Dispatcher;
  readonly registry: ToolRegistry;
  readonly catalog: Catalog;
  readonly pause: ScanPause;
  readonly switches: Switches;
  /** What waits for a person. */
  readonly review: Review;
  readonly risks: RiskBook;
  readonly trust: TrustStore;
  /** Findings that persons have said are none. */
  readonly exceptions: ExceptionBook;
  readonly #parts: RelayParts;
  readonly #audit: SqliteAudit;
  readonly #refusals: RefusalLog;
  readonly #scanner: Scanner;
  readonly #intake: OfferIntake;
  readonly #window: StartWindow;
  readonly #announcer: Announcer;
  readonly #logLevels: LogLevels;
  readonly #refreshTimer: NodeJS.Timeout;
  #observer: RelayObserver | undefined;
  #listener: Listener | undefined;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    const { config, database, fleet, log, engines, rounds } = parts;
    const { servers } = fleet;
    const names = config.servers.map((server) => server.name);
    const internal = new Set([INTERNAL_SERVER]);
    this.#audit = new SqliteAudit(database, log);
    this.#refusals = new RefusalLog(this.#audit);
    this.exceptions = new ExceptionBook(createExceptionStore(database), parts.readKey);
    const permissions = new RestorePermissions(config.servers);
    this.#scanner = new Scanner(engines, config.settings.failMode, log, this.exceptions, {
      permissions,
      provenance: new Provenance(config.flows ?? FLOW_DEFAULTS),
    });
    this.pause = new ScanPause(this.#audit, log, () => this.#observer?.onStatus());
    const isPaused = (): boolean => this.pause.isPaused;
    const { toolNames, maxMcpTools: maxTools } = config.settings;
    const trust = createTrustStore(database);
    this.trust = trust;
    const permits = parts.permits ?? new StartPermits(undefined);
    const instructionPins = new InstructionPins(trust, config.settings.firstSight === 'ask');
    this.registry = new ToolRegistry(
      {
        toolNames,
        maxTools,
        servers: names,
        internal,
        hasTasks: (server) => offering.runsTasks(server),
        firstSight: config.settings.firstSight,
        rules: () => this.#scanner.version,
        fold: plainLetters,
      },
      createRegistryStore(database),
      trust,
      log,
      {
        onChange: () => this.#announcer.listChanged('tools'),
        onNotice: (type, server, tool, message) => this.#notice(server, tool, `${type}: ${message}`),
      },
    );
    this.catalog = new Catalog({ toolNames, servers: names, internal }, log, {
      onChange: (kind) => this.#announcer.listChanged(kind),
      onNotice: (type, server, name, message) =>
        this.#notice(server, name, `${type}: ${type === 'risk' ? 'it is not offered: ' : ''}${message}`),
    });
    const enabled = [...servers.values()].filter((server) => server.enabled && !fleet.isHeld(server));
    this.#window = new StartWindow(
      enabled.map((server) => server.config.name),
      () => this.#intake.publish(),
    );
    const instructions = new Instructions(names);
    const offering = new Offering(() => this.#window.isSettled);
    const subscriptions = new Subscriptions();
    const tasks = new TaskOwners();
    this.#announcer = new Announcer({
      catalog: this.catalog,
      servers,
      subscriptions,
      mayPass: createAddressCheck(this.#scanner, isPaused),
      log,
    });
    this.#intake = new OfferIntake({
      scanner: this.#scanner,
      inspector: new DefinitionInspector(this.#scanner),
      registry: this.registry,
      catalog: this.catalog,
      instructions,
      offering,
      window: this.#window,
      log,
      onPublish: () => {
        this.risks.keep();
        this.#observer?.onTools();
      },
      onWithheld: (server, reason) => this.#notice(server, 'instructions', reason),
      instructionPins,
      onTaken: (server, runs) => {
        this.risks.listed(server);
        this.review.notePackage(server, runs);
      },
    });
    const { networkLookups, packageRegistry: registry, packageDownloads: downloads } = config.settings;
    this.risks = new RiskBook({
      servers,
      registry: this.registry,
      permits,
      blockedCalls: () => blockedCalls(database),
      packages: networkLookups && registry !== undefined ? new PackageFacts({ registry, downloads }) : undefined,
      log,
      onChange: () => {
        this.risks.keep();
        this.#observer?.onServers();
      },
    });
    this.switches = new Switches({
      fleet,
      intake: this.#intake,
      registry: this.registry,
      permits,
      audit: this.#audit,
      log,
      onServers: () => this.#observer?.onServers(),
    });
    this.review = new Review({
      servers,
      registry: this.registry,
      trust,
      instructionPins,
      risks: this.risks,
      permits,
      switches: this.switches,
      fold: plainLetters,
      audit: this.#audit,
      publish: () => this.#intake.publish(),
      takeAgain: (server) => this.#intake.takeAgain(server),
    });
    const runner: CallRunner = {
      log,
      audit: this.#audit,
      nextEntryId: createEntryIds(),
      onInvalid: (identity, reason) => this.dispatcher.noteRefusal(identity, reason),
    };
    const asks: AskParts = { scanner: this.#scanner, record: (context, ask) => recordAsk(runner, context, ask) };
    const connect = createConnector(asks, isPaused);
    this.#logLevels = new LogLevels(servers, () => this.#announcer.sessions, connect);
    const starting = (): Promise<void> | undefined => this.#window.wait();
    this.dispatcher = new Dispatcher({
      registry: this.registry,
      catalog: this.catalog,
      offering,
      instructions,
      servers,
      announcer: this.#announcer,
      logLevels: this.#logLevels,
      connect,
      rounds,
      runner,
      log,
      refusals: this.#refusals,
      onGreeted: () => this.#observer?.onStatus(),
      starting,
      routes: createRoutes({
        registry: this.registry,
        catalog: this.catalog,
        tasks,
        subscriptions,
        scanner: this.#scanner,
        servers,
        isPaused,
        permissions,
        latecomers: () => this.#window.waitForLatecomers()?.then(() => this.#intake.publish()),
        starting,
        seal: (context) => sealState(rounds, context),
        asks,
        connect,
        registryFailure: () => this.#intake.failure,
        isStarting: () => !this.#window.isSettled,
        onlyServer: () => onlyOf(servers),
      }),
    });
    this.#refreshTimer = setInterval(() => fleet.refresh(), config.settings.toolRegistryCacheTtl * 1000);
    this.#refreshTimer.unref();
    const onSaid = relayUnasked({
      asks,
      announcer: this.#announcer,
      subscriptions,
      tasks,
      connect,
      isPaused,
      log,
    });
    fleet.attach({
      onOffer: (server, offer) => this.#intake.take(server, offer),
      onNotification: (server, frame, owners) => onSaid({ server, frame, owners }),
      onStatus: (server, status, reason) => {
        log.debug(`${server.config.name}: ${status}${reason === undefined ? '' : ` (${reason})`}`);
        if (status === 'waiting') this.#window.settle(server.config.name);
        this.#observer?.onServers();
      },
      onSignIn: (server, message) => {
        if (message !== undefined) {
          this.#audit.event({ ts: Date.now(), type: 'authentication', server: server.config.name, message });
        }
        this.#observer?.onServers();
      },
    });
    for (const server of enabled) if (server.hidden) log.warn(hiddenWarning(server));
    for (const server of servers.values()) if (fleet.isHeld(server)) this.#noteHeld(server, permits);
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
    return this.#announcer.sessions;
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
   * @param ports the first free one of them is taken; 0 is any free one
   * @param routes answers what is no business of MCP clients
   */
  async listen(tokens: TokenBook, ports: readonly number[], routes?: Routes): Promise<number> {
    const { host, allowRemote, allowedHosts } = this.#parts.config.settings;
    this.#listener = new Listener(
      { host, ports, allowRemote, allowedHosts },
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

  /** A client that shall hear when something changes. */
  addSession(session: ClientSession): void {
    this.#announcer.add(session);
    this.#observer?.onStatus();
  }

  removeSession(session: ClientSession): void {
    this.#announcer.remove(session);
    if (session.traits?.logLevel !== undefined) this.#logLevels.apply();
    this.#observer?.onStatus();
  }

  /** Writes what the log still holds back: who asks the log next finds it there. */
  flushLog(): void {
    this.#audit.flush();
  }

  /** What the rules find in an item, whatever exceptions hold. */
  async findIn(item: ScanItem): Promise<readonly Finding[]> {
    const { findings } = await this.#scanner.scan(item);
    return findings;
  }

  /** What keeps a tool's definition off, if it is the one of this hash; undefined where it is another one by now. */
  async definitionFindings(
    server: string,
    name: string,
    hash: string,
  ): Promise<{ readonly value: JsonValue; readonly findings: readonly Finding[] } | undefined> {
    const entry = this.registry.entry(server, name);
    if (!entry || entry.hash !== hash) return undefined;
    const { source, value } = entry;
    const found = await this.findIn({ direction: 'definition', server, tool: name, source, value });
    const { findings } = decide(found, 'definition');
    return { value, findings: findings.filter(({ verdict }) => verdict === 'block' || verdict === 'ask') };
  }

  /** Makes an exception. Throws what the database throws. */
  addException(exception: Omit<FindingException, 'id' | 'createdAt'>): void {
    const { server, tool, detector, reason } = this.exceptions.add(exception);
    this.#noteException(server, tool, `${detector} is allowed: ${reason}`);
  }

  /** Removes an exception; false where it is not in force. Throws what the database throws. */
  removeException(id: string): boolean {
    const known = this.exceptions.standing.find((exception) => exception.id === id);
    if (!known || !this.exceptions.remove(id)) return false;
    this.#noteException(known.server, known.tool, `${known.detector} is a finding again`);
    return true;
  }

  /** Scans again what a server offers, where its verdicts may be other ones now. Resolves when it shows. */
  async rescan(server: string): Promise<void> {
    const known = this.servers.get(server);
    if (known) await this.#intake.takeAgain(known);
  }

  /** Whether a server that is to run is not started for its risk score. */
  isHeld(server: DownstreamServer): boolean {
    return this.#parts.fleet.isHeld(server);
  }

  /** Whether a person has let a server start whatever its risk score. */
  isAllowed(server: DownstreamServer): boolean {
    return this.#parts.permits?.isAllowed(server.config) ?? false;
  }

  /** What waits for a person is no longer what it was. */
  reviewChanged(): void {
    this.#observer?.onTools();
  }

  /** Records that somebody who had no right to was refused. */
  noteRefusal(message: string): void {
    this.#refusals.add('authentication', message);
  }

  /** Records what became of an AI client's own file. */
  noteClient(client: string, message: string): void {
    this.#parts.log.warn(`${client}: ${message}`);
    this.#audit.event({ ts: Date.now(), type: 'config_change', client: `client:${client}`, message });
  }

  /** Takes no request of HTTP clients any longer, and waits for the answers to those that were taken, so many milliseconds at most. */
  async drain(longestMs: number): Promise<void> {
    await this.#listener?.drain(longestMs);
  }

  /** Stops listener, servers and scanner, and writes what the log still holds. Leaves no process behind. */
  async stop(): Promise<void> {
    clearInterval(this.#refreshTimer);
    this.pause.close();
    this.#intake.close();
    this.#window.close();
    await this.#listener?.close();
    this.#parts.rounds.close();
    await this.switches.settled();
    await this.#parts.fleet.stop();
    await this.#scanner.close();
    this.#refusals.close();
    await this.#audit.close();
  }

  #noteException(server: string, tool: string | undefined, message: string): void {
    this.#audit.event({
      ts: Date.now(),
      type: 'config_change',
      server,
      ...(tool === undefined ? {} : { tool }),
      message,
    });
    this.#observer?.onExceptions();
  }

  #noteHeld(server: DownstreamServer, permits: StartPermits): void {
    const { name } = server.config;
    const message = `held: ${permits.refusal(server.config) ?? ''}`;
    this.#parts.log.warn(`${name}: ${message}`);
    this.#audit.event({ ts: Date.now(), type: 'registry_change', server: name, message });
  }

  #notice(server: string, tool: string, message: string): void {
    this.#parts.log.warn(`${server}: ${tool}: ${message}`);
    this.#audit.event({ ts: Date.now(), type: 'registry_change', server, tool, message });
  }
}

/** A modern server's own state, sealed for the client of the call that it was given in. */
function sealState(rounds: Rounds, { session, route, paramsSource, target, toSeal }: CallContext): string {
  const request = { owner: session.key, method: route.method, params: paramsSource };
  return rounds.seal({ server: target?.server ?? '', state: toSeal?.state }, request);
}

/** The one server that is on and for clients; undefined where there are several, or none. */
function onlyOf(servers: ReadonlyMap<string, DownstreamServer>): string | undefined {
  const names = [...servers.values()]
    .filter(({ enabled, config }) => enabled && config.name !== INTERNAL_SERVER)
    .map(({ config }) => config.name);
  return names.length === 1 ? names[0] : undefined;
}
