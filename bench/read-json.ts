import { readFileSync } from 'node:fs';

/** What a JSON file holds; undefined where it is missing or broken. */
export function readJson(path: string): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return content;
  } catch {
    return undefined;
  }
}
