import { applyEdits, type Edit } from '../edits.ts';
import type { Era } from '../era.ts';
import { JSON_RPC } from '../errors.ts';
import { skipSpace } from '../json-index.ts';
import { isJsonObject, member, parseJson, type JsonValue } from '../json.ts';
import { OWN_INFO } from './envelope.ts';
import { META } from './keys.ts';
import { objectMetaEdits } from './meta.ts';
import { arrayItems, memberEdits, membersText, memberValue, objectText, type ObjectText } from './object-text.ts';

/** Methods whose complete results say how long and for whom they may be kept (MCP 2026-07-28, "Caching"). */
const CACHEABLE: ReadonlySet<string> = new Set([
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'server/discover',
]);

export interface ModernResultOptions {
  /** For how long a result may be kept, in milliseconds, where it does not say so itself. */
  readonly ttlMs?: number;
  readonly cacheScope?: 'public' | 'private';
  /** The era of the server that wrote it. To the legacy era `resultType` means nothing: there every result is complete. */
  readonly from?: Era;
  /** The result as it was parsed before: spares looking through its text. */
  readonly value?: JsonValue | undefined;
}

/**
 * A result in the words of the modern era: with `resultType`, the relay's own `serverInfo` where no other stands there,
 * and, where the method calls for it, `ttlMs` and `cacheScope`. All the rest stays as it was written.
 */
export function toModern(method: string, source: string, options: ModernResultOptions = {}): string {
  const { value } = options;
  // Most results: no member that matters here, so all that is to be said goes in front.
  if (isJsonObject(value) && !CACHEABLE.has(method) && value.resultType === undefined && value._meta === undefined) {
    const start = skipSpace(source, 0) + 1;
    const rest = source.slice(start);
    return source.slice(0, start) + (rest.startsWith('}') || isEmpty(value) ? BARE_PREFIX : PREFIX) + rest;
  }
  const result = objectText(source);
  if (!result) return source;
  const set: Record<string, string> = {};
  const resultType = options.from === 'legacy' ? undefined : stringMember(source, result, 'resultType');
  if (resultType === undefined) set.resultType = '"complete"';
  if (CACHEABLE.has(method) && (resultType ?? 'complete') === 'complete') {
    if (!isTtl(textOf(source, result, 'ttlMs'))) set.ttlMs = String(options.ttlMs ?? 0);
    const scope = stringMember(source, result, 'cacheScope');
    if (scope !== 'public' && scope !== 'private') set.cacheScope = JSON.stringify(options.cacheScope ?? 'private');
  }
  const edits: Edit[] = [];
  const metaSpan = memberValue(result, '_meta');
  const meta = metaSpan && objectText(source, metaSpan.start);
  if (!meta) set._meta = OWN_META;
  else if (!memberValue(meta, META.serverInfo)) {
    edits.push(...memberEdits(source, meta, { remove: keepAll, set: { [META.serverInfo]: OWN_INFO } }));
  }
  edits.unshift(...memberEdits(source, result, { remove: keepAll, set }));
  if (method === 'tools/list') edits.push(...toolEdits(source, result, (key) => key === 'execution'));
  return applyEdits(source, edits);
}

/**
 * A result in the words of the legacy era: without what only the modern one has, and with `structuredContent` and
 * `outputSchema` as objects, which that era insists on: other content stands under `result`, other schemas are left out.
 */
export function toLegacy(method: string, source: string, value?: JsonValue): string {
  if (isJsonObject(value) && !CACHEABLE.has(method) && isLegacyAlready(value)) return source;
  const result = objectText(source);
  if (!result) return source;
  const isKept = CACHEABLE.has(method);
  const set: Record<string, string> = {};
  const content = method === 'tools/call' ? textOf(source, result, 'structuredContent') : undefined;
  if (content !== undefined && !content.startsWith('{')) set.structuredContent = `{"result":${content}}`;
  const removed = isKept ? MODERN_MEMBERS : RESULT_TYPE;
  const hasOwnMeta = isOnlyServerInfo(source, result);
  const edits = memberEdits(source, result, {
    remove: (key) => removed.has(key) || (hasOwnMeta && key === '_meta'),
    set,
  });
  if (!hasOwnMeta) edits.push(...objectMetaEdits(source, result.start, { remove: isServerInfo, set: {} }));
  if (method === 'tools/list') {
    for (const tool of toolsIn(source, result)) {
      const schema = memberValue(tool, 'outputSchema');
      if (!schema || isObjectSchema(source.slice(schema.start, schema.end))) continue;
      edits.push(...memberEdits(source, tool, { remove: (key) => key === 'outputSchema', set: {} }));
    }
  }
  return applyEdits(source, edits);
}

/** The code that a resource which does not exist had in the legacy era. */
const RESOURCE_NOT_FOUND = -32_002;

/** An `error` member's text in the words of the modern era, which has no code of its own for an unknown resource. */
export function errorToModern(source: string): string {
  const error = objectText(source);
  const code = memberValue(error, 'code');
  if (!code || Number(source.slice(code.start, code.end)) !== RESOURCE_NOT_FOUND) return source;
  return applyEdits(source, [{ ...code, text: String(JSON_RPC.invalidParams) }]);
}

const OWN_META = `{${JSON.stringify(META.serverInfo)}:${OWN_INFO}}`;
const BARE_PREFIX = membersText([
  ['resultType', '"complete"'],
  ['_meta', OWN_META],
]);
const PREFIX = `${BARE_PREFIX},`;
const MODERN_MEMBERS: ReadonlySet<string> = new Set(['resultType', 'ttlMs', 'cacheScope']);
const RESULT_TYPE: ReadonlySet<string> = new Set(['resultType']);
const keepAll = (): boolean => false;
const isServerInfo = (key: string): boolean => key === META.serverInfo;

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

function isLegacyAlready(value: JsonValue): boolean {
  const content = member(value, 'structuredContent');
  return (
    member(value, 'resultType') === undefined &&
    member(member(value, '_meta'), META.serverInfo) === undefined &&
    (content === undefined || isJsonObject(content))
  );
}

function isOnlyServerInfo(source: string, result: ObjectText): boolean {
  const span = memberValue(result, '_meta');
  const members = span && objectText(source, span.start)?.members;
  return members !== undefined && members.length === 1 && members[0]?.key === META.serverInfo;
}

function toolsIn(source: string, result: ObjectText): ObjectText[] {
  const tools = memberValue(result, 'tools');
  if (!tools) return [];
  return arrayItems(source, tools.start)
    .map((item) => objectText(source, item.start))
    .filter((tool) => tool !== undefined);
}

function toolEdits(source: string, result: ObjectText, remove: (key: string) => boolean): Edit[] {
  return toolsIn(source, result).flatMap((tool) => memberEdits(source, tool, { remove, set: {} }));
}

function isObjectSchema(source: string): boolean {
  return member(parseJson(source), 'type') === 'object';
}

function textOf(source: string, object: ObjectText, key: string): string | undefined {
  const span = memberValue(object, key);
  return span && source.slice(span.start, span.end);
}

function stringMember(source: string, object: ObjectText, key: string): string | undefined {
  const text = textOf(source, object, key);
  const value = text?.startsWith('"') === true ? parseJson(text) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function isTtl(text: string | undefined): boolean {
  const ttl = text === undefined ? undefined : parseJson(text);
  return typeof ttl === 'number' && Number.isSafeInteger(ttl) && ttl >= 0;
}
