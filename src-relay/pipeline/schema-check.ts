import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import { isJsonObject, member, type JsonObject, type JsonValue } from '../protocol/json.ts';
import { schemaCost } from './schema-cost.ts';

/** What is wrong with arguments. */
interface SchemaProblem {
  /** One sentence for the caller, who knows the arguments. */
  readonly message: string;
  /** The same without anything that the arguments brought along: for the log. */
  readonly forLog: string;
}

/** Says what is wrong with arguments, or undefined where they fit. */
export type SchemaCheck = (value: JsonValue) => SchemaProblem | undefined;

const FITS: SchemaCheck = () => undefined;
/** Schemas beyond this are left to the server: characters, and the work they ask for on each value. */
const MAX_SCHEMA = 64 * 1024;
const MAX_COST = 4000;
/** A server's pattern on a linear-time engine: a hostile one must not stop the relay. */
function linearPattern(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(pattern);
  // Ajv tells compiled patterns apart by their text.
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
}
linearPattern.code = 'linearPattern';

const OPTIONS = {
  strict: false,
  validateFormats: false,
  logger: false,
  // What one server's schema names must not be found by another's.
  addUsedSchema: false,
  code: { regExp: linearPattern },
} as const;

/** Most schemas that are kept compiled. */
const MAX_KEPT = 2000;

/**
 * Compiled schemas, by their text: a server that restarts offers the same ones again, and Ajv keeps a part of every schema
 * that it has ever compiled. Beyond the most that are kept, Ajv and all of them are dropped.
 */
class Compiler {
  #ajv2020 = new Ajv2020(OPTIONS);
  #ajvDraft7 = new Ajv(OPTIONS);
  readonly #kept = new Map<string, SchemaCheck>();

  checkFor(schema: JsonObject): SchemaCheck {
    const text = JSON.stringify(schema);
    if (text.length > MAX_SCHEMA) return FITS;
    const known = this.#kept.get(text);
    if (known) return known;
    if (this.#kept.size >= MAX_KEPT) {
      this.#ajv2020 = new Ajv2020(OPTIONS);
      this.#ajvDraft7 = new Ajv(OPTIONS);
      this.#kept.clear();
    }
    const { $schema } = schema;
    const ajv = typeof $schema === 'string' && $schema.includes('draft-0') ? this.#ajvDraft7 : this.#ajv2020;
    const check = schemaCost(schema, MAX_COST) === undefined ? FITS : compiled(ajv, schema);
    this.#kept.set(text, check);
    return check;
  }
}

const compiler = new Compiler();

/**
 * Compiles a tool's inputSchema (JSON Schema 2020-12 unless it says draft 7; MCP 2025-11-25, Tools). One that cannot be compiled is
 * left to the server: it would refuse what does not fit.
 */
export function compileSchema(schema: JsonValue | undefined): SchemaCheck {
  return isJsonObject(schema) ? compiler.checkFor(schema) : FITS;
}

function compiled(ajv: Ajv | Ajv2020, schema: JsonObject): SchemaCheck {
  const { $schema: _schema, $id: _id, ...rest } = schema;
  let validate: ValidateFunction;
  try {
    validate = ajv.compile(rest satisfies AnySchemaObject);
  } catch {
    return FITS;
  } finally {
    // Ajv would keep every schema it has seen.
    ajv.removeSchema(rest);
  }
  return (value) => {
    let fits: unknown;
    try {
      fits = validate(value);
    } catch {
      return undefined;
    }
    return fits === true ? undefined : problem(rest, validate);
  };
}

function problem(schema: JsonObject, validate: ValidateFunction): SchemaProblem {
  const [first] = validate.errors ?? [];
  const rule = first?.message ?? 'do not fit the schema of the tool';
  const place = first?.instancePath.slice(1).split('/') ?? [];
  const known = isInSchema(schema, place) ? place.join('.') : '';
  const subject = known === '' ? 'The arguments' : `The argument ${known}`;
  const surplus: unknown = first?.params.additionalProperty;
  const name = typeof surplus === 'string' ? ` (${JSON.stringify(surplus)})` : '';
  return { message: `${subject} ${rule}${name}.`, forLog: `${subject} ${rule}.` };
}

/** Whether every name on the way is one that the schema itself declares: others came with the arguments. */
function isInSchema(schema: JsonObject, place: readonly string[]): boolean {
  let at: JsonValue | undefined = schema;
  for (const name of place) {
    if (/^\d+$/u.test(name)) {
      at = member(at, 'items');
      continue;
    }
    at = member(member(at, 'properties'), name);
    if (at === undefined) return false;
  }
  return true;
}
