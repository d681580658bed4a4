import type { Log } from '../protocol/log.ts';
import type { InspectedTool } from './entry.ts';
import { createDirectory, type Directory, type Offered } from './directory.ts';
import { matchesTemplate, readTemplate, type UriTemplate } from './uri-template.ts';
import { clientName, prefixedName } from './names.ts';

/** What servers offer beside tools. */
export const CATALOG_KINDS = ['prompts', 'resources', 'templates'] as const;
export type CatalogKind = (typeof CATALOG_KINDS)[number];

/** A prompt, resource or template with what was found in its definition: `name` is what its server knows it by. */
export type CatalogItem = InspectedTool;

/** Whose it is, and the name it has there. */
export interface Owned {
  readonly server: string;
  readonly name: string;
  /** It stands in no list: nobody has looked at the name. */
  readonly isUnlisted?: boolean;
}

export interface CatalogOptions {
  /** Configured servers in order: it decides who gets a name that two servers bring. */
  readonly servers: readonly string[];
  /** Servers of which nothing is ever listed. */
  readonly internal: ReadonlySet<string>;
  readonly toolNames: 'auto' | 'prefix' | 'bare';
}

export interface CatalogEvents {
  /** What clients see in a list is no longer what they saw. */
  onChange(kind: CatalogKind): void;
  /** An item was left out because of what stands in its definition. */
  onNotice(server: string, name: string, message: string): void;
}

/** Addresses that servers have named in results, so that a client may read them; the oldest make room. */
const MAX_NAMED = 10_000;

/** The prompts, resources and templates of all servers: one source of truth for their lists and for routing. */
export class Catalog {
  readonly #options: CatalogOptions;
  readonly #log: Log;
  readonly #events: CatalogEvents;
  readonly #items = new Map<string, Readonly<Record<CatalogKind, readonly CatalogItem[]>>>();
  /** Names once given, by kind, server and own name, and who has them: nobody takes a name over while the relay runs. */
  readonly #given = new Map<string, string>();
  readonly #holders = new Map<string, string>();
  readonly #noticed = new Set<string>();
  readonly #named = new Map<string, string>();
  #directories: Record<CatalogKind, Directory>;
  #templates: readonly (UriTemplate & Owned)[] = [];

  constructor(options: CatalogOptions, log: Log, events: CatalogEvents) {
    this.#options = options;
    this.#log = log;
    this.#events = events;
    this.#directories = {
      prompts: createDirectory('prompts', []),
      resources: createDirectory('resources', []),
      templates: createDirectory('resourceTemplates', []),
    };
  }

  /** Takes all that a server offers, which replaces what was known of it; it shows with the next `publish`. */
  set(server: string, items: Readonly<Record<CatalogKind, readonly CatalogItem[]>>): void {
    this.#items.set(server, items);
  }

  /** Builds the lists that clients see. Of servers found together the order of the configuration decides about names. */
  publish(): void {
    for (const kind of CATALOG_KINDS) this.#publish(kind);
  }

  /** A page of a list; undefined for a cursor that this list has not given. */
  page(kind: CatalogKind, cursor: string | undefined): string | undefined {
    return this.#directories[kind].page(cursor);
  }

  /** Whether any server offers something of this kind. */
  has(kind: CatalogKind): boolean {
    return this.#directories[kind].size > 0;
  }

  /** The prompt that clients know by this name. */
  prompt(shown: string): Owned | undefined {
    return this.#directories.prompts.find(shown);
  }

  /** The server that an address is read from: who lists it, who named it in a result, whose template it fits. */
  resource(uri: string): Owned | undefined {
    const listed = this.#directories.resources.find(uri);
    if (listed) return listed;
    const named = this.#named.get(uri);
    if (named !== undefined) return { server: named, name: uri, isUnlisted: true };
    const template = this.#templates.find((one) => matchesTemplate(one, uri));
    return template && { server: template.server, name: uri, isUnlisted: true };
  }

  /** The template with exactly this text. */
  template(source: string): Owned | undefined {
    return this.#directories.templates.find(source);
  }

  /** Remembers that a server has named an address in a result. The first one to name it keeps it. */
  noteNamed(server: string, uri: string): void {
    if (this.#named.has(uri) || uri.length > MAX_URI) return;
    this.#named.set(uri, server);
    const [oldest] = this.#named.keys();
    if (this.#named.size > MAX_NAMED && oldest !== undefined) this.#named.delete(oldest);
  }

  #publish(kind: CatalogKind): void {
    const shownNames = new Set<string>();
    const offered: Offered[] = [];
    for (const server of this.#options.servers) {
      if (this.#options.internal.has(server)) continue;
      for (const item of this.#items.get(server)?.[kind] ?? []) {
        const shown = this.#passes(server, item) ? this.#shownName(kind, server, item.name) : undefined;
        // A server that lists something twice is heard once.
        if (shown === undefined || shownNames.has(shown)) continue;
        shownNames.add(shown);
        offered.push({ server, name: item.name, shown, source: item.source });
      }
    }
    const before = this.#directories[kind];
    const after = createDirectory(kind === 'templates' ? 'resourceTemplates' : kind, offered);
    if (before.text === after.text && before.owners === after.owners) return;
    this.#directories = { ...this.#directories, [kind]: after };
    if (kind === 'templates') this.#templates = templatesOf(offered);
    if (before.text !== after.text) this.#events.onChange(kind);
  }

  #passes(server: string, { name, hash, inspection }: CatalogItem): boolean {
    if (!('reason' in inspection)) return true;
    const notice = `${server}\0${name}\0${hash}`;
    if (!this.#noticed.has(notice)) {
      this.#noticed.add(notice);
      this.#events.onNotice(server, clientName(name.slice(0, 200)), inspection.reason);
    }
    return false;
  }

  /** As for tools: the first to bring a name has it, the next gets the server in front; addresses get an alias. */
  #shownName(kind: CatalogKind, server: string, name: string): string | undefined {
    const key = `${kind}\0${server}\0${name}`;
    const given = this.#given.get(key);
    if (given !== undefined) return given;
    const isFree = (candidate: string): boolean => !this.#holders.has(`${kind}\0${candidate}`);
    const shown = this.#given.size < MAX_GIVEN ? this.#candidates(kind, server, name).find(isFree) : undefined;
    if (shown === undefined) {
      this.#log.debug(`${server}: one of its ${kind} was left out: its name is taken`);
      return undefined;
    }
    this.#given.set(key, shown);
    this.#holders.set(`${kind}\0${shown}`, key);
    return shown;
  }

  #candidates(kind: CatalogKind, server: string, name: string): string[] {
    // A template's alias would expand to addresses that nobody can tell from others.
    if (kind === 'templates') return [name];
    if (kind === 'resources') {
      return [name, `mcp-relay://${encodeURIComponent(server)}/${encodeURIComponent(name)}`];
    }
    const prefixed = prefixedName(server, name);
    return this.#options.toolNames === 'prefix' ? [prefixed] : [clientName(name), prefixed];
  }
}

/** Names given while the relay runs, of all servers. */
const MAX_GIVEN = 50_000;
/** Longest address that is remembered, in characters. */
const MAX_URI = 2048;

function templatesOf(offered: readonly Offered[]): (UriTemplate & Owned)[] {
  return offered
    .flatMap(({ server, name }) => {
      const template = readTemplate(name);
      return template ? [{ ...template, server, name }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight);
}
