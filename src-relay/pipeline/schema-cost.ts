import { isJsonObject, type JsonObject, type JsonValue } from '../protocol/json.ts';

/**
 * How much work a schema asks for: its subschemas, counted again wherever a reference repeats them. A few kilobytes of
 * references that double at each level would take longer than anybody lives; such a schema is not compiled.
 * @returns undefined where it passes `limit`, or refers to itself or elsewhere
 */
export function schemaCost(schema: JsonObject, limit: number): number | undefined {
  const costs = new Map<string, number>();
  const open = new Set<string>();
  let isOver = false;

  function costOf(value: JsonValue | undefined): number {
    if (isOver || typeof value !== 'object' || value === null) return 0;
    let cost = 1;
    for (const [key, part] of Object.entries(value)) {
      cost += key === '$ref' && typeof part === 'string' ? costOfReference(part) : costOf(part);
      if (key === '$dynamicRef' || key === '$recursiveRef' || cost > limit) isOver = true;
    }
    return cost;
  }

  function costOfReference(reference: string): number {
    const known = costs.get(reference);
    if (known !== undefined) return known;
    const target = open.has(reference) ? undefined : resolve(schema, reference);
    if (target === undefined) {
      isOver = true;
      return 0;
    }
    open.add(reference);
    const cost = costOf(target);
    open.delete(reference);
    costs.set(reference, cost);
    return cost;
  }

  const cost = costOf(schema);
  return isOver || cost > limit ? undefined : cost;
}

/** The subschema that a reference inside the document points to (RFC 6901). */
function resolve(schema: JsonObject, reference: string): JsonValue | undefined {
  if (!reference.startsWith('#/')) return undefined;
  let at: JsonValue | undefined = schema;
  for (const part of reference.slice(2).split('/')) {
    const key = decodeURIComponentSafely(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isJsonObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
