import { endOfString, skipSpace } from './json-index.ts';
import type { JsonObject, JsonValue } from './json.ts';

/**
 * Reads JSON text that JSON.parse has accepted, key by key, for text with escapes in its keys: V8 takes such a key for
 * another one that an object of the same shape had before (nodejs/node issue 63785), and a message would not be read as its
 * receiver reads it.
 */
export function readJson(source: string): JsonValue {
  return readValue(source, skipSpace(source, 0)).value;
}

interface Read {
  readonly value: JsonValue;
  readonly end: number;
}

function readValue(source: string, start: number): Read {
  switch (source[start]) {
    case '{':
      return readObject(source, start);
    case '[':
      return readArray(source, start);
    case '"': {
      const end = endOfString(source, start) + 1;
      return { value: readString(source, start, end), end };
    }
    default:
      return readLiteral(source, start);
  }
}

function readObject(source: string, start: number): Read {
  const value: JsonObject = {};
  let at = skipSpace(source, start + 1);
  while (source[at] !== '}') {
    const keyEnd = endOfString(source, at) + 1;
    const key = readString(source, at, keyEnd);
    const item = readValue(source, skipSpace(source, skipSpace(source, keyEnd) + 1));
    // An assignment to __proto__ would set something else.
    if (key === '__proto__') {
      Object.defineProperty(value, key, { value: item.value, enumerable: true, writable: true, configurable: true });
    } else value[key] = item.value;
    at = skipSpace(source, item.end);
    if (source[at] === ',') at = skipSpace(source, at + 1);
  }
  return { value, end: at + 1 };
}

function readArray(source: string, start: number): Read {
  const value: JsonValue[] = [];
  let at = skipSpace(source, start + 1);
  while (source[at] !== ']') {
    const item = readValue(source, at);
    value.push(item.value);
    at = skipSpace(source, item.end);
    if (source[at] === ',') at = skipSpace(source, at + 1);
  }
  return { value, end: at + 1 };
}

function readString(source: string, start: number, end: number): string {
  const inner = source.slice(start + 1, end - 1);
  if (!inner.includes('\\')) return inner;
  const text: unknown = JSON.parse(`"${inner}"`);
  return String(text);
}

function readLiteral(source: string, start: number): Read {
  let end = start;
  while (end < source.length && !',]} \n\r\t'.includes(source.charAt(end))) end += 1;
  const text = source.slice(start, end);
  const value = text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : Number(text);
  return { value, end };
}
