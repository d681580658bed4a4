import type { Log } from '../protocol/log.ts';
import { applyEdits } from '../protocol/edits.ts';
import { jsonTree, memberNode } from '../protocol/json-tree.ts';
import type { InspectedTool, ToolEntry } from './entry.ts';
import { NameBook } from './name-book.ts';
import { OWN_TOOL_SOURCE, serversReport } from './own-tool.ts';
import type { RegistryStore } from './store.ts';

export interface RegistryOptions {
  readonly toolNames: 'auto' | 'prefix' | 'bare';
  /** How many tools may be enabled at once. */
  readonly maxTools: number;
  /** Configured servers in order: it decides among tools found together. */
  readonly servers: readonly string[];
  /** Servers whose tools are never listed or callable. */
  readonly internal: ReadonlySet<string>;
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
  #byShownName = new Map<string, ToolEntry>();
  #listSource = listOf([]);
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
    return this.#options.servers.flatMap((server) => this.#byServer.get(server) ?? []);
  }

  report(): string {
    return serversReport(this.#options.servers, this.entries);
  }

  /** Takes a server's whole tool list, which replaces what was known of that server. */
  setServerTools(server: string, tools: readonly InspectedTool[]): void {
    const seen = new Set<string>();
    const entries: ToolEntry[] = [];
    for (const tool of tools) {
      if (seen.has(tool.name)) {
        this.#log.warn(`${server}: lists the tool ${tool.name} twice; the first one counts`);
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
    this.#byServer.set(server, entries);
  }

  /**
   * Decides names and states of all tools and builds the list that clients see. Called when servers have reported, so
   * that of several found together the order of the configuration decides.
   */
  publish(): void {
    const pins = new Map(this.#store.pins().map((pin) => [`${pin.server}\0${pin.tool}`, pin.hash]));
    const entries = this.entries;
    for (const entry of entries) this.#judge(entry, pins.get(`${entry.server}\0${entry.name}`));
    const clashes = this.#names.assign(entries.filter((entry) => entry.state === 'enabled'));
    for (const { entry, holder } of clashes) {
      this.#notify(
        'shadowing',
        entry,
        `brings the name ${entry.name}, which belongs to ${holder}; it is shown as ${entry.shown ?? '(not shown)'}`,
      );
    }
    const enabled = entries.filter((entry) => entry.state === 'enabled');
    const over = enabled.slice(this.#options.maxTools);
    for (const entry of over) entry.state = 'disabled - limit';
    this.#warnOfLimit(over);
    const offered = enabled.slice(0, this.#options.maxTools);
    this.#byShownName = new Map(offered.map((entry) => [entry.shown ?? entry.name, entry]));
    const listSource = listOf(offered);
    if (listSource === this.#listSource) return;
    this.#listSource = listSource;
    this.#events.onChange();
  }

  #judge(entry: ToolEntry, pinned: string | undefined): void {
    entry.state = 'enabled';
    entry.reason = undefined;
    if (this.#options.internal.has(entry.server)) {
      entry.state = 'disabled - hidden_mode';
      return;
    }
    const { inspection } = entry;
    if (inspection.outcome === 'bypassed') return;
    if (inspection.outcome === 'error') {
      entry.state = 'disabled - error';
      entry.reason = inspection.reason;
      return;
    }
    // First sight pins, whatever the scan says; a finding disables by itself.
    if (pinned === undefined) this.#store.pin(entry.server, entry.name, entry.hash, entry.source);
    if (inspection.outcome === 'risk') {
      entry.state = 'disabled - security risk';
      entry.reason = inspection.reason;
      this.#notify('risk', entry, inspection.reason);
    } else if (pinned !== undefined && pinned !== entry.hash) {
      entry.state = 'disabled - changed';
      entry.reason = 'Its definition differs from the approved one.';
      if (this.#notify('changed', entry, 'its definition differs from the approved one')) {
        this.#store.setPending(entry.server, entry.name, entry.hash, entry.source);
      }
    }
  }

  /** Tells once for each tool and definition; gives whether it was the first time. */
  #notify(type: 'shadowing' | 'changed' | 'risk', entry: ToolEntry, message: string): boolean {
    const key = `${type}\0${entry.server}\0${entry.name}\0${entry.hash}`;
    if (this.#notified.has(key)) return false;
    this.#notified.add(key);
    this.#events.onNotice(type, entry.server, entry.name, message);
    return true;
  }

  #warnOfLimit(over: readonly ToolEntry[]): void {
    const names = over.map((entry) => entry.shown ?? entry.name);
    const key = `limit\0${names.join('\0')}`;
    if (over.length === 0 || this.#notified.has(key)) return;
    this.#notified.add(key);
    const first = over[0];
    if (!first) return;
    this.#events.onNotice(
      'limit',
      first.server,
      first.name,
      `${over.length} tools are over the limit of ${this.#options.maxTools} (--max-mcp-tools) and not offered: ${names.join(', ')}`,
    );
  }
}

function listOf(entries: readonly ToolEntry[]): string {
  const sources = entries.map((entry) => definitionForClients(entry));
  return `{"tools":[${[...sources, OWN_TOOL_SOURCE].join(',')}]}`;
}

/** The definition exactly as the server wrote it, but for the name. */
function definitionForClients(entry: ToolEntry): string {
  if (entry.shown === undefined || entry.shown === entry.name) return entry.source;
  const name = memberNode(jsonTree(entry.source), 'name')?.value;
  return name === undefined
    ? entry.source
    : applyEdits(entry.source, [{ start: name.start, end: name.end, text: JSON.stringify(entry.shown) }]);
}
