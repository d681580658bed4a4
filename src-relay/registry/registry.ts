import type { Log } from '../protocol/log.ts';
import { listForClients } from './client-list.ts';
import type { InspectedTool, ToolEntry } from './entry.ts';
import { NameBook, type NameClash } from './name-book.ts';
import { OWN_TOOL, serversReport } from './own-tool.ts';
import { plainName } from './names.ts';
import { logName, RegistryNotices, withoutExcerpt, type NoticeType } from './registry-notices.ts';
import { Pins } from './pins.ts';
import type { PackageVersion } from './changes/classify.ts';
import { FlagBook } from './shadowing/flag-book.ts';
import type { Fold } from './shadowing/skeleton.ts';
import type { ApprovedDefinition, Pin, RegistryStore, WholePin } from './store.ts';
import { whatChanged } from './trust/what-changed.ts';
import { RuleChanges } from './trust/rule-changes.ts';
import type { TrustStore } from './trust/trust-store.ts';

/** From so many changes on, a definition is one that changes back and forth. */
export const RESTLESS = 3;

export interface RegistryOptions {
  readonly toolNames: 'auto' | 'prefix' | 'bare';
  /** How many tools may be enabled at once. */
  readonly maxTools: number;
  /** Configured servers in order: it decides among tools found together. */
  readonly servers: readonly string[];
  /** Servers whose tools are never listed or callable. */
  readonly internal: ReadonlySet<string>;
  /** Whether a server answers calls with tasks, as some of its tools may say they can. */
  readonly hasTasks: (server: string) => boolean;
  /** Whether the first definition that is seen of a tool is approved, or waits for a person. */
  readonly firstSight: 'approve' | 'ask';
  /** Names the version of all rules that scan. */
  readonly rules: () => string;
  /** Shows disguised letters as what they look like. */
  readonly fold: Fold;
}

export interface RegistryEvents {
  /** What clients see in tools/list is no longer what they saw. */
  onChange(): void;
  /** Something a person should know of: shadowing, a changed definition, tools over the limit. */
  onNotice(type: NoticeType, server: string, tool: string, message: string): void;
}

/** What tools exist, in which state, under which name. One source of truth for tools/list and for routing. */
export class ToolRegistry {
  readonly #options: RegistryOptions;
  readonly #store: RegistryStore;
  readonly #log: Log;
  readonly #events: RegistryEvents;
  readonly #names: NameBook;
  readonly #byServer = new Map<string, readonly ToolEntry[]>();
  /** Lists that were reported and are not judged yet: nothing of them is shown or callable before `publish`. */
  readonly #incoming = new Map<string, readonly ToolEntry[]>();
  #byShownName = new Map<string, ToolEntry>();
  #listSource = listForClients([], () => false);
  readonly #notices: RegistryNotices;
  readonly #flags: FlagBook;
  readonly #ruleChanges: RuleChanges;
  /** The package that runs for each server. */
  readonly #packages = new Map<string, PackageVersion>();

  constructor(
    options: RegistryOptions,
    store: RegistryStore,
    trust: Pick<TrustStore, 'verdicts' | 'setVerdict'>,
    log: Log,
    events: RegistryEvents,
  ) {
    this.#flags = new FlagBook(options.servers, options.fold);
    this.#ruleChanges = new RuleChanges(trust, options.rules);
    this.#options = options;
    this.#store = store;
    this.#log = log;
    this.#events = events;
    this.#notices = new RegistryNotices((type, server, tool, message) => events.onNotice(type, server, tool, message));
    this.#names = new NameBook(options.toolNames, options.servers, store);
  }

  /** The result of tools/list as JSON text, built once for each change. */
  get listSource(): string {
    return this.#listSource;
  }

  /** The enabled tool that clients know by this name. */
  find(shownName: string): ToolEntry | undefined {
    return this.#byShownName.get(shownName);
  }

  /** All tools of all servers, in the order of the configuration. */
  get entries(): readonly ToolEntry[] {
    return this.#options.servers.flatMap((server) => this.entriesOf(server));
  }

  /** The tools of one server. */
  entriesOf(server: string): readonly ToolEntry[] {
    return this.#byServer.get(server) ?? [];
  }

  report(): string {
    return serversReport(this.#options.servers, this.entries);
  }

  /** Whose tool clients know, or knew, by this name, and why it is not offered; undefined for a name never given. */
  withheld(shownName: string): { server: string; tool: string; why: string } | undefined {
    const holder = this.#names.holder(shownName);
    if (!holder || shownName === OWN_TOOL) return undefined;
    const entry = this.entry(holder.server, holder.tool);
    const why = entry ? (entry.reason ?? entry.state.replace('disabled - ', '')) : 'Its server does not offer it now.';
    return { ...holder, why };
  }

  /** A tool in whatever state, by the name at its server. */
  entry(server: string, name: string): ToolEntry | undefined {
    return this.entriesOf(server).find((entry) => entry.name === name);
  }

  approvedDefinition(server: string, name: string): ApprovedDefinition | undefined {
    return this.#store.approvedDefinition(server, name);
  }

  /** Switches a tool on or off for good; it shows with the next `publish`. */
  switchTool(server: string, name: string, on: boolean): void {
    this.#store.switchTool(server, name, on);
  }

  /** All of a tool's pin; undefined where it has none. */
  wholePin(server: string, name: string): WholePin | undefined {
    return this.#store.wholePin(server, name);
  }

  /** The package that runs for a server, where that is known. */
  packageOf(server: string): PackageVersion | undefined {
    return this.#packages.get(server);
  }

  /** Approves a changed definition if this is the one that waits; it shows with the next `publish`. */
  approve(server: string, name: string, hash: string): boolean {
    return this.#store.approve(server, name, hash, this.#runs(server));
  }

  /** Puts a tool's pin back as it was before an approval; it shows with the next `publish`. */
  restore(pin: WholePin): void {
    this.#store.restore(pin);
  }

  /**
   * Takes a server's whole tool list, which replaces what was known of that server.
   * @param runs the package that runs for it, where that is known
   */
  setServerTools(server: string, tools: readonly InspectedTool[], runs?: PackageVersion): void {
    if (runs) this.#packages.set(server, runs);
    else this.#packages.delete(server);
    const seen = new Set<string>();
    const entries: ToolEntry[] = [];
    for (const tool of tools) {
      if (seen.has(tool.name)) {
        this.#log.warn(`${server}: lists a tool twice; the first one counts: ${logName(tool)}`);
        continue;
      }
      seen.add(tool.name);
      entries.push({
        ...tool,
        server,
        shown: this.#names.given(server, tool.name),
        state: 'enabled',
        reason: undefined,
        flags: [],
      });
    }
    this.#incoming.set(server, entries);
  }

  /**
   * Decides names and states of all tools and builds the list that clients see. Called when servers have reported, so
   * that of several found together the order of the configuration decides. Throws what the store throws; clients then go
   * on with what they had.
   */
  publish(): void {
    const pins = new Pins(this.#store.pins());
    const switchedOff = new Set(this.#store.switchedOff().map(({ server, tool }) => `${server}\0${tool}`));
    const entries = this.#options.servers.flatMap(
      (server) => this.#incoming.get(server) ?? this.#byServer.get(server)?.map((entry) => ({ ...entry })) ?? [],
    );
    // The scanner's own tools are nobody's rivals.
    this.#flags.look(entries.filter(({ server }) => !this.#options.internal.has(server)).map((entry) => named(entry)));
    let clashes: readonly NameClash[] = [];
    this.#store.together(() => {
      for (const entry of entries) {
        this.#judge(entry, pins);
        // What keeps a tool off for a better reason is what a person should read.
        if (entry.state === 'enabled' && switchedOff.has(`${entry.server}\0${entry.name}`)) {
          entry.state = 'disabled - by user';
          entry.reason = 'It was switched off.';
        }
      }
      clashes = this.#names.assign(entries.filter((entry) => entry.state === 'enabled'));
    });
    this.#names.saved();
    for (const { entry, holder } of clashes) {
      this.#notices.tell(
        'shadowing',
        entry,
        `brings the name ${logName(entry)}, which belongs to ${holder}; it is shown as ${entry.shown ?? '(not shown)'}`,
      );
    }
    this.#notices.tellOfFlags(entries);
    const enabled = entries.filter((entry) => entry.state === 'enabled');
    const over = enabled.slice(this.#options.maxTools);
    for (const entry of over) entry.state = 'disabled - limit';
    this.#notices.warnOfLimit(over, this.#options.maxTools);
    const offered = enabled.slice(0, this.#options.maxTools);
    this.#byShownName = new Map(offered.map((entry) => [entry.shown ?? entry.name, entry]));
    for (const server of this.#options.servers) {
      this.#byServer.set(
        server,
        entries.filter((entry) => entry.server === server),
      );
    }
    this.#incoming.clear();
    const listSource = listForClients(offered, this.#options.hasTasks);
    if (listSource === this.#listSource) return;
    this.#listSource = listSource;
    this.#events.onChange();
  }

  #judge(entry: ToolEntry, pins: Pins): void {
    entry.state = 'enabled';
    entry.reason = undefined;
    entry.flags = this.#flags.of(entry.server, entry.name);
    if (this.#options.internal.has(entry.server)) {
      entry.state = 'disabled - hidden_mode';
      return;
    }
    const { inspection } = entry;
    const pin = pins.of(entry);
    if (inspection.outcome === 'bypassed') return;
    if (inspection.outcome === 'error') {
      entry.state = 'disabled - error';
      entry.reason = inspection.reason;
      return;
    }
    if (plainName(entry) !== entry.name) {
      // Under that name it would stand in lists, in the log and in the store.
      entry.state = 'disabled - security risk';
      entry.reason = 'Its name holds a secret.';
      this.#notices.tell('risk', entry, entry.reason);
      return;
    }
    const ruleChange = this.#ruleChanges.note(entry.server, entry);
    if (ruleChange === 'cleared') this.#notices.tell('cleared', entry, 'the rules of now find nothing in it');
    if (inspection.outcome === 'risk') {
      const hasChanged = pin !== undefined && pin.hash !== '' && pin.hash !== entry.hash;
      entry.state = 'disabled - security risk';
      entry.reason = hasChanged
        ? `${inspection.reason} Its definition is no longer the one that was approved.`
        : inspection.reason;
      this.#notices.tell(
        'risk',
        entry,
        ruleChange === 'found' ? `new rules find what old ones did not: ${entry.reason}` : entry.reason,
      );
    } else this.#judgePin(entry, pin, pins);
  }

  /** Holds a definition that passed the scan against the one that was approved. */
  #judgePin(entry: ToolEntry, pin: Pin | undefined, pins: Pins): void {
    const { server, name, hash, source } = entry;
    const asks = this.#options.firstSight === 'ask';
    if (pin === undefined && pins.isFull(server)) {
      // Forgetting old pins instead would let a server flood them out and come back with a changed tool.
      entry.state = 'disabled - error';
      entry.reason = 'Its server has shown too many different tools.';
    } else if (pin === undefined || pin.hash === '') {
      if (pin === undefined) pins.count(server);
      // The first sight that passes the scan is the approved one, unless a person wants to be asked.
      if (!asks) return this.#store.pin(server, name, hash, source, { by: 'first sight', package: this.#runs(server) });
      entry.state = 'disabled - changed';
      entry.reason = 'It is new and waits for approval.';
      this.#notices.tell('new', entry, 'it is new and waits for approval');
      if (pin === undefined) this.#store.setNew(server, name, hash, source);
      else if (pin.pendingHash !== hash) this.#store.setPending(server, name, hash, source);
    } else if (pin.hash !== hash) {
      const isRestless = pin.changes >= RESTLESS;
      entry.state = 'disabled - changed';
      entry.reason = isRestless
        ? `Its definition differs from the approved one, and has changed ${pin.changes} times since.`
        : 'Its definition differs from the approved one.';
      this.#notices.tell(
        'changed',
        entry,
        `its definition differs from the approved one${this.#difference(entry, pin)}`,
      );
      // What waits for approval is what the server shows now, whatever it showed before.
      if (pin.pendingHash !== hash) this.#store.setPending(server, name, hash, source);
    } else if (pin.pendingHash !== null) this.#store.clearPending(server, name);
    return undefined;
  }

  /** What got riskier, as the rest of a sentence for the log. */
  #difference(entry: ToolEntry, pin: Pin): string {
    const approved = this.#store.approvedDefinition(entry.server, entry.name)?.definition;
    const changes = whatChanged(approved, entry, pin.package, this.#packages.get(entry.server));
    const riskier = changes.filter(({ risk }) => risk > 0).slice(0, 2);
    return riskier.length === 0 ? '' : `: ${riskier.map(({ text }) => withoutExcerpt(text)).join(' ')}`;
  }

  #runs(server: string): string | undefined {
    const runs = this.#packages.get(server);
    return runs && `${runs.name}@${runs.version}`;
  }
}

/** A tool as far as others are held against it: the words of a trusted server were never scanned, and are shown nowhere. */
function named({
  server,
  name,
  hash,
  value,
  inspection,
}: ToolEntry): Pick<ToolEntry, 'server' | 'name' | 'hash' | 'value'> {
  return { server, name, hash, value: inspection.outcome === 'bypassed' ? {} : value };
}
