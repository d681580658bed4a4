import type { Log } from '../protocol/log.ts';
import { createDirectory, type Directory, type Offered } from './directory.ts';
import type { InspectedTool } from './entry.ts';
import { GivenNames, type Given } from './given-names.ts';
import { NamedAddresses } from './named-addresses.ts';
import { matchesTemplate, readTemplate, type UriTemplate } from './uri-template.ts';
import { clientName, isNamedLike, plainName, prefixedName } from './names.ts';

/** What servers offer beside tools. */
const CATALOG_KINDS = ['prompts', 'resources', 'templates'] as const;
export type CatalogKind = (typeof CATALOG_KINDS)[number];

/** A prompt, resource or template with what was found in its definition: `name` is what its server knows it by. */
export type CatalogItem = InspectedTool;

/** Whose it is, and the name it has there. */
export interface Owned {
  readonly server: string;
  readonly name: string;
  /** The name stands in no list as it is, which would have been scanned and found clean: no log may hold it. */
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
  /**
   * Something a person should know of: an item that was left out because of what stands in its definition, a name that
   * belongs to another server. `name` is fit for a log.
   */
  onNotice(type: 'risk' | 'shadowing', server: string, name: string, message: string): void;
}

/** What names an item of a kind in its definition. */
const NAME_KEYS: Readonly<Record<CatalogKind, string>> = {
  prompts: 'name',
  resources: 'uri',
  templates: 'uriTemplate',
};
/** Addresses that the relay makes: no server's own. */
const ALIAS = 'mcp-relay:';
/** Notices remembered, so that each is told once; the oldest make room. */
const MAX_NOTICES = 10_000;
/** Items of one server that are told of one by one in one go. */
const MAX_TOLD = 20;

/** The prompts, resources and templates of all servers: one source of truth for their lists and for routing. */
export class Catalog {
  readonly #options: CatalogOptions;
  readonly #log: Log;
  readonly #events: CatalogEvents;
  readonly #items = new Map<string, Readonly<Record<CatalogKind, readonly CatalogItem[]>>>();
  /** What has changed since it was published. */
  readonly #changed = new Set<CatalogKind>(CATALOG_KINDS);
  readonly #given: Readonly<Record<CatalogKind, GivenNames>> = {
    prompts: new GivenNames(),
    resources: new GivenNames(),
    templates: new GivenNames(),
  };
  readonly #noticed = new Set<string>();
  readonly #named = new NamedAddresses();
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
    const before = this.#items.get(server);
    for (const kind of CATALOG_KINDS) if (!areEqual(before?.[kind] ?? [], items[kind])) this.#changed.add(kind);
    this.#items.set(server, items);
  }

  /** Builds the lists that clients see. Of servers found together the order of the configuration decides about names. */
  publish(): void {
    for (const kind of this.#changed) {
      this.#publish(kind);
      this.#changed.delete(kind);
    }
  }

  /** A page of a list; undefined for a cursor that this list has not given. */
  page(kind: CatalogKind, cursor: string | undefined): string | undefined {
    return this.#directories[kind].page(cursor);
  }

  /** The prompt that clients know by this name. */
  prompt(shown: string): Owned | undefined {
    return owned(this.#directories.prompts.find(shown));
  }

  /**
   * The server that an address is read from: who lists it, who named it in a result, whose template it fits. Nobody comes by
   * an address that fits another one's template by naming it.
   */
  resource(uri: string): Owned | undefined {
    const listed = this.#directories.resources.find(uri);
    if (listed) return owned(listed);
    const named = this.#named.ownerOf(uri);
    const fitting = this.#templates.filter((one) => matchesTemplate(one, uri));
    const isNamed = named !== undefined && (fitting.length === 0 || fitting.some(({ server }) => server === named));
    const server = isNamed ? named : fitting[0]?.server;
    return server === undefined ? undefined : { server, name: uri, isUnlisted: true };
  }

  /** The template with exactly this text. */
  template(source: string): Owned | undefined {
    return owned(this.#directories.templates.find(source));
  }

  /** Remembers that a server has named an address in a result. The first one to name it keeps it. */
  noteNamed(server: string, uri: string): void {
    if (!isAlias(uri)) this.#named.note(server, uri);
  }

  #publish(kind: CatalogKind): void {
    const shownNames = new Set<string>();
    const offered: Offered[] = [];
    for (const server of this.#options.servers) {
      if (this.#options.internal.has(server)) continue;
      const listed = this.#items.get(server)?.[kind] ?? [];
      const items = this.#passing(kind, server, listed);
      this.#given[kind].makeRoom(
        server,
        items.map((item) => keyOf(kind, item)),
      );
      const clashes = new Map<string, string>();
      for (const item of items) {
        const { shown, holder } = this.#nameOf(kind, server, item);
        if (holder !== undefined && holder !== server && !clashes.has(holder)) clashes.set(holder, logName(kind, item));
        // A server that lists something twice is heard once.
        if (shown === undefined || shownNames.has(shown)) continue;
        shownNames.add(shown);
        offered.push({ server, name: item.name, shown, source: item.source, isUnlisted: isUnlisted(kind, item) });
      }
      for (const [holder, name] of clashes) this.#tellOfClash(kind, server, holder, name);
    }
    const before = this.#directories[kind];
    const after = createDirectory(kind === 'templates' ? 'resourceTemplates' : kind, offered);
    if (before.text === after.text && before.owners === after.owners) return;
    this.#directories = { ...this.#directories, [kind]: after };
    if (kind === 'templates') this.#templates = templatesOf(offered);
    if (before.text !== after.text) this.#events.onChange(kind);
  }

  /** What may be offered; tells of the rest. */
  #passing(kind: CatalogKind, server: string, items: readonly CatalogItem[]): CatalogItem[] {
    let told = 0;
    let untold = 0;
    const passing = items.filter((item) => {
      const { inspection, hash } = item;
      if (!('reason' in inspection)) return true;
      if (!this.#isNew(`${kind}\0${server}\0${hash}`)) return false;
      told += 1;
      if (told <= MAX_TOLD) this.#events.onNotice('risk', server, logName(kind, item), inspection.reason);
      else untold += 1;
      return false;
    });
    if (untold > 0) this.#events.onNotice('risk', server, kind, `so are ${untold} more of its ${kind}.`);
    return passing;
  }

  #tellOfClash(kind: CatalogKind, server: string, holder: string, name: string): void {
    if (!this.#isNew(`clash\0${kind}\0${server}\0${holder}`)) return;
    const message = `it brings ${kind} whose names belong to ${holder}: they have other names, or are left out`;
    this.#events.onNotice('shadowing', server, name, message);
  }

  #isNew(notice: string): boolean {
    if (this.#noticed.has(notice)) return false;
    this.#noticed.add(notice);
    const [oldest] = this.#noticed;
    if (this.#noticed.size > MAX_NOTICES && oldest !== undefined) this.#noticed.delete(oldest);
    return true;
  }

  /** As for tools: the first to bring a name has it, the next gets the server in front; addresses get an alias. */
  #nameOf(kind: CatalogKind, server: string, item: CatalogItem): Given {
    const candidates = (): string[] => this.#candidates(kind, server, plainName(item, NAME_KEYS[kind]));
    const given = this.#given[kind].give(server, keyOf(kind, item), candidates);
    if (given.shown === undefined) this.#log.debug(`${server}: one of its ${kind} was left out: its name is taken`);
    return given;
  }

  #candidates(kind: CatalogKind, server: string, name: string): string[] {
    // A template's alias would expand to addresses that nobody can tell from others.
    if (kind === 'templates') return isAlias(name) ? [] : [name];
    if (kind === 'resources') {
      const alias = `${ALIAS}//${encodeURIComponent(server)}/${encodeURIComponent(name)}`;
      return isAlias(name) ? [alias] : [name, alias];
    }
    const prefixed = [prefixedName(server, name), ...MORE.map((number) => prefixedName(server, `${name}_${number}`))];
    const own = clientName(name);
    const isOwn = this.#options.toolNames !== 'prefix' && !isNamedLike(own, server, this.#options.servers);
    return isOwn ? [own, ...prefixed] : prefixed;
  }
}

/** What tells names apart of which one server brings several. */
const MORE = [2, 3, 4, 5, 6, 7, 8, 9];

function areEqual(before: readonly CatalogItem[], after: readonly CatalogItem[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ hash, source, inspection }, index) => {
      const other = after[index];
      return other?.hash === hash && other.source === source && other.inspection.outcome === inspection.outcome;
    })
  );
}

/** What a name is given to: where a secret is found in it later, it is another item, which must not keep the name. */
function keyOf(kind: CatalogKind, item: CatalogItem): string {
  const plain = plainName(item, NAME_KEYS[kind]);
  return plain === item.name ? plain : `${item.name}\0${plain}`;
}

function logName(kind: CatalogKind, item: CatalogItem): string {
  const isScanned = item.inspection.outcome !== 'error' && item.inspection.outcome !== 'bypassed';
  return isScanned ? clientName(plainName(item, NAME_KEYS[kind]).slice(0, 200)) : kind;
}

/** The names of a trusted server's prompts are names; an address may hold anything. */
function isUnlisted(kind: CatalogKind, item: CatalogItem): boolean {
  return (
    plainName(item, NAME_KEYS[kind]) !== item.name || (item.inspection.outcome === 'bypassed' && kind !== 'prompts')
  );
}

function owned(offered: Offered | undefined): Owned | undefined {
  if (!offered) return undefined;
  const { server, name } = offered;
  return offered.isUnlisted ? { server, name, isUnlisted: true } : { server, name };
}

function isAlias(uri: string): boolean {
  return uri.slice(0, ALIAS.length).toLowerCase() === ALIAS;
}

function templatesOf(offered: readonly Offered[]): (UriTemplate & Owned)[] {
  return offered
    .flatMap(({ server, name }) => {
      const template = readTemplate(name);
      return template ? [{ ...template, server, name }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight);
}
