import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { asJson, type JsonObject, type JsonValue } from '../protocol/json.ts';

/** Where a text stops being readable; line and column count from 1. */
export interface TextFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What was put into a text, as it stands there: taking it out again gives the text of before. */
export interface Insertion {
  readonly text: string;
  readonly inserted: string;
}

/** How a JSON text is read: `strict` has neither comments nor trailing commas. */
export type JsonDialect = 'strict' | 'relaxed';

/**
 * Reads a JSON text that must hold an object; an empty text is an empty object, and of keys that stand twice the last one
 * holds, as with JSON.parse.
 */
export function readJsonObject(text: string, dialect: JsonDialect): { value: JsonObject } | { fault: TextFault } {
  const errors: ParseError[] = [];
  const isStrict = dialect === 'strict';
  const body = withoutMark(text);
  let root: Node | undefined;
  try {
    root = parseTree(body, errors, {
      allowTrailingComma: !isStrict,
      disallowComments: isStrict,
      allowEmptyContent: true,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { fault: { line: 1, column: 1, message: 'it is nested too deeply' } };
  }
  const [first] = errors;
  if (first) return { fault: faultAt(body, first.offset, wordsFor(first)) };
  if (!root) return { value: {} };
  if (root.type !== 'object') return { fault: faultAt(body, root.offset, 'an object ({…}) is expected here') };
  const value = valueOf(root);
  return { value: typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {} };
}

/** Line and column of a place in a text. */
export function faultAt(text: string, offset: number, message: string): TextFault {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1, message };
}

/** Where the value of a key of the root object stands, for messages. */
export function placeOf(text: string, key: string): { line: number; column: number } {
  const root = rootOf(text);
  const node = root && lastMember(root, key)?.children?.[1];
  const { line, column } = faultAt(withoutMark(text), node?.offset ?? 0, '');
  return { line, column };
}

/**
 * Puts a new member into an object of the root object, which is made where it is missing; everything else stays byte for
 * byte, and every comment stays beside what it was written for.
 * @param value a JSON value, or the source of one
 */
export function insertMember(
  text: string,
  section: string,
  name: string,
  value: { readonly json: JsonValue } | { readonly source: string },
): Insertion {
  const mark = text.length - withoutMark(text).length;
  const body = text.slice(mark);
  const layout = layoutOf(body);
  const sourceAt = (indent: string): string => ('source' in value ? value.source : layout.write(value.json, indent));
  const key = JSON.stringify(name);
  const root = rootOf(text);
  const whole = (indent: string): string =>
    layout.isCompact
      ? `{${key}: ${sourceAt('')}}`
      : `{${layout.eol}${indent}${layout.unit}${key}: ${sourceAt(indent + layout.unit)}${layout.eol}${indent}}`;
  let splice: { at: number; inserted: string };
  if (!root) {
    const start = body === '' || body.endsWith('\n') ? '' : layout.eol;
    const { eol, unit } = { ...layout, unit: layout.unit };
    const inner = `{${eol}${unit}${unit}${key}: ${sourceAt(unit + unit)}${eol}${unit}}`;
    splice = { at: body.length, inserted: `${start}{${eol}${unit}${JSON.stringify(section)}: ${inner}${eol}}${eol}` };
  } else {
    const object = lastMember(root, section)?.children?.[1];
    splice = object
      ? intoObject(body, object, layout, key, sourceAt)
      : intoObject(body, root, layout, JSON.stringify(section), whole);
  }
  const at = mark + splice.at;
  return { text: text.slice(0, at) + splice.inserted + text.slice(at), inserted: splice.inserted };
}

/** Takes every member of this name out of an object of the root object, with its comma and its line. */
export function removeMember(text: string, section: string, name: string): string {
  const mark = text.length - withoutMark(text).length;
  const body = text.slice(mark);
  const root = rootOf(text);
  const object = root && lastMember(root, section)?.children?.[1];
  const members = object?.children ?? [];
  const index = members.findLastIndex((member) => member.children?.[0]?.value === name);
  const member = members[index];
  if (!member) return text;
  const end = member.offset + member.length;
  const previous = members[index - 1];
  const start = previous ? previous.offset + previous.length : (object?.offset ?? 0) + 1;
  const gap = /\r?\n[\t ]*$/u.exec(body.slice(start, member.offset))?.[0];
  // The line break that ends a comment belongs to the comment: then the one behind the member goes.
  const isBehindComment = gap !== undefined && endsInComment(body, start, member.offset - gap.length);
  const from = member.offset - (isBehindComment ? gap.replace(/^\r?\n/u, '').length : (gap?.length ?? 0));
  const restOfLine = (at: number): number => {
    if (!isBehindComment && gap !== undefined) return at;
    return at + (/^[\t ]*(?:\r?\n)?/u.exec(body.slice(at, at + 1000))?.[0].length ?? 0);
  };
  const comma = skipBlank(body, end);
  let rest: string;
  if (body[comma] === ',') {
    rest = body.slice(0, from) + body.slice(end, comma) + body.slice(restOfLine(comma + 1));
  } else {
    const before = previous ? skipBlank(body, start) : -1;
    const tail = body.slice(isBehindComment ? restOfLine(end) : end);
    rest =
      before >= 0 && body[before] === ','
        ? body.slice(0, before) + body.slice(before + 1, from) + tail
        : body.slice(0, from) + tail;
  }
  // One that stands twice would come to light again.
  return removeMember(text.slice(0, mark) + rest, section, name);
}

/** The source of a member's value, as it stands in the text. */
export function memberSource(text: string, section: string, name: string): string | undefined {
  const body = withoutMark(text);
  const root = rootOf(text);
  const object = root && lastMember(root, section)?.children?.[1];
  const value = object?.type === 'object' ? lastMember(object, name)?.children?.[1] : undefined;
  return value && body.slice(value.offset, value.offset + value.length);
}

interface Layout {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Whether everything stands on one line. */
  readonly isCompact: boolean;
  write(value: JsonValue, indent: string): string;
}

function layoutOf(body: string): Layout {
  const eol = body.includes('\r\n') ? '\r\n' : '\n';
  const isCompact = body.trim() !== '' && !body.trim().includes('\n');
  // The first line that is indented: what stands on it is in the root object.
  const unit = /\n(?<unit>[\t ]+)(?:"|\/\/)/u.exec(body.slice(0, 100_000))?.groups?.unit ?? '  ';
  const write = (value: JsonValue, indent: string): string =>
    isCompact ? JSON.stringify(value) : JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
  return { eol, unit, isCompact, write };
}

/** Puts a member at the front of an object: what comes behind the last one may be comments that belong to it. */
function intoObject(
  body: string,
  object: Node,
  layout: Layout,
  key: string,
  sourceAt: (indent: string) => string,
): { at: number; inserted: string } {
  const { eol, unit } = layout;
  const open = object.offset + 1;
  const first = object.children?.[0];
  const lineEnd = endOfOpeningLine(body, open);
  if (first) {
    const line = /(?:^|\n)(?<indent>[\t ]*)$/u.exec(body.slice(open, first.offset));
    if (lineEnd === undefined || !line) return { at: first.offset, inserted: `${key}: ${sourceAt('')}, ` };
    const indent = line.groups?.indent ?? '';
    return { at: lineEnd, inserted: `${eol}${indent}${key}: ${sourceAt(indent)},` };
  }
  const base = /(?:^|\n)(?<indent>[\t ]*)[^\n]*$/u.exec(body.slice(0, object.offset))?.groups?.indent ?? '';
  const indent = base + unit;
  if (lineEnd !== undefined) return { at: lineEnd, inserted: `${eol}${indent}${key}: ${sourceAt(indent)}` };
  if (layout.isCompact) return { at: open, inserted: `${key}: ${sourceAt('')}` };
  return { at: open, inserted: `${eol}${indent}${key}: ${sourceAt(indent)}${eol}${base}` };
}

/** Where the line of an opening brace ends, behind its comments; undefined where something else stands there before. */
function endOfOpeningLine(body: string, open: number): number | undefined {
  let at = open;
  for (;;) {
    const char = body[at];
    if (char === '\n') return body[at - 1] === '\r' ? at - 1 : at;
    if (char === ' ' || char === '\t' || char === '\r') at += 1;
    else if (body.startsWith('//', at)) {
      const end = body.indexOf('\n', at);
      if (end < 0) return undefined;
      at = end;
    } else if (body.startsWith('/*', at)) {
      const end = body.indexOf('*/', at + 2);
      if (end < 0) return undefined;
      at = end + 2;
    } else return undefined;
  }
}

/** The next place that is neither white space nor comment. */
function skipBlank(body: string, from: number): number {
  let at = from;
  for (;;) {
    const char = body[at];
    if (char === ' ' || char === '\t' || char === '\r' || char === '\n') at += 1;
    else if (body.startsWith('//', at)) {
      const end = body.indexOf('\n', at);
      at = end < 0 ? body.length : end;
    } else if (body.startsWith('/*', at)) {
      const end = body.indexOf('*/', at + 2);
      at = end < 0 ? body.length : end + 2;
    } else return at;
  }
}

/** Whether the last of what stands between two places is a comment that its line ends. */
function endsInComment(body: string, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    if (body.startsWith('//', at)) {
      const end = body.slice(at, to + 1).search(/\r?\n/u);
      if (end < 0) return true;
      at += end;
      if (at >= to) return true;
    } else if (body.startsWith('/*', at)) {
      const end = body.indexOf('*/', at + 2);
      at = end < 0 ? to : end + 2;
    } else at += 1;
  }
  return false;
}

/** Trailing commas of a text: none where `allowTrailingComma` makes no difference. */
export function countTrailingCommas(text: string): number {
  const errors: ParseError[] = [];
  parseTree(withoutMark(text), errors, { allowTrailingComma: false, allowEmptyContent: true });
  return errors.length;
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function rootOf(text: string): Node | undefined {
  return parseTree(withoutMark(text), [], { allowTrailingComma: true, allowEmptyContent: true });
}

/** Of members with one name the last one holds. */
function lastMember(object: Node, name: string): Node | undefined {
  return object.children?.findLast((property) => property.children?.[0]?.value === name);
}

function valueOf(node: Node): JsonValue {
  if (node.type === 'array') return (node.children ?? []).map((child) => valueOf(child));
  if (node.type === 'object') {
    return Object.fromEntries(
      (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
        key && value ? [[String(key.value), valueOf(value)]] : [],
      ),
    );
  }
  const scalar: unknown = node.value;
  return asJson(scalar);
}

const WORDS: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'comments are not allowed in this file',
  CommaExpected: 'a comma is missing here',
  ColonExpected: 'a colon is missing here',
  PropertyNameExpected: 'a name in double quotes is expected here (is the comma before it one too many?)',
  ValueExpected: 'a value is expected here (is the comma before it one too many?)',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'the file should end here',
  UnexpectedEndOfString: 'a closing " is missing',
  UnexpectedEndOfComment: 'a closing */ is missing',
};

function wordsFor(error: ParseError): string {
  const code = printParseErrorCode(error.error);
  return WORDS[code] ?? `it is not JSON here (${code})`;
}
