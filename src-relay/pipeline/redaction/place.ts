import { valueAt, type JsonPath, type JsonValue } from '../../protocol/json.ts';
import type { Finding } from '../../protocol/scan-types.ts';

/** The name of one string of a value: a member's or item's own, or a member's key. */
export function placeKey(path: JsonPath, inKey: boolean): string {
  return `${String(inKey)}${JSON.stringify(path)}`;
}

/** The string that a finding stands in; of a number its text. */
export function textAt(value: JsonValue, { path, inKey }: Pick<Finding, 'path' | 'inKey'>): string {
  const last = path.at(-1);
  if (inKey) return typeof last === 'string' ? last : '';
  const at = valueAt(value, path);
  return typeof at === 'string' ? at : typeof at === 'number' ? String(at) : '';
}
