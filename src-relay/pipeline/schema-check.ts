import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import { isJsonObject, type JsonValue } from '../protocol/json.ts';

/** Says what is wrong with arguments in one sentence, or undefined where they fit. */
export type SchemaCheck = (value: JsonValue) => string | undefined;

const FITS: SchemaCheck = () => undefined;
/** Schemas beyond this size, in characters, are left to the server. */
const MAX_SCHEMA = 256 * 1024;

/** A server's pattern on a linear-time engine: a hostile one must not stop the relay. */
function linearPattern(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(pattern);
  // Ajv tells compiled patterns apart by their text.
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
}
linearPattern.code = 'linearPattern';

const OPTIONS = { strict: false, validateFormats: false, logger: false, code: { regExp: linearPattern } } as const;
const ajv2020 = new Ajv2020(OPTIONS);
const ajvDraft7 = new Ajv(OPTIONS);

/**
 * Compiles a tool's inputSchema (JSON Schema 2020-12 unless it says draft 7; MCP 2025-11-25, Tools). One that cannot be compiled is
 * left to the server: it would refuse what does not fit.
 */
export function compileSchema(schema: JsonValue | undefined): SchemaCheck {
  if (!isJsonObject(schema)) return FITS;
  const text = JSON.stringify(schema);
  if (text.length > MAX_SCHEMA) return FITS;
  const { $schema, $id: _id, ...rest } = schema;
  const ajv = typeof $schema === 'string' && $schema.includes('draft-0') ? ajvDraft7 : ajv2020;
  let validate: ValidateFunction;
  try {
    validate = ajv.compile(rest satisfies AnySchemaObject);
    ajv.removeSchema(rest);
  } catch {
    return FITS;
  }
  return (value) => {
    let fits: unknown;
    try {
      fits = validate(value);
    } catch {
      return undefined;
    }
    return fits === true ? undefined : problem(validate);
  };
}

function problem(validate: ValidateFunction): string {
  const [first] = validate.errors ?? [];
  if (!first) return 'The arguments do not fit the schema of the tool.';
  const place =
    first.instancePath === '' ? 'The arguments' : `The argument ${first.instancePath.slice(1).replaceAll('/', '.')}`;
  const surplus: unknown = first.params.additionalProperty;
  const name = typeof surplus === 'string' ? ` (${JSON.stringify(surplus)})` : '';
  return `${place} ${first.message ?? 'do not fit the schema of the tool'}${name}.`;
}
