import { endOfString, skipSpace, type Span } from './json-index.ts';
import type { JsonPath } from './json.ts';

/** A JSON document as nodes with their place in the source text. For cold paths: masking, tool lists, hashing. */
export type JsonNode = ObjectNode | ArrayNode | ScalarNode;
interface ObjectNode extends Span {
  readonly type: 'object';
  readonly members: readonly MemberNode[];
}
export interface MemberNode {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonNode;
}
interface ArrayNode extends Span {
  readonly type: 'array';
  readonly items: readonly JsonNode[];
}
interface ScalarNode extends Span {
  readonly type: 'string' | 'literal';
}

/**
 * Builds the tree of text that was accepted before (frameFromText): valid JSON of bounded depth. `from` is where the
 * value starts.
 */
export function jsonTree(source: string, from = 0): JsonNode {
  const start = skipSpace(source, from);
  switch (source[start]) {
    case '{':
      return objectNode(source, start);
    case '[':
      return arrayNode(source, start);
    case '"':
      return { type: 'string', start, end: endOfString(source, start) + 1 };
    default:
      return { type: 'literal', start, end: endOfLiteral(source, start) };
  }
}

function objectNode(source: string, start: number): ObjectNode {
  const members: MemberNode[] = [];
  let at = skipSpace(source, start + 1);
  while (at < source.length && source[at] !== '}') {
    const keyEnd = endOfString(source, at) + 1;
    const keySpan = { start: at, end: keyEnd };
    const colon = skipSpace(source, keyEnd);
    const value = jsonTree(source, colon + 1);
    members.push({ key: decodeString(source, keySpan), keySpan, value });
    at = skipSpace(source, value.end);
    if (source[at] === ',') at = skipSpace(source, at + 1);
  }
  return { type: 'object', start, end: at + 1, members };
}

function arrayNode(source: string, start: number): ArrayNode {
  const items: JsonNode[] = [];
  let at = skipSpace(source, start + 1);
  while (at < source.length && source[at] !== ']') {
    const item = jsonTree(source, at);
    items.push(item);
    at = skipSpace(source, item.end);
    if (source[at] === ',') at = skipSpace(source, at + 1);
  }
  return { type: 'array', start, end: at + 1, items };
}

function endOfLiteral(source: string, start: number): number {
  let at = start;
  while (at < source.length && !',]} \n\r\t'.includes(source.charAt(at))) at += 1;
  return at;
}

/** The string that the literal at `span` (quotes included) stands for. */
export function decodeString(source: string, span: Span): string {
  const inner = source.slice(span.start + 1, span.end - 1);
  if (!inner.includes('\\')) return inner;
  const value: unknown = JSON.parse(`"${inner}"`);
  return String(value);
}

/** The member of an object node by its decoded key. */
export function memberNode(node: JsonNode | undefined, key: string): MemberNode | undefined {
  return node?.type === 'object' ? node.members.find((candidate) => candidate.key === key) : undefined;
}

/** The node at a path, or undefined where the path leads nowhere. */
export function nodeAt(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const step of path) {
    if (node === undefined) return undefined;
    if (typeof step === 'number') node = node.type === 'array' ? node.items[step] : undefined;
    else node = memberNode(node, step)?.value;
  }
  return node;
}

/** Canonical text: keys sorted, no space, strings in JSON.stringify's spelling, numbers exactly as written. */
export function canonicalJson(source: string, node: JsonNode): string {
  switch (node.type) {
    case 'object': {
      const members = node.members.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
      return `{${members.map((m) => `${JSON.stringify(m.key)}:${canonicalJson(source, m.value)}`).join(',')}}`;
    }
    case 'array':
      return `[${node.items.map((item) => canonicalJson(source, item)).join(',')}]`;
    case 'string':
      return JSON.stringify(decodeString(source, node));
    case 'literal':
      return source.slice(node.start, node.end);
  }
}
