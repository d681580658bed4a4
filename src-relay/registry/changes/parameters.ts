import { isJsonObject, member, type JsonObject, type JsonValue } from '../../protocol/json.ts';
import { quoted, type Change } from './change.ts';

/** One parameter of a tool, at whatever depth of its schema. */
interface Parameter {
  /** `a.b[]` for the items of the list b in the object a. */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** Values that it takes, as JSON text; undefined where any of its type will do. */
  readonly values: readonly string[] | undefined;
  /** As JSON text. */
  readonly fallback: string | undefined;
  readonly description: string;
  /** Anything that a model can write fits in. */
  readonly isFreeText: boolean;
}

const MAX_DEPTH = 6;
const MAX_PARAMETERS = 500;
/** Names of parameters that ask for what a tool of any purpose has no need of. */
const TELLING =
  /(?:^|[_-])(?:side_?notes?|conversation|chat_?(?:log|history)|history|system_?prompt|reasoning|thoughts?|secrets?|passwords?|credentials?|api_?keys?|private_?keys?|env(?:ironment)?|context)(?:$|[_-])/iu;

/** The parameters that an input schema names (JSON Schema 2020-12), by path. References are not followed. */
function parametersOf(schema: JsonValue | undefined): ReadonlyMap<string, Parameter> {
  const found = new Map<string, Parameter>();
  const walk = (value: JsonValue | undefined, prefix: string, depth: number): void => {
    if (!isJsonObject(value) || depth > MAX_DEPTH) return;
    for (const part of listOf(member(value, 'allOf'))) walk(part, prefix, depth + 1);
    const required = new Set(listOf(member(value, 'required')));
    const properties = member(value, 'properties');
    for (const [name, property] of Object.entries(isJsonObject(properties) ? properties : {})) {
      if (found.size >= MAX_PARAMETERS || !isJsonObject(property)) continue;
      const path = prefix === '' ? name : `${prefix}.${name}`;
      found.set(path, parameter(path, property, required.has(name)));
      walk(property, path, depth + 1);
      walk(member(property, 'items'), `${path}[]`, depth + 1);
    }
  };
  walk(schema, '', 0);
  return found;
}

function parameter(path: string, schema: JsonObject, isRequired: boolean): Parameter {
  const type = typeOf(schema);
  const constant = member(schema, 'const');
  const values = Array.isArray(schema.enum) ? schema.enum : constant === undefined ? undefined : [constant];
  const fallback = member(schema, 'default');
  const isBound = values !== undefined || member(schema, 'pattern') !== undefined || isShort(schema);
  return {
    path,
    type,
    isRequired,
    values: values?.map((value) => JSON.stringify(value)),
    fallback: fallback === undefined ? undefined : JSON.stringify(fallback),
    description: typeof schema.description === 'string' ? schema.description : '',
    isFreeText: !isBound && (type === 'anything' || type.split(' or ').includes('text')),
  };
}

function isShort(schema: JsonObject): boolean {
  const most = member(schema, 'maxLength');
  return (
    (typeof most === 'number' && most <= 32) ||
    (typeof schema.format === 'string' && ['date', 'date-time', 'uuid'].includes(schema.format))
  );
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  null: 'nothing',
};

function typeOf(schema: JsonObject): string {
  const { type } = schema;
  const names = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string');
  if (names.length > 0) return names.map((name) => TYPE_WORDS[name] ?? name).join(' or ');
  const choices = [...listOf(member(schema, 'anyOf')), ...listOf(member(schema, 'oneOf'))].filter(isJsonObject);
  if (choices.length > 0) return [...new Set(choices.map((choice) => typeOf(choice)))].join(' or ');
  return Array.isArray(schema.enum) || schema.const !== undefined ? 'one of its values' : 'anything';
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** What differs between the parameters of two input schemas. */
export function parameterChanges(before: JsonValue | undefined, after: JsonValue | undefined): Change[] {
  const old = parametersOf(before);
  const now = parametersOf(after);
  const gone = [...old.values()].filter(({ path }) => !now.has(path));
  const fresh = [...now.values()].filter(({ path }) => !old.has(path));
  const changes: Change[] = [];
  for (const one of fresh) {
    const match = gone.findIndex((other) => isRenamed(other, one, gone, fresh));
    const [from] = match < 0 ? [] : gone.splice(match, 1);
    changes.push(from ? renamed(from, one) : added(one));
  }
  for (const { path } of gone) changes.push(say(0, `The parameter ${quoted(path)} is gone.`));
  for (const one of now.values()) {
    const was = old.get(one.path);
    if (was) changes.push(...differences(was, one));
  }
  const closed = (schema: JsonValue | undefined): boolean => member(schema, 'additionalProperties') === false;
  if (closed(before) && !closed(after))
    changes.push(say(1, 'It now takes parameters that its definition does not name.'));
  return changes;
}

function isRenamed(from: Parameter, to: Parameter, gone: readonly Parameter[], fresh: readonly Parameter[]): boolean {
  if (parentOf(from) !== parentOf(to) || from.type !== to.type) return false;
  if (from.description !== '') return from.description === to.description;
  return to.description === '' && gone.length === 1 && fresh.length === 1;
}

function parentOf({ path }: Parameter): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

function renamed(from: Parameter, to: Parameter): Change {
  const text = `The parameter ${quoted(from.path)} is now called ${quoted(to.path)}.`;
  return TELLING.test(to.path) && !TELLING.test(from.path) ? say(3, text) : say(0, text);
}

function added(one: Parameter): Change {
  const which = one.isRequired ? 'new required parameter' : 'new parameter';
  if (TELLING.test(one.path)) {
    return say(3, `A ${which}, ${quoted(one.path)}, asks by its name for secrets or for the conversation.`);
  }
  if (one.isFreeText) return say(one.isRequired ? 3 : 2, `A ${which}, ${quoted(one.path)}, takes free text.`);
  return say(one.isRequired ? 1 : 0, `A ${which}, ${quoted(one.path)}, takes ${one.type}.`);
}

function differences(was: Parameter, now: Parameter): Change[] {
  const name = quoted(now.path);
  const changes: Change[] = [];
  if (now.isFreeText && !was.isFreeText) {
    const than = was.values ? `one of ${was.values.length} values` : was.type;
    changes.push(say(2, `${name} now takes free text, and no longer only ${than}.`));
  } else if (was.type !== now.type) changes.push(say(0, `${name} now takes ${now.type}, not ${was.type}.`));
  if (was.isRequired !== now.isRequired) {
    changes.push(
      now.isRequired
        ? say(now.isFreeText ? 2 : 1, `${name} is now required.`)
        : say(0, `${name} is no longer required.`),
    );
  }
  if (was.values && now.values) {
    const more = now.values.filter((value) => !was.values?.includes(value));
    const fewer = was.values.filter((value) => !now.values?.includes(value));
    if (more.length > 0) changes.push(say(1, `${name} takes new values: ${some(more)}.`));
    if (fewer.length > 0) changes.push(say(0, `${name} no longer takes ${some(fewer)}.`));
  } else if (now.values) changes.push(say(0, `${name} now takes only ${some(now.values)}.`));
  if (was.fallback !== now.fallback) {
    const risk = now.fallback !== undefined && /[/\\@]/u.test(now.fallback) ? 2 : 1;
    const than = was.fallback === undefined ? 'it had none' : `not ${quoted(was.fallback)}`;
    changes.push(
      now.fallback === undefined
        ? say(0, `${name} no longer has a default.`)
        : say(risk, `The default of ${name} is now ${quoted(now.fallback)}, ${than}.`),
    );
  }
  if (was.description !== now.description) {
    changes.push({ class: 'wording', risk: 0, text: `What it says of ${name} changed.` });
  }
  return changes;
}

function some(values: readonly string[]): string {
  const rest = values.length - 4;
  return values.slice(0, 4).map(quoted).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function say(risk: Change['risk'], text: string): Change {
  return { class: 'parameters', risk, text };
}
