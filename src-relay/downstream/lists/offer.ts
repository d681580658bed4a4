import type { ServerGreeting } from '../../protocol/era.ts';
import type { JsonObject } from '../../protocol/json.ts';

/** One thing that a server lists: the parsed description and the exact text that goes to clients. */
export interface ListedItem {
  /** What requests name it by: a tool's or prompt's `name`, a resource's `uri`, a template's `uriTemplate`. */
  readonly name: string;
  readonly source: string;
  readonly value: JsonObject;
}
export type ToolDefinition = ListedItem;

/** Everything that a server offers, as it has listed it last. */
export interface ServerOffer {
  readonly greeting: ServerGreeting;
  readonly tools: readonly ToolDefinition[];
  readonly prompts: readonly ListedItem[];
  readonly resources: readonly ListedItem[];
  readonly templates: readonly ListedItem[];
  readonly cache: CacheHints;
}

/** How long, and for whom, the lists may be kept (MCP 2026-07-28, `ttlMs` and `cacheScope`). */
export interface CacheHints {
  /** Milliseconds; the least of all lists. Undefined where the server's era has no such thing. */
  readonly ttlMs: number | undefined;
  /** One of the lists is meant for this client alone. */
  readonly isPrivate: boolean;
}
