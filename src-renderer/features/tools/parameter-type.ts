import { isRecord } from './records.ts';

/** Alternatives that are spelled out; of more only the number is told. */
const MOST_ALTERNATIVES = 8;
const MOST_DEPTH = 4;

/** The type that a JSON schema describes, in one line. */
export function typeOf(schema: unknown, depth = 0): string {
  if (schema === false) return 'nothing';
  if (!isRecord(schema) || depth > MOST_DEPTH) return 'anything';
  if ('const' in schema) return literal(schema['const']);
  if (Array.isArray(schema['enum'])) return either(schema['enum'].map((value: unknown) => literal(value)));
  for (const key of ['anyOf', 'oneOf']) {
    const options = schema[key];
    if (Array.isArray(options)) return either(options.map((option: unknown) => typeOf(option, depth + 1)));
  }
  const { type } = schema;
  if (Array.isArray(type)) return either(type.map((one: unknown) => named(String(one), schema, depth)));
  if (typeof type === 'string') return named(type, schema, depth);
  if (typeof schema['$ref'] === 'string') return schema['$ref'].split('/').at(-1) ?? 'anything';
  return 'properties' in schema ? 'object' : 'anything';
}

/** What else a schema says of a value, in words. */
export function notesOf(schema: Readonly<Record<string, unknown>>): readonly string[] {
  const notes: string[] = [];
  const range = (least: unknown, most: unknown, unit: string): void => {
    const [from, to] = [isBound(least), isBound(most)];
    if (from && to) notes.push(`${String(least)} to ${String(most)}${unit}`);
    else if (from) notes.push(`at least ${String(least)}${unit}`);
    else if (to) notes.push(`at most ${String(most)}${unit}`);
  };
  range(schema['minimum'], schema['maximum'], '');
  range(schema['minLength'], schema['maxLength'], ' characters');
  range(schema['minItems'], schema['maxItems'], ' items');
  if (typeof schema['format'] === 'string') notes.push(schema['format']);
  if (typeof schema['pattern'] === 'string') notes.push(`matches ${schema['pattern']}`);
  if ('default' in schema) notes.push(`default ${literal(schema['default'])}`);
  return notes;
}

function named(type: string, schema: Readonly<Record<string, unknown>>, depth: number): string {
  if (type !== 'array' || schema['items'] === undefined) return type;
  const item = typeOf(schema['items'], depth + 1);
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
}

function either(options: readonly string[]): string {
  const different = [...new Set(options)];
  const rest = different.length - MOST_ALTERNATIVES;
  return [...different.slice(0, MOST_ALTERNATIVES), ...(rest > 0 ? [`${rest} more`] : [])].join(' | ');
}

function literal(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function isBound(value: unknown): boolean {
  return typeof value === 'number';
}
