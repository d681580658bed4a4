import { errorResponse, JSON_RPC, resultResponse } from '../protocol/errors.ts';
import type { Era } from '../protocol/era.ts';
import { member, type JsonValue } from '../protocol/json.ts';
import { toModern } from '../protocol/modern/results.ts';
import type { Catalog, CatalogKind } from '../registry/catalog.ts';
import type { ToolRegistry } from '../registry/registry.ts';
import type { Offering } from './offering.ts';

const KINDS: ReadonlyMap<string, CatalogKind | 'tools'> = new Map<string, CatalogKind | 'tools'>([
  ['tools/list', 'tools'],
  ['prompts/list', 'prompts'],
  ['resources/list', 'resources'],
  ['resources/templates/list', 'templates'],
]);

/** Answers the list methods from what is known, without asking any server. */
export class Lists {
  readonly #registry: ToolRegistry;
  readonly #catalog: Catalog;
  readonly #offering: Offering;
  /** The last page of each list in the words of the modern era, with what it was made of. */
  readonly #modern = new Map<string, { readonly page: string; readonly ttlMs: number; readonly source: string }>();

  constructor(registry: ToolRegistry, catalog: Catalog, offering: Offering) {
    this.#registry = registry;
    this.#catalog = catalog;
    this.#offering = offering;
  }

  /** Whether this is a list method that the relay offers now. */
  has(method: string): boolean {
    const kind = KINDS.get(method);
    if (kind === undefined) return false;
    return kind === 'tools' || this.#offering.has(kind === 'prompts' ? 'prompts' : 'resources');
  }

  /** The response to a list method of `has`. */
  answer(method: string, idSource: string, params: JsonValue | undefined, era: Era): string {
    const cursor = member(params, 'cursor');
    const page = this.#page(method, cursor);
    if (page === undefined) {
      return errorResponse(idSource, JSON_RPC.invalidParams, 'This cursor is of no list that stands now: list anew.');
    }
    return resultResponse(idSource, era === 'legacy' ? page : this.#inModernWords(method, page));
  }

  #page(method: string, cursor: JsonValue | undefined): string | undefined {
    const kind = KINDS.get(method) ?? 'tools';
    if (cursor !== undefined && typeof cursor !== 'string') return undefined;
    if (kind === 'tools') return cursor === undefined ? this.#registry.listSource : undefined;
    return this.#catalog.page(kind, cursor);
  }

  #inModernWords(method: string, page: string): string {
    const { ttlMs } = this.#offering;
    const known = this.#modern.get(method);
    if (known?.page === page && known.ttlMs === ttlMs) return known.source;
    const source = toModern(method, page, { from: 'legacy', ttlMs, cacheScope: 'private' });
    this.#modern.set(method, { page, ttlMs, source });
    return source;
  }
}
