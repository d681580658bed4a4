import { indexJson } from './json-index.ts';
import { readJson } from './json-read.ts';

/** What JSON.parse can return: the shape of everything that comes from outside before it is checked. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** Where a value stands inside a JSON document: object keys and array indices from the root. */
export type JsonPath = readonly (string | number)[];

const NO_LIMITS = { depth: Number.POSITIVE_INFINITY, values: Number.POSITIVE_INFINITY };

/**
 * Parses JSON text. Throws SyntaxError. The one place where JSON.parse's `any` gets a type.
 * @param hasEscapedKey whether a key in it is written with escapes, where that is known: see readJson
 */
export function parseJson(text: string, hasEscapedKey?: boolean): JsonValue {
  const value: unknown = JSON.parse(text);
  const isUnsafe = hasEscapedKey ?? (text.includes('\\') && indexJson(text, NO_LIMITS).hasEscapedKey);
  return isUnsafe ? readJson(text) : asJson(value);
}

/** Gives what a JSON or YAML parser returned its type; a walk to prove it would cost more than the parse. */
export function asJson(value: unknown): JsonValue {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as JsonValue;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own member, never one of Object.prototype's. */
export function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What stands at a place; undefined where nothing does. */
export function valueAt(value: JsonValue | undefined, path: JsonPath): JsonValue | undefined {
  let at = value;
  for (const step of path) {
    if (typeof step === 'string') at = member(at, step);
    else at = Array.isArray(at) ? at[step] : undefined;
  }
  return at;
}
