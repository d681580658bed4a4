import { jsonTree, memberNode, nodeAt } from '../../protocol/json-tree.ts';
import { isJsonObject, member, parseJson, type JsonValue } from '../../protocol/json.ts';
import type { Connection } from '../connection/connection.ts';
import { ownRequest, Refusal } from '../era/own-request.ts';
import { LISTS, type ListKind } from './kinds.ts';
import type { CacheHints, ListedItem } from './offer.ts';

const MAX_PAGES = 100;
const MAX_ITEMS = 5000;
const MAX_CHARACTERS = 16 * 1024 * 1024;
/** What one page, and the whole list, may take, in milliseconds. */
const PAGE_MS = 30_000;
const LIST_MS = 60_000;

export interface WholeList {
  readonly items: readonly ListedItem[];
  readonly cache: CacheHints;
}

/**
 * Gets one list of a server, page by page within caps.
 * @param onDropped hears why an item was left out
 * @throws Refusal, RelayError, or an Error that says what is wrong
 */
export async function listPages(
  connection: Pick<Connection, 'era' | 'request'>,
  kind: ListKind,
  onDropped: (why: string) => void,
): Promise<WholeList> {
  const { method } = LISTS[kind];
  const deadline = performance.now() + LIST_MS;
  const items: ListedItem[] = [];
  const cursors = new Set<string>();
  let cache: CacheHints = { ttlMs: undefined, isPrivate: false };
  let cursor: string | undefined;
  let characters = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const timeoutMs = Math.min(PAGE_MS, deadline - performance.now());
    if (timeoutMs <= 0) throw new Error(`its answers to ${method} take longer than ${LIST_MS / 1000} s`);
    const frame = await connection.request(ownRequest(method, cursor === undefined ? {} : { cursor }), { timeoutMs });
    const { error, result } = frame.message;
    if (isJsonObject(error)) throw new Refusal(method, error, frame);
    characters += frame.source.length;
    items.push(...itemsOf(frame.source, kind, onDropped));
    if (items.length > MAX_ITEMS) throw new Error(`its answers to ${method} hold more than ${MAX_ITEMS} items`);
    if (characters > MAX_CHARACTERS) throw new Error(`its answers to ${method} are over ${MAX_CHARACTERS} characters`);
    if (connection.era === 'modern') cache = strictest(cache, cacheHintsOf(result));
    const next = member(result, 'nextCursor');
    if (typeof next !== 'string') return { items, cache };
    if (cursors.has(next)) throw new Error(`its answers to ${method} repeat a page cursor`);
    cursors.add(next);
    cursor = next;
  }
  throw new Error(`its answers to ${method} have more than ${MAX_PAGES} pages`);
}

/** What holds for two lists together: the shorter time, the smaller circle. */
export function strictest(a: CacheHints, b: CacheHints): CacheHints {
  const times = [a.ttlMs, b.ttlMs].filter((ms) => ms !== undefined);
  return { ttlMs: times.length === 0 ? undefined : Math.min(...times), isPrivate: a.isPrivate || b.isPrivate };
}

/** Says nothing, or nothing that can be read: not to be kept, and for this client alone. */
function cacheHintsOf(result: JsonValue | undefined): CacheHints {
  const ttl = member(result, 'ttlMs');
  const isTime = typeof ttl === 'number' && Number.isSafeInteger(ttl) && ttl >= 0;
  return { ttlMs: isTime ? ttl : 0, isPrivate: member(result, 'cacheScope') !== 'public' };
}

function itemsOf(source: string, kind: ListKind, onDropped: (why: string) => void): ListedItem[] {
  const { method, member: listName, key } = LISTS[kind];
  const list = memberNode(nodeAt(jsonTree(source), ['result']), listName)?.value;
  if (list?.type !== 'array') throw new Error(`its answer to ${method} holds no ${listName}`);
  return list.items.flatMap((node) => {
    const text = source.slice(node.start, node.end);
    const value = parseJson(text);
    const name = member(value, key);
    if (!isJsonObject(value) || typeof name !== 'string' || name === '') return [];
    // UTF-8 cannot spell half a character: such a name reads back from the store as another one, and no pin or switch of
    // it would ever hold.
    if (name.isWellFormed()) return [{ name, source: text, value }];
    onDropped(`it offers something in ${listName} whose ${key} is no Unicode text; that is left out`);
    return [];
  });
}
