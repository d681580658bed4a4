import { isJsonObject, type JsonValue } from '../../protocol/json.ts';

/** Characters of one definition that are looked at: more than any honest one has. */
const MAX_TEXT = 256 * 1024;
/** Deepest value that is looked at. */
const MAX_DEPTH = 40;

/** Every string in a value, keys of objects included, as one text with a line for each. */
export function textOf(value: JsonValue | undefined): string {
  const parts: string[] = [];
  let length = 0;
  const add = (text: string): void => {
    if (length >= MAX_TEXT) return;
    parts.push(text.slice(0, MAX_TEXT - length));
    length += text.length + 1;
  };
  const walk = (one: JsonValue | undefined, depth: number): void => {
    if (length >= MAX_TEXT || depth > MAX_DEPTH) return;
    if (typeof one === 'string') add(one);
    else if (Array.isArray(one)) for (const item of one) walk(item, depth + 1);
    else if (isJsonObject(one)) {
      for (const [key, item] of Object.entries(one)) {
        add(key);
        walk(item, depth + 1);
      }
    }
  };
  walk(value, 0);
  return parts.join('\n');
}
