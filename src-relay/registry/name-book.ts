import type { ToolEntry } from './entry.ts';
import { clientName, isNamedLike, prefixedName } from './names.ts';
import { OWN_TOOL } from './own-tool.ts';
import type { GivenName, RegistryStore } from './store.ts';

export interface NameClash {
  readonly entry: ToolEntry;
  /** The server whose tool has the name. */
  readonly holder: string;
}

/**
 * Which name each tool is known by. A name once given stays with its tool, across restarts too, as long as its server is
 * configured: nothing is renamed under a client and a newcomer cannot take a name over.
 */
export class NameBook {
  readonly #mode: 'auto' | 'prefix' | 'bare';
  readonly #servers: readonly string[];
  readonly #store: RegistryStore;
  readonly #byTool = new Map<string, string>();
  #unsaved: GivenName[] = [];
  /** Shown name -> the server and tool it belongs to. */
  readonly #holders = new Map<string, { readonly server: string; readonly tool: string }>();

  constructor(mode: 'auto' | 'prefix' | 'bare', servers: readonly string[], store: RegistryStore) {
    this.#mode = mode;
    this.#servers = servers;
    this.#store = store;
    this.#holders.set(OWN_TOOL, { server: 'the relay', tool: OWN_TOOL });
    if (mode !== 'auto') return;
    const configured = new Set(servers);
    for (const { server, tool, shown } of store.names()) {
      // A server that is no longer configured does not keep others from its names; the oldest of two claims counts.
      if (configured.has(server) && !this.#holders.has(shown)) this.#give(server, tool, shown);
    }
  }

  given(server: string, tool: string): string | undefined {
    return this.#byTool.get(`${server}\0${tool}`);
  }

  /** The server and tool that a name belongs to. */
  holder(shown: string): { readonly server: string; readonly tool: string } | undefined {
    return this.#holders.get(shown);
  }

  /** Names the entries that have none yet, in the order given; in `bare` mode marks those that share a name. */
  assign(entries: readonly ToolEntry[]): NameClash[] {
    if (this.#mode === 'bare') return this.#assignBare(entries);
    const clashes: NameClash[] = [];
    for (const entry of entries) {
      entry.shown = this.given(entry.server, entry.name) ?? this.#choose(entry, clashes);
    }
    for (const name of this.#unsaved) this.#store.giveName(name);
    return clashes;
  }

  /** What `assign` wrote has been stored; before that it is written again each time. */
  saved(): void {
    this.#unsaved = [];
  }

  #choose(entry: ToolEntry, clashes: NameClash[]): string {
    const own = clientName(entry.name);
    const holder = this.#holders.get(own);
    let shown = own;
    const isPosing = isNamedLike(own, entry.server, this.#servers);
    if (this.#mode === 'prefix' || holder !== undefined || isPosing) shown = prefixedName(entry.server, entry.name);
    for (let count = 2; this.#holders.has(shown); count += 1)
      shown = prefixedName(entry.server, `${entry.name}_${count}`);
    this.#give(entry.server, entry.name, shown);
    if (this.#mode === 'auto') this.#unsaved.push({ server: entry.server, tool: entry.name, shown });
    entry.shown = shown;
    if (holder !== undefined && this.#mode === 'auto') clashes.push({ entry, holder: holder.server });
    return shown;
  }

  #assignBare(entries: readonly ToolEntry[]): NameClash[] {
    const counts = new Map<string, number>();
    for (const entry of entries) {
      entry.shown = clientName(entry.name);
      counts.set(entry.shown, (counts.get(entry.shown) ?? (entry.shown === OWN_TOOL ? 1 : 0)) + 1);
    }
    for (const entry of entries) {
      if ((counts.get(entry.shown ?? '') ?? 0) < 2) continue;
      entry.state = 'disabled - duplicate';
      entry.reason = 'Its name stands on more than one server.';
    }
    return [];
  }

  #give(server: string, tool: string, shown: string): void {
    this.#byTool.set(`${server}\0${tool}`, shown);
    this.#holders.set(shown, { server, tool });
  }
}
