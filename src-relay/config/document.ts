import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { messageOf } from '../protocol/errors.ts';
import { asJson, type JsonPath, type JsonValue } from '../protocol/json.ts';
import type { ConfigIssue } from './issue.ts';

/** A configuration text read, with a way from a path back to the line. */
export interface ConfigDocument {
  readonly value: JsonValue | undefined;
  /** What keeps the text from being read at all, and keys that stand twice. */
  readonly problems: readonly { readonly line: number; readonly issue: ConfigIssue }[];
  /** 1-based line of the nearest part of the path that exists. */
  lineOf(path: JsonPath): number;
}

/** Reads JSON with comments and trailing commas. Never throws. */
export function readJsonDocument(text: string): ConfigDocument {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const lineAt = lineCounter(text);
  const problems: { line: number; issue: ConfigIssue }[] = errors.map((error) => ({
    line: lineAt(error.offset),
    issue: {
      path: [],
      message: `the text is not JSON here (${printParseErrorCode(error.error)}).`,
      remedy: 'Mend the syntax at this place; comments and trailing commas are allowed.',
    },
  }));
  if (root) collectDuplicateKeys(root, [], (path, offset) => problems.push(duplicateKey(path, lineAt(offset))));
  return {
    value: root && errors.length === 0 ? valueOf(root) : undefined,
    problems,
    lineOf(path) {
      if (!root) return 1;
      for (let length = path.length; length > 0; length -= 1) {
        const node = findNodeAtLocation(root, path.slice(0, length));
        if (node) return lineAt(node.parent?.type === 'property' ? node.parent.offset : node.offset);
      }
      return lineAt(root.offset);
    },
  };
}

/** Reads YAML 1.2. Never throws. The library is loaded only where a YAML file is used. */
export async function readYamlDocument(text: string): Promise<ConfigDocument> {
  const { isCollection, isPair, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const problems: { line: number; issue: ConfigIssue }[] = document.errors.map((error) => ({
    line: lineAt(error.pos[0]),
    issue: { path: [], message: sentence(error.message), remedy: 'Mend the YAML at this place.' },
  }));
  let value: unknown;
  try {
    if (document.errors.length === 0) value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const issue = { path: [], message: sentence(messageOf(error)), remedy: 'Write out what the aliases repeat.' };
    problems.push({ line: 1, issue });
  }
  return {
    value: value === undefined ? undefined : asJson(value),
    problems,
    lineOf(path) {
      let node: unknown = document.contents;
      let line = 1;
      for (const step of path) {
        if (!isCollection(node)) break;
        const found: unknown = node.items.find((item, index) =>
          isPair(item) ? String(item.key) === String(step) : index === step,
        );
        if (found === undefined) break;
        const start: unknown = isPair(found) ? found.key : found;
        const range = rangeOf(start);
        if (range !== undefined) line = lineAt(range);
        node = isPair(found) ? found.value : found;
      }
      return line;
    },
  };
}

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const { range } = node;
  const first: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof first === 'number' ? first : undefined;
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let line = 0;
    while (line < starts.length && (starts[line] ?? 0) <= offset) line += 1;
    return Math.max(1, line);
  };
}

function duplicateKey(path: JsonPath, line: number): { line: number; issue: ConfigIssue } {
  return {
    line,
    issue: { path, message: 'this key stands twice in its object.', remedy: 'Keep one of the two.' },
  };
}

function collectDuplicateKeys(node: Node, path: JsonPath, report: (path: JsonPath, offset: number) => void): void {
  if (node.type === 'array') {
    for (const [index, item] of (node.children ?? []).entries()) collectDuplicateKeys(item, [...path, index], report);
    return;
  }
  if (node.type !== 'object') return;
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    const key = String(keyNode?.value);
    if (seen.has(key)) report([...path, key], property.offset);
    seen.add(key);
    if (valueNode) collectDuplicateKeys(valueNode, [...path, key], report);
  }
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
