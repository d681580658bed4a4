import { isJsonObject, member, valueAt, type JsonValue } from '../json.ts';
import type { Fault } from './fault.ts';
import { decodeHeaderValue, encodeHeaderValue } from './header-value.ts';
import { headerField, headerMismatch, type HeaderFields } from './headers.ts';

/** An argument of a tool that is repeated in a header, by `x-mcp-header` in its inputSchema. */
export interface ParamHeader {
  /** The whole header's name as the tool spells it, e.g. `Mcp-Param-Region`. */
  readonly header: string;
  /** Property names from the arguments' root. */
  readonly path: readonly string[];
  readonly isNumeric: boolean;
}

export interface ParamHeaders {
  readonly declarations: readonly ParamHeader[];
  /** Why the tool's declarations are not valid: a modern client over HTTP must not offer such a tool. */
  readonly fault: string | undefined;
}

const KEY = 'x-mcp-header';
/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/u;
const DECIMAL = /^-?\d+(\.\d+)?$/u;

/** Keywords of JSON Schema whose subschemas are no plain properties: a declaration under them is not valid. */
const OTHER_SCHEMAS = [
  'items',
  'prefixItems',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
  'oneOf',
  'anyOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
] as const;
/** Those that hold subschemas by name. */
const NAMED_SCHEMAS = ['patternProperties', 'dependentSchemas', '$defs', 'definitions'] as const;

/**
 * The arguments that a tool wants repeated in headers (MCP 2026-07-28, Tools, "x-mcp-header"): strings, integers and
 * booleans that a chain of `properties` leads to, each under a token of its own whatever its case. Where the only fault is
 * that a declaration stands on a `number`, the declarations are given beside it: a server checks them still.
 */
export function paramHeadersOf(inputSchema: JsonValue | undefined): ParamHeaders {
  const declarations: ParamHeader[] = [];
  const taken = new Set<string>();
  let numberFault: string | undefined;

  const declare = (name: JsonValue, type: JsonValue | undefined, path: readonly string[]): string | undefined => {
    if (typeof name !== 'string' || !TOKEN.test(name)) return `${KEY} at ${path.join('.')} is not a header name`;
    if (type === 'number') numberFault ??= `${KEY} at ${path.join('.')} stands on a number`;
    else if (type !== 'string' && type !== 'integer' && type !== 'boolean') {
      return `${KEY} at ${path.join('.')} stands on no string, integer or boolean`;
    }
    if (taken.has(name.toLowerCase())) return `${KEY} ${name} is declared twice`;
    taken.add(name.toLowerCase());
    declarations.push({ header: `Mcp-Param-${name}`, path, isNumeric: type === 'integer' || type === 'number' });
    return undefined;
  };
  const visit = (schema: JsonValue | undefined, path: readonly string[], isProperty: boolean): string | undefined => {
    if (!isJsonObject(schema)) return undefined;
    const name = member(schema, KEY);
    if (name !== undefined) {
      if (!isProperty || path.length === 0) return `${KEY} stands where no chain of properties leads`;
      const fault = declare(name, member(schema, 'type'), path);
      if (fault !== undefined) return fault;
    }
    for (const [key, child] of entriesOf(member(schema, 'properties'))) {
      const fault = visit(child, [...path, key], isProperty);
      if (fault !== undefined) return fault;
    }
    for (const child of otherSchemas(schema)) {
      const fault = visit(child, path, false);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };

  const fault = visit(inputSchema, [], true);
  if (fault !== undefined) return { declarations: [], fault };
  return { declarations, fault: numberFault };
}

function* otherSchemas(schema: JsonValue): Generator<JsonValue | undefined> {
  for (const keyword of OTHER_SCHEMAS) {
    const value = member(schema, keyword);
    if (Array.isArray(value)) yield* value;
    else yield value;
  }
  for (const keyword of NAMED_SCHEMAS) for (const [, child] of entriesOf(member(schema, keyword))) yield child;
}

function entriesOf(value: JsonValue | undefined): [string, JsonValue | undefined][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** The headers for a call that goes out; none for arguments that are absent, null or of another kind than declared. */
export function paramHeaders(
  declarations: readonly ParamHeader[],
  args: JsonValue | undefined,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const { header, path } of declarations) {
    const text = textOf(valueAt(args, path));
    if (text !== undefined) headers[header] = encodeHeaderValue(text);
  }
  return headers;
}

/** Checks that the headers of a call repeat its arguments; one for an argument that is absent or null is not looked at. */
export function checkParamHeaders(
  declarations: readonly ParamHeader[],
  args: JsonValue | undefined,
  headers: HeaderFields,
): Fault | undefined {
  for (const { header, path, isNumeric } of declarations) {
    const value = valueAt(args, path);
    const text = textOf(value);
    if (text === undefined) continue;
    const field = headerField(headers, header.toLowerCase());
    if (field === undefined) return headerMismatch('(missing)', `the ${header} header is required`);
    const decoded = decodeHeaderValue(field);
    if (decoded === undefined) return headerMismatch(field, `the ${header} header is not valid Base64 of UTF-8`);
    const isEqual =
      isNumeric && typeof value === 'number' && DECIMAL.test(decoded) ? Number(decoded) === value : decoded === text;
    if (!isEqual) return headerMismatch(field, `the ${header} header does not repeat the argument ${path.join('.')}`);
  }
  return undefined;
}

/** An argument's text for a header. Integers beyond the safe range have none: two readers would not agree on them. */
function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : String(value);
}
