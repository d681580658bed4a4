import { isDeepStrictEqual } from 'node:util';
import { JsonFinder } from '../../protocol/json-finder.ts';
import { decodeString, type JsonNode } from '../../protocol/json-tree.ts';
import { isJsonObject, member, parseJson, type JsonPath, type JsonValue } from '../../protocol/json.ts';
import type { Finding } from '../../protocol/scan-types.ts';
import { spansInLiteral } from '../../protocol/string-edits.ts';
import { placeKey, textAt } from './place.ts';

/** Findings of a result, alike in what says the same twice. */
export interface AlignedFindings<T extends Finding> {
  readonly findings: readonly T[];
  /** Text blocks that are the JSON text of structuredContent, by their place. */
  readonly twins: ReadonlySet<string>;
  /** Findings that are seen a second time, by their index, with the index of the first. */
  readonly copyOf: ReadonlyMap<number, number>;
}

/**
 * A tool's result says the same twice: as structuredContent, and as its JSON text in a text block (MCP 2025-11-25, Tools).
 * What is found in one of the two is found in the other, whatever their scans say, so that both are masked alike; and
 * counts once.
 * @param value the part that the findings' paths start from: a result, or a message with one
 */
export function alignTwins<T extends Finding>(value: JsonValue, findings: readonly T[]): AlignedFindings<T> {
  const base: JsonPath = isJsonObject(value) && isJsonObject(value.result) ? ['result'] : [];
  const result = base.length === 0 ? value : member(value, 'result');
  const structured = member(result, 'structuredContent');
  const content = member(result, 'content');
  if (structured === undefined || !Array.isArray(content)) return { findings, twins: NONE, copyOf: NO_COPIES };
  const root = [...base, 'structuredContent'];
  const twins = new Map<string, Twin>();
  for (const [index, block] of content.entries()) {
    const text = member(block, 'text');
    const path = [...base, 'content', index, 'text'];
    if (typeof text === 'string' && isTwin(text, structured))
      twins.set(placeKey(path, false), new Twin(text, path, root));
  }
  const all = [...findings];
  const seen = new Set(findings.map((finding) => spanKey(finding)));
  const add = (finding: T | undefined): void => {
    if (!finding || seen.has(spanKey(finding))) return;
    seen.add(spanKey(finding));
    all.push(finding);
  };
  for (const finding of findings.filter(isMasked)) {
    const own = twins.get(placeKey(finding.path, finding.inKey));
    const origin = own ? own.toStructured(finding) : startsWith(finding.path, root) ? finding : undefined;
    if (!origin) continue;
    add(origin);
    for (const twin of twins.values()) if (twin !== own) add(twin.fromStructured(origin));
  }
  return { findings: all, twins: new Set(twins.keys()), copyOf: copiesIn(all, value, root, twins) };
}

const NONE: ReadonlySet<string> = new Set();
const NO_COPIES: ReadonlyMap<number, number> = new Map();

/** A text that says the same as structuredContent. */
class Twin {
  readonly #text: string;
  readonly #path: JsonPath;
  readonly #root: JsonPath;
  readonly #finder: JsonFinder;
  readonly #scalars: readonly Scalar[];

  constructor(text: string, path: JsonPath, root: JsonPath) {
    this.#text = text;
    this.#path = path;
    this.#root = root;
    this.#finder = new JsonFinder(text);
    this.#scalars = scalarsOf(text, this.#finder.root);
  }

  /** The same finding where it stands in structuredContent; undefined where it is in no single value or key. */
  toStructured<T extends Finding>(finding: T): T | undefined {
    const scalar = this.#lastBefore(finding.start);
    if (!scalar || finding.end > scalar.end) return undefined;
    const path = [...this.#root, ...scalar.path];
    if (!scalar.isString) return { ...finding, path, inKey: false, start: 0, end: scalar.end - scalar.start };
    const start = decodedOffset(this.#text, scalar, finding.start);
    return { ...finding, path, inKey: scalar.inKey, start, end: decodedOffset(this.#text, scalar, finding.end) };
  }

  /** The last string or number that does not start behind a place. */
  #lastBefore(place: number): Scalar | undefined {
    let low = 0;
    let high = this.#scalars.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#scalars[middle]?.start ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return this.#scalars[low - 1];
  }

  /** A finding of structuredContent where it stands in this text. */
  fromStructured<T extends Finding>(finding: T): T | undefined {
    const path = finding.path.slice(this.#root.length);
    const node = finding.inKey ? this.#finder.member(path)?.keySpan : this.#finder.node(path);
    if (!node) return undefined;
    const isString = this.#text[node.start] === '"';
    const [span] = isString ? spansInLiteral(this.#text, node, [finding]) : [node];
    return span && { ...finding, path: this.#path, inKey: false, start: span.start, end: span.end };
  }

  /** What a range of this text says, escapes decoded. */
  valueOf({ start, end }: Finding): string {
    return unescaped(this.#text.slice(start, end));
  }
}

/** A text between quotes of a JSON text, decoded; as it is where it is none. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return decodeString(`"${text}"`, { start: 0, end: text.length + 2 });
  } catch {
    return text;
  }
}

interface Scalar {
  /** Of a string what stands between its quotes. */
  readonly start: number;
  readonly end: number;
  readonly path: JsonPath;
  readonly isString: boolean;
  readonly inKey: boolean;
}

function scalarsOf(text: string, root: JsonNode): Scalar[] {
  const scalars: Scalar[] = [];
  const visit = (node: JsonNode, path: JsonPath): void => {
    if (node.type === 'array') for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    else if (node.type === 'object') {
      for (const { key, keySpan, value } of node.members) {
        const at = [...path, key];
        scalars.push({ start: keySpan.start + 1, end: keySpan.end - 1, path: at, isString: true, inKey: true });
        visit(value, at);
      }
    } else if (node.type === 'string') {
      scalars.push({ start: node.start + 1, end: node.end - 1, path, isString: true, inKey: false });
    } else if (/\d/u.test(text.charAt(node.end - 1))) {
      scalars.push({ start: node.start, end: node.end, path, isString: false, inKey: false });
    }
  };
  visit(root, []);
  return scalars;
}

/** How many units of the decoded string stand before a place of its literal; a place inside an escape counts as behind it. */
function decodedOffset(text: string, { start }: Scalar, place: number): number {
  let at = start;
  let decoded = 0;
  while (at < place) {
    at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
    decoded += 1;
  }
  return decoded;
}

function isTwin(text: string, structured: JsonValue): boolean {
  if (!/^\s{0,100}[[{]/u.test(text)) return false;
  try {
    return isDeepStrictEqual(parseJson(text), structured);
  } catch {
    return false;
  }
}

function isMasked({ kind }: Finding): boolean {
  return kind === 'secret' || kind === 'pii';
}

function spanKey({ path, inKey, start, end, placeholder }: Finding): string {
  return `${placeKey(path, inKey)}${start}-${end}${placeholder ?? ''}`;
}

function startsWith(path: JsonPath, root: JsonPath): boolean {
  return root.every((step, index) => path[index] === step);
}

function copiesIn(
  findings: readonly Finding[],
  value: JsonValue,
  root: JsonPath,
  twins: ReadonlyMap<string, Twin>,
): ReadonlyMap<number, number> {
  const copyOf = new Map<number, number>();
  const inContent = new Map<string, number[]>();
  const keyOf = (finding: Finding): string => {
    const twin = twins.get(placeKey(finding.path, finding.inKey));
    const said = twin ? twin.valueOf(finding) : textAt(value, finding).slice(finding.start, finding.end);
    return `${finding.detector}\0${said}`;
  };
  for (const [index, finding] of findings.entries()) {
    if (startsWith(finding.path, root)) continue;
    const key = keyOf(finding);
    const found = inContent.get(key);
    if (found) found.push(index);
    else inContent.set(key, [index]);
  }
  for (const [index, finding] of findings.entries()) {
    if (!startsWith(finding.path, root)) continue;
    const first = inContent.get(keyOf(finding))?.shift();
    if (first !== undefined) copyOf.set(index, first);
  }
  return copyOf;
}
