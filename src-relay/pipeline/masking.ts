import { applyEdits, offsetMapper, type Edit } from '../protocol/edits.ts';
import type { Span } from '../protocol/json-index.ts';
import type { JsonPath } from '../protocol/json.ts';
import { JsonFinder } from '../protocol/json-finder.ts';
import { decodeString } from '../protocol/json-tree.ts';
import type { Finding, FindingKind } from '../protocol/scan-types.ts';
import { keepingJson } from '../scan/json-safe.ts';
import { maskReplacements } from '../scan/mask.ts';
import { editsInLiteral, spansInLiteral } from '../protocol/string-edits.ts';
import type { PlaceholderSession } from '../scan/placeholders.ts';
import { fileWith, type TextFile } from './redaction/blobs.ts';
import { placeKey } from './redaction/place.ts';
import { unescaped } from './redaction/twins.ts';

/** What is known of some strings of the text that the text itself does not say. */
export interface StringTraits {
  /** Files that were read before the scan, by their place: findings stand in their text, not in its base64. */
  readonly blobs?: ReadonlyMap<string, TextFile>;
  /** Strings that are the JSON text of what stands beside them, by their place: the same value is named the same in both. */
  readonly twins?: ReadonlySet<string>;
}

/** Hears which placeholder stands for which value in what goes out. */
export type OnMasked = (
  placeholder: string,
  value: string,
  what: { readonly kind: FindingKind; readonly name: string },
) => void;

/**
 * A JSON text in which findings are replaced by placeholders. The text itself is not parsed and written again: only the
 * characters of a finding are replaced, so everything else stays byte for byte what it was.
 */
export class MaskableText {
  readonly source: string;
  readonly #placeholders: PlaceholderSession;
  readonly #traits: StringTraits;
  #finder: JsonFinder | undefined;

  /** @param source JSON text that the findings' paths start from */
  constructor(source: string, placeholders: PlaceholderSession, traits: StringTraits = {}) {
    this.source = source;
    this.#placeholders = placeholders;
    this.#traits = traits;
  }

  /** The edits that mask these findings, in order. Throws where a finding's text is not found: nothing may pass half masked. */
  edits(findings: readonly Finding[], onMasked?: OnMasked): Edit[] {
    const edits: Edit[] = [];
    for (const group of groupsByPlace(findings).values()) edits.push(...this.#editsOf(group, onMasked));
    return edits.toSorted((a, b) => a.start - b.start);
  }

  #editsOf(group: StringGroup, onMasked?: OnMasked): Edit[] {
    const place = this.#placeOf(group);
    const replacements = this.#replacementsIn(group, place, onMasked);
    if (!isString(this.source, place)) {
      // A number: what is masked in it, if only a part, is all of it.
      return replacements.slice(0, 1).map(({ text }) => ({ ...place, text: JSON.stringify(text) }));
    }
    const file = this.#fileOf(group);
    if (file === undefined) return editsInLiteral(this.source, place, replacements);
    const text = fileWith(applyEdits(file.text, replacements), file);
    return replacements.length === 0 ? [] : [{ start: place.start + 1, end: place.end - 1, text }];
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
      const path = inKeys.size === 0 ? group.path : this.#maskedPath(group.path, inKeys);
      const masked = masks.get(placeKey(group.path, group.inKey));
      for (const [finding, { string, text }] of this.#placesIn(group, masked)) {
        const at: [number, number] = [inText(text.start, 'start'), inText(text.end, 'end')];
        placed.push({ ...finding, path, start: string.start, end: string.end, at });
      }
    }
    return { text: applyEdits(this.source, edits), findings: placed };
  }

  /** Where each finding of a string stands: in the decoded string once it is masked, and in the text as it is now. */
  #placesIn<T extends Finding>(
    group: StringGroup<T>,
    masked: StringGroup | undefined,
  ): [T, { string: Span; text: Span }][] {
    const place = this.#placeOf(group);
    const inner = { start: place.start + 1, end: place.end - 1 };
    if (!isString(this.source, place) || this.#fileOf(group) !== undefined) {
      // Of a number or a file the whole: its parts cannot be pointed at.
      const edit = masked && this.#editsOf(masked)[0];
      const length = edit ? decodedLength(edit.text) : inner.end - inner.start;
      const text = isString(this.source, place) ? inner : place;
      return group.findings.map((finding) => [finding, { string: { start: 0, end: length }, text }]);
    }
    const inString = offsetMapper(masked ? this.#replacementsIn(masked, place) : []);
    const spans = spansInLiteral(this.source, place, group.findings);
    return group.findings.map((finding, index) => {
      const string = { start: inString(finding.start, 'start'), end: inString(finding.end, 'end') };
      return [finding, { string, text: spans[index] ?? place }];
    });
  }

  /** A path without the keys in which something was found. */
  #maskedPath(path: JsonPath, inKeys: ReadonlyMap<string, StringGroup>): JsonPath {
    return path.map((step, index) => {
      const group = typeof step === 'string' ? inKeys.get(placeKey(path.slice(0, index + 1), true)) : undefined;
      return typeof step !== 'string' || !group ? step : applyEdits(step, this.#replacements(step, group.findings));
    });
  }

  /** What to replace in the decoded string of a group, or in its file. */
  #replacementsIn(group: StringGroup, place: Span, onMasked?: OnMasked): readonly Edit[] {
    const file = this.#fileOf(group);
    if (file !== undefined) return this.#replacements(file.text, group.findings, group, onMasked);
    if (!isString(this.source, place)) {
      return this.#replacements(this.source.slice(place.start, place.end), group.findings, group, onMasked);
    }
    const found = this.#replacements(decodeString(this.source, place), group.findings, group, onMasked);
    // What stands encoded is masked encoded: clients refuse a blob that is no base64 (MCP 2025-11-25, Resources).
    const isBlob = !group.inKey && group.path.at(-1) === 'blob';
    return isBlob ? found.map((one) => ({ ...one, text: btoa(one.text) })) : found;
  }

  #replacements(text: string, findings: readonly Finding[], place?: Place, onMasked?: OnMasked): readonly Edit[] {
    const isTwin = place !== undefined && this.#traits.twins?.has(placeKey(place.path, place.inKey)) === true;
    const replacements = maskReplacements(text, findings, (kind, written, finding) => {
      const value = isTwin ? unescaped(written) : written;
      const placeholder = this.#placeholders.placeholder(kind, value);
      onMasked?.(placeholder, value, { kind: finding.kind, name: kind });
      return placeholder;
    });
    return keepingJson(text, replacements);
  }

  #fileOf({ path, inKey }: Place): TextFile | undefined {
    return this.#traits.blobs?.get(placeKey(path, inKey));
  }

  /** The string or number of a group, quotes included. */
  #placeOf(place: Place): Span {
    this.#finder ??= new JsonFinder(this.source);
    if (place.inKey) {
      const key = this.#finder.member(place.path)?.keySpan;
      if (key) return key;
    } else {
      const node = this.#finder.node(place.path);
      if (node?.type === 'string' || node?.type === 'literal') return { start: node.start, end: node.end };
    }
    throw new Error('a finding stands nowhere in the text');
  }
}

function isString(source: string, { start }: Span): boolean {
  return source[start] === '"';
}

/** Of a replacement that is a whole value: how long the string is that it spells. */
function decodedLength(text: string): number {
  return text.startsWith('"') ? text.length - 2 : text.length;
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

function groupsByPlace<T extends Finding>(findings: readonly T[]): Map<string, StringGroup<T>> {
  const groups = new Map<string, StringGroup<T>>();
  for (const finding of findings) {
    const key = placeKey(finding.path, finding.inKey);
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { path: finding.path, inKey: finding.inKey, findings: [finding] });
  }
  return groups;
}
