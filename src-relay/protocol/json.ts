/** What JSON.parse can return: the shape of everything that comes from outside before it is checked. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** Where a value stands inside a JSON document: object keys and array indices from the root. */
export type JsonPath = readonly (string | number)[];

/** Parses JSON text. Throws SyntaxError. The one place where JSON.parse's `any` gets a type. */
export function parseJson(text: string): JsonValue {
  const value: unknown = JSON.parse(text);
  return asJson(value);
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
