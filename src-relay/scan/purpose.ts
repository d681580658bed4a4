import { member, parseJson, type JsonValue } from '../protocol/json.ts';

const LONGEST = 4000;

/** What a tool is for, by its own definition: name, title and description, cut at 4,000 UTF-16 units. Empty for other values. */
export function purposeOf(definition: JsonValue): string {
  const parts: string[] = [];
  for (const key of ['name', 'title', 'description']) {
    const part = member(definition, key);
    if (typeof part === 'string') parts.push(part);
  }
  return parts.join('. ').slice(0, LONGEST);
}

/** The same for a definition as JSON text; empty where it is none. */
export function purposeOfText(text: string): string {
  try {
    return purposeOf(parseJson(text));
  } catch {
    return '';
  }
}
