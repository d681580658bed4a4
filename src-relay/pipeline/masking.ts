import { applyEdits, offsetMapper, type Edit } from '../protocol/edits.ts';
import type { Span } from '../protocol/json-index.ts';
import type { JsonPath } from '../protocol/json.ts';
import { JsonFinder } from '../protocol/json-finder.ts';
import { decodeString } from '../protocol/json-tree.ts';
import type { Finding } from '../protocol/scan-types.ts';
import { maskReplacements } from '../scan/mask.ts';
import { editsInLiteral, spansInLiteral } from '../protocol/string-edits.ts';
import type { PlaceholderSession } from '../scan/placeholders.ts';

/**
 * A JSON text in which findings are replaced by placeholders. The text itself is not parsed and written again: only the
 * characters of a finding are replaced, so everything else stays byte for byte what it was.
 */
export class MaskableText {
  readonly source: string;
  readonly #placeholders: PlaceholderSession;
  #finder: JsonFinder | undefined;

  /** @param source JSON text that the findings' paths start from */
  constructor(source: string, placeholders: PlaceholderSession) {
    this.source = source;
    this.#placeholders = placeholders;
  }

  /** The edits that mask these findings, in order. Throws where a finding's text is not found: nothing may pass half masked. */
  edits(findings: readonly Finding[]): Edit[] {
    const edits: Edit[] = [];
    for (const group of groupsByPlace(findings).values()) {
      const literal = this.#literalOf(group);
      edits.push(...editsInLiteral(this.source, literal, this.#replacementsIn(group, literal)));
    }
    return edits.toSorted((a, b) => a.start - b.start);
  }

  /**
   * The text for the log and its findings as they stand in it: everything that any detector would mask is masked, whatever
   * policy lets pass, and the findings' places fit the masked text.
   */
  forLog<T extends Finding>(findings: readonly T[]): { text: string; findings: (T & LoggedPlace)[] } {
    const sensitive = findings.filter((finding) => isSensitive(finding));
    const edits = this.edits(sensitive);
    const inText = offsetMapper(edits);
    const masks = groupsByPlace(sensitive);
    const inKeys = groupsByPlace(sensitive.filter((finding) => finding.inKey));
    const placed: (T & LoggedPlace)[] = [];
    for (const group of groupsByPlace(findings).values()) {
      const literal = this.#literalOf(group);
      const masked = masks.get(placeOf(group));
      const inString = offsetMapper(masked ? this.#replacementsIn(masked, literal) : []);
      const spans = spansInLiteral(this.source, literal, group.findings);
      const path = inKeys.size === 0 ? group.path : this.#maskedPath(group.path, inKeys);
      for (const [index, finding] of group.findings.entries()) {
        const span = spans[index] ?? literal;
        placed.push({
          ...finding,
          path,
          start: inString(finding.start, 'start'),
          end: inString(finding.end, 'end'),
          at: [inText(span.start, 'start'), inText(span.end, 'end')],
        });
      }
    }
    return { text: applyEdits(this.source, edits), findings: placed };
  }

  /** A path without the keys in which something was found. */
  #maskedPath(path: JsonPath, inKeys: ReadonlyMap<string, StringGroup>): JsonPath {
    return path.map((step, index) => {
      const group =
        typeof step === 'string' ? inKeys.get(placeOf({ path: path.slice(0, index + 1), inKey: true })) : undefined;
      return typeof step !== 'string' || !group ? step : applyEdits(step, this.#replacements(step, group.findings));
    });
  }

  /** What to replace in the decoded string of a group. */
  #replacementsIn(group: StringGroup, literal: Span): Edit[] {
    const found = this.#replacements(decodeString(this.source, literal), group.findings);
    // What stands encoded is masked encoded: clients refuse a blob that is no base64 (MCP 2025-11-25, Resources).
    const isBlob = !group.inKey && group.path.at(-1) === 'blob';
    return isBlob ? found.map((one) => ({ ...one, text: btoa(one.text) })) : found;
  }

  #replacements(text: string, findings: readonly Finding[]): Edit[] {
    return maskReplacements(text, findings, (kind, value) => this.#placeholders.placeholder(kind, value));
  }

  #literalOf(place: Place): Span {
    this.#finder ??= new JsonFinder(this.source);
    if (place.inKey) {
      const key = this.#finder.member(place.path)?.keySpan;
      if (key) return key;
    } else {
      const node = this.#finder.node(place.path);
      if (node?.type === 'string') return node;
    }
    throw new Error('a finding stands nowhere in the text');
  }
}

/** What must not stand in a log in clear. */
export function isSensitive(finding: Finding): boolean {
  return finding.kind === 'secret' || finding.kind === 'pii';
}

/** One string of a value: a value or an object's key. */
type Place = Pick<Finding, 'path' | 'inKey'>;

interface StringGroup<T extends Finding = Finding> extends Place {
  readonly findings: T[];
}

/** Where a finding stands in the JSON text that the log keeps: a half-open range. */
interface LoggedPlace {
  readonly at: readonly [number, number];
}

function placeOf({ path, inKey }: Place): string {
  return `${String(inKey)}${JSON.stringify(path)}`;
}

function groupsByPlace<T extends Finding>(findings: readonly T[]): Map<string, StringGroup<T>> {
  const groups = new Map<string, StringGroup<T>>();
  for (const finding of findings) {
    const key = placeOf(finding);
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { path: finding.path, inKey: finding.inKey, findings: [finding] });
  }
  return groups;
}
