import { parse, TomlError, type TomlTable } from 'smol-toml';
import { faultAt, type TextFault } from '../../config/json-members.ts';
import { messageOf } from '../../protocol/errors.ts';
import type { JsonObject, JsonValue } from '../../protocol/json.ts';
import type { FileFormat } from './format.ts';
import { tomlStatements, type TomlStatement } from './toml-statements.ts';

/** TOML, whose tables of servers are `[section.NAME]`: only such tables are put in and taken out. */
export const tomlFormat: FileFormat = {
  read(text) {
    try {
      return { value: Object.fromEntries(Object.entries(parseToml(text)).map(([key, one]) => [key, plain(one)])) };
    } catch (error) {
      return { fault: faultOf(error) };
    }
  },
  placeOf(text, key) {
    const at = new RegExp(String.raw`^[\t ]*\[*["']?${key}`, 'mu').exec(text)?.index ?? 0;
    const { line, column } = faultAt(text, at, '');
    return { line, column };
  },
  insert(text, section, name, entry) {
    const inserted = leadIn(text) + tableOf([section, name], entry).replaceAll('\n', eolOf(text));
    return { text: text + inserted, inserted };
  },
  remove(text, section, name) {
    let rest = text;
    for (const { start, end } of piecesOf(text, [section, name]).toReversed()) {
      rest = rest.slice(0, start) + rest.slice(end);
    }
    return rest;
  },
  isNoLooser: () => true,
  sourceOf(text, section, name) {
    const pieces = piecesOf(text, [section, name]);
    return pieces.length === 0 ? undefined : pieces.map(({ start, end }) => text.slice(start, end)).join('');
  },
  restore: (text, _section, _name, source) => text + leadIn(text) + source,
};

function parseToml(text: string): TomlTable {
  return parse(text.replace(/^\ufeff/u, ''), { integersAsBigInt: 'asNeeded' });
}

/** The parser's tables have no prototype, which makes them unequal to any other object. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

function faultOf(error: unknown): TextFault {
  if (!(error instanceof TomlError)) return { line: 1, column: 1, message: messageOf(error) };
  const [first = ''] = error.message.split('\n');
  return { line: error.line, column: error.column, message: first.replace(/^Invalid TOML document: /u, '') };
}

/** What parts a new table from what stands before it. */
function leadIn(text: string): string {
  const eol = eolOf(text);
  if (text.replace(/^\ufeff/u, '') === '') return '';
  return text.endsWith('\n') ? eol : eol + eol;
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The pieces of a table and the tables under it: each its header with its values, without what follows the last value. */
function piecesOf(text: string, path: readonly string[]): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | undefined;
  for (const statement of tomlStatements(text)) {
    if (statement.kind === 'header') {
      const found = pathOf(text, statement);
      open = path.every((step, index) => found[index] === step)
        ? { start: statement.start, end: statement.end }
        : undefined;
      if (open) pieces.push(open);
    } else if (statement.kind === 'pair' && open) open.end = statement.end;
  }
  return pieces;
}

/** The keys of a header: parsed for itself it is a document with one table in another. */
function pathOf(text: string, { start, end }: TomlStatement): string[] {
  const path: string[] = [];
  let at: unknown = parseToml(text.slice(start, end));
  for (;;) {
    if (Array.isArray(at)) at = at[0];
    const [entry] = typeof at === 'object' && at !== null ? Object.entries(at) : [];
    if (!entry) return path;
    path.push(entry[0]);
    at = entry[1];
  }
}

function tableOf(path: readonly string[], entry: JsonObject): string {
  const lines = Object.entries(entry).flatMap(([key, value]) =>
    value === undefined ? [] : [`${keyText(key)} = ${valueText(value)}\n`],
  );
  return `[${path.map((key) => keyText(key)).join('.')}]\n${lines.join('')}`;
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/u.test(key) ? key : stringText(key);
}

function valueText(value: JsonValue): string {
  if (typeof value === 'string') return stringText(value);
  if (Array.isArray(value)) return `[${value.map((one) => valueText(one)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${keyText(key)} = ${valueText(one)}`],
  );
  return `{ ${pairs.join(', ')} }`;
}

/** JSON's escapes are those of TOML, which wants one for DEL too. */
function stringText(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', String.raw`\u007f`);
}
