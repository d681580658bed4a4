import type { Log } from '../protocol/log.ts';
import { applyEdits } from '../protocol/edits.ts';
import { memberEdits, objectText } from '../protocol/modern/object-text.ts';
import type { InspectedTool, ToolEntry } from './entry.ts';
import { NameBook, type NameClash } from './name-book.ts';
import { OWN_TOOL, OWN_TOOL_SOURCE, serversReport } from './own-tool.ts';
import { clientName, plainName } from './names.ts';
import { Pins } from './pins.ts';
import type { ApprovedDefinition, RegistryStore } from './store.ts';

/** Notices remembered, so that each is told once; the oldest make room. */
const MAX_NOTICES = 10_000;
/** Tools named in one notice. */
const MAX_NAMED = 64;

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
}

export interface RegistryEvents {
  /** What clients see in tools/list is no longer what they saw. */
  onChange(): void;
  /** Something a person should know of: shadowing, a changed definition, tools over the limit. */
  onNotice(type: 'shadowing' | 'changed' | 'risk' | 'limit', server: string, tool: string, message: string): void;
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
  #listSource = listOf([], () => false);
  #notified = new Set<string>();

  constructor(options: RegistryOptions, store: RegistryStore, log: Log, events: RegistryEvents) {
    this.#options = options;
    this.#store = store;
    this.#log = log;
    this.#events = events;
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

  /** Approves a changed definition if this is the one that waits; it shows with the next `publish`. */
  approve(server: string, name: string, hash: string): boolean {
    return this.#store.approve(server, name, hash);
  }

  /** Takes a server's whole tool list, which replaces what was known of that server. */
  setServerTools(server: string, tools: readonly InspectedTool[]): void {
    const seen = new Set<string>();
    const entries: ToolEntry[] = [];
    for (const tool of tools) {
      if (seen.has(tool.name)) {
        this.#log.warn(`${server}: lists a tool twice; the first one counts: ${shortName(tool)}`);
        continue;
      }
      seen.add(tool.name);
      entries.push({
        ...tool,
        server,
        shown: this.#names.given(server, tool.name),
        state: 'enabled',
        reason: undefined,
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
      this.#notify(
        'shadowing',
        entry,
        `brings the name ${shortName(entry)}, which belongs to ${holder}; it is shown as ${entry.shown ?? '(not shown)'}`,
      );
    }
    const enabled = entries.filter((entry) => entry.state === 'enabled');
    const over = enabled.slice(this.#options.maxTools);
    for (const entry of over) entry.state = 'disabled - limit';
    this.#warnOfLimit(over);
    const offered = enabled.slice(0, this.#options.maxTools);
    this.#byShownName = new Map(offered.map((entry) => [entry.shown ?? entry.name, entry]));
    for (const server of this.#options.servers) {
      this.#byServer.set(
        server,
        entries.filter((entry) => entry.server === server),
      );
    }
    this.#incoming.clear();
    const listSource = listOf(offered, this.#options.hasTasks);
    if (listSource === this.#listSource) return;
    this.#listSource = listSource;
    this.#events.onChange();
  }

  #judge(entry: ToolEntry, pins: Pins): void {
    entry.state = 'enabled';
    entry.reason = undefined;
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
      this.#notify('risk', entry, entry.reason);
    } else if (inspection.outcome === 'risk') {
      entry.state = 'disabled - security risk';
      entry.reason = inspection.reason;
      this.#notify('risk', entry, inspection.reason);
    } else if (pin === undefined && pins.isFull(entry.server)) {
      // Forgetting old pins instead would let a server flood them out and come back with a changed tool.
      entry.state = 'disabled - error';
      entry.reason = 'Its server has shown too many different tools.';
    } else if (pin === undefined) {
      // The first sight that passes the scan is the approved one.
      this.#store.pin(entry.server, entry.name, entry.hash, entry.source);
      pins.count(entry.server);
    } else if (pin.hash !== entry.hash) {
      entry.state = 'disabled - changed';
      entry.reason = 'Its definition differs from the approved one.';
      this.#notify('changed', entry, 'its definition differs from the approved one');
      // What waits for approval is what the server shows now, whatever it showed before.
      if (pin.pendingHash !== entry.hash) this.#store.setPending(entry.server, entry.name, entry.hash, entry.source);
    } else if (pin.pendingHash !== null) {
      this.#store.clearPending(entry.server, entry.name);
    }
  }

  /** Tells once for each tool and definition. */
  #notify(type: 'shadowing' | 'changed' | 'risk', entry: ToolEntry, message: string): void {
    if (this.#isNew(`${type}\0${entry.server}\0${entry.name}\0${entry.hash}`)) {
      this.#events.onNotice(type, entry.server, shortName(entry), message);
    }
  }

  #isNew(notice: string): boolean {
    if (this.#notified.has(notice)) return false;
    this.#notified.add(notice);
    const [oldest] = this.#notified;
    if (this.#notified.size > MAX_NOTICES && oldest !== undefined) this.#notified.delete(oldest);
    return true;
  }

  #warnOfLimit(over: readonly ToolEntry[]): void {
    const [first] = over;
    if (!first || !this.#isNew(`limit\0${over.length}\0${first.server}\0${first.name}`)) return;
    const names = over.slice(0, MAX_NAMED).map((entry) => entry.shown ?? shortName(entry));
    if (over.length > MAX_NAMED) names.push('…');
    this.#events.onNotice(
      'limit',
      first.server,
      shortName(first),
      `${over.length} tools are over the limit of ${this.#options.maxTools} (--max-mcp-tools) and not offered: ${names.join(', ')}`,
    );
  }
}

/** A server's tool name as a log or a person may have it: servers choose their names. */
function shortName(tool: InspectedTool): string {
  return clientName(plainName(tool).slice(0, 200));
}

function listOf(entries: readonly ToolEntry[], hasTasks: RegistryOptions['hasTasks']): string {
  const sources = entries.map((entry) => definitionForClients(entry, hasTasks(entry.server)));
  return `{"tools":[${[...sources, OWN_TOOL_SOURCE].join(',')}]}`;
}

/** The definition exactly as the server wrote it, but for the name, and for tasks where it cannot do what it says. */
function definitionForClients({ source, name, shown, value }: ToolEntry, hasTasks: boolean): string {
  const isRenamed = shown !== undefined && shown !== name;
  const isTooMuch = !hasTasks && value.execution !== undefined;
  const object = isRenamed || isTooMuch ? objectText(source) : undefined;
  if (!object) return source;
  const change = {
    remove: (key: string) => isTooMuch && key === 'execution',
    set: isRenamed ? { name: JSON.stringify(shown) } : {},
  };
  return applyEdits(source, memberEdits(source, object, change));
}
