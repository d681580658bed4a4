import { isJsonObject, member, type JsonObject, type JsonValue } from '../../protocol/json.ts';
import { quoted, type Change } from './change.ts';

/** What a hint says where it is true, and where it is not, as the end of "It now says that …". */
interface Hint {
  readonly key: string;
  /** What a client has to take it for where it is absent (MCP 2025-11-25, ToolAnnotations). */
  readonly fallback: boolean;
  /** The value that promises less harm. */
  readonly safe: boolean;
  readonly risk: Change['risk'];
  readonly yes: string;
  readonly no: string;
}

const HINTS: readonly Hint[] = [
  { key: 'readOnlyHint', fallback: false, safe: true, risk: 3, yes: 'it only reads', no: 'it may change things' },
  {
    key: 'destructiveHint',
    fallback: true,
    safe: false,
    risk: 3,
    yes: 'it may delete or overwrite',
    no: 'it deletes and overwrites nothing',
  },
  {
    key: 'openWorldHint',
    fallback: true,
    safe: false,
    risk: 2,
    yes: 'it reaches systems outside',
    no: 'it reaches nothing outside',
  },
  {
    key: 'idempotentHint',
    fallback: false,
    safe: true,
    risk: 1,
    yes: 'a repeated call does no more than one',
    no: 'a repeated call does more than one',
  },
];
/** Keys under which scopes or roles stand that a call needs. */
const SCOPE_KEY = /^(?:scopes?|required_?scopes|oauth_?scopes|permissions?|roles?)$/iu;
const MAX_SCOPES = 200;

/** What differs in what a tool says that it may do: its hints and the scopes that it asks for. */
export function permissionChanges(before: JsonObject, after: JsonObject): Change[] {
  const [old, now] = [member(before, 'annotations'), member(after, 'annotations')];
  const changes = HINTS.flatMap((hint) => hintChange(hint, member(old, hint.key), member(now, hint.key)));
  const known = new Set(scopesOf(before));
  const wanted = new Set(scopesOf(after));
  for (const scope of wanted) {
    if (!known.has(scope))
      changes.push({ class: 'permissions', risk: 2, text: `It now asks for the right ${quoted(scope)}.` });
  }
  for (const scope of known) {
    if (!wanted.has(scope))
      changes.push({ class: 'permissions', risk: 0, text: `It no longer asks for the right ${quoted(scope)}.` });
  }
  return changes;
}

function hintChange(hint: Hint, before: JsonValue | undefined, after: JsonValue | undefined): Change[] {
  if (before === after) return [];
  const was = typeof before === 'boolean' ? before : hint.fallback;
  const is = typeof after === 'boolean' ? after : hint.fallback;
  const isSaid = typeof after === 'boolean';
  const words = (value: boolean): string => (value ? hint.yes : hint.no);
  const isRiskier = was === hint.safe && is !== hint.safe;
  // Saying nothing and saying the worst mean the same to a client; a person may want to know all the same.
  const text = isSaid ? `It now says that ${words(is)}.` : `It no longer says that ${words(was)}.`;
  return [{ class: 'permissions', risk: isRiskier ? hint.risk : 0, text }];
}

/** Scopes that a definition names anywhere but in its schemas. */
function scopesOf(definition: JsonObject): string[] {
  const found: string[] = [];
  const walk = (value: JsonValue | undefined, depth: number): void => {
    if (depth > 6 || found.length >= MAX_SCOPES) return;
    if (Array.isArray(value)) for (const item of value) walk(item, depth + 1);
    if (!isJsonObject(value)) return;
    for (const [key, item] of Object.entries(value)) {
      if (key === 'inputSchema' || key === 'outputSchema') continue;
      if (!SCOPE_KEY.test(key)) walk(item, depth + 1);
      else if (typeof item === 'string') found.push(...item.split(/\s+/u).filter((scope) => scope !== ''));
      else if (Array.isArray(item)) found.push(...item.filter((scope) => typeof scope === 'string'));
    }
  };
  walk(definition, 0);
  return found;
}
