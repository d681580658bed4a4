import { createHash } from 'node:crypto';
import { applyEdits } from '../protocol/edits.ts';
import { jsonTree, memberNode } from '../protocol/json-tree.ts';

/** One item of a list as clients see it. */
export interface Offered {
  readonly server: string;
  /** The name at its server: a prompt's name, a resource's address, a template. */
  readonly name: string;
  /** The name clients see. */
  readonly shown: string;
  /** The definition as its server wrote it, without its secrets. */
  readonly source: string;
  /** No log may hold the name. */
  readonly isUnlisted: boolean;
}

/** One of the lists that clients page through, as it stands now. */
export interface Directory {
  /** Tells one state of the list from another. */
  readonly text: string;
  /** Tells whose the items are: two servers may offer the same. */
  readonly owners: string;
  find(shown: string): Offered | undefined;
  /** A page as the JSON text of the list's result; undefined for a cursor that is none of this list's. */
  page(cursor: string | undefined): string | undefined;
}

/** Items on one page. */
const PAGE = 500;

/**
 * Builds a list of items in the order given.
 * @param member the name that the items have in the result, e.g. `prompts`
 */
export function createDirectory(
  member: 'prompts' | 'resources' | 'resourceTemplates',
  offered: readonly Offered[],
): Directory {
  const byName = new Map(offered.map((item) => [item.shown, item]));
  const sources = offered.map((item) => shownSource(member, item));
  const text = sources.join(',');
  const owners = JSON.stringify(offered.map(({ server, name }) => [server, name]));
  // A cursor names the state of the list that it belongs to: pages of two states do not make one list.
  const state = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  return {
    text,
    owners,
    find: (shown) => byName.get(shown),
    page(cursor) {
      const start = cursor === undefined ? 0 : startOf(cursor, state);
      if (start === undefined || (cursor !== undefined && start >= sources.length)) return undefined;
      const next = start + PAGE;
      const more = next < sources.length ? `,"nextCursor":${JSON.stringify(cursorOf(next, state))}` : '';
      return `{"${member}":[${sources.slice(start, next).join(',')}]${more}}`;
    },
  };
}

function cursorOf(start: number, state: string): string {
  return Buffer.from(`${start}.${state}`).toString('base64url');
}

function startOf(cursor: string, state: string): number | undefined {
  const [start, of] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const at = Number(start);
  return of === state && Number.isSafeInteger(at) && at > 0 && at % PAGE === 0 ? at : undefined;
}

const NAME_KEYS = { prompts: 'name', resources: 'uri', resourceTemplates: 'uriTemplate' } as const;

function shownSource(member: keyof typeof NAME_KEYS, { name, shown, source }: Offered): string {
  if (name === shown) return source;
  const node = memberNode(jsonTree(source), NAME_KEYS[member])?.value;
  return node === undefined
    ? source
    : applyEdits(source, [{ start: node.start, end: node.end, text: JSON.stringify(shown) }]);
}
