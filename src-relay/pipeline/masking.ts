import { applyEdits, type Edit } from '../protocol/edits.ts';
import type { Span } from '../protocol/json-index.ts';
import type { JsonPath } from '../protocol/json.ts';
import { JsonFinder } from '../protocol/json-finder.ts';
import { decodeString } from '../protocol/json-tree.ts';
import type { Finding } from '../protocol/scan-types.ts';
import { maskReplacements } from '../scan/mask.ts';
import { editsInLiteral } from '../protocol/string-edits.ts';
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

  /** The edits that mask these findings. Throws where a finding's text is not found: nothing may pass half masked. */
  edits(findings: readonly Finding[]): Edit[] {
    const edits: Edit[] = [];
    for (const group of byString(findings)) {
      const literal = this.#literalOf(group);
      if (literal === undefined)
        throw new Error(`a finding of ${group.findings[0]?.detector} stands nowhere in the text`);
      const found = this.#replacements(decodeString(this.source, literal), group.findings);
      // What stands encoded is masked encoded: clients refuse a blob that is no base64 (MCP 2025-11-25, Resources).
      const isBlob = !group.inKey && group.path.at(-1) === 'blob';
      const replacements = isBlob ? found.map((one) => ({ ...one, text: btoa(one.text) })) : found;
      edits.push(...editsInLiteral(this.source, literal, replacements));
    }
    return edits;
  }

  /** The text for the log: everything that any detector would mask is masked, whatever policy lets pass. */
  forLog(findings: readonly Finding[]): string {
    return applyEdits(this.source, this.edits(findings.filter((finding) => isSensitive(finding))));
  }

  /** Findings as the log may keep them: their paths hold no key in which something was found. */
  findingsForLog<T extends Finding>(findings: readonly T[]): T[] {
    const inKeys = new Map<string, Finding[]>();
    for (const finding of findings) {
      if (!finding.inKey || !isSensitive(finding)) continue;
      const place = JSON.stringify(finding.path);
      inKeys.set(place, [...(inKeys.get(place) ?? []), finding]);
    }
    if (inKeys.size === 0) return [...findings];
    return findings.map((finding) => ({ ...finding, path: this.#maskedPath(finding.path, inKeys) }));
  }

  #maskedPath(path: JsonPath, inKeys: ReadonlyMap<string, readonly Finding[]>): JsonPath {
    return path.map((step, index) => {
      const found = typeof step === 'string' ? inKeys.get(JSON.stringify(path.slice(0, index + 1))) : undefined;
      if (typeof step !== 'string' || !found) return step;
      const edits = this.#replacements(step, found);
      return applyEdits(step, edits);
    });
  }

  #replacements(text: string, findings: readonly Finding[]): Edit[] {
    return maskReplacements(text, findings, (kind, value) => this.#placeholders.placeholder(kind, value));
  }

  #literalOf({ path, inKey }: StringGroup): Span | undefined {
    this.#finder ??= new JsonFinder(this.source);
    if (inKey) return this.#finder.member(path)?.keySpan;
    const node = this.#finder.node(path);
    return node?.type === 'string' ? node : undefined;
  }
}

/** What must not stand in a log in clear. */
function isSensitive(finding: Finding): boolean {
  return finding.kind === 'secret' || finding.kind === 'pii';
}

interface StringGroup {
  readonly path: JsonPath;
  readonly inKey: boolean;
  readonly findings: Finding[];
}

function byString(findings: readonly Finding[]): Iterable<StringGroup> {
  const groups = new Map<string, StringGroup>();
  for (const finding of findings) {
    const key = `${String(finding.inKey)}${JSON.stringify(finding.path)}`;
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { path: finding.path, inKey: finding.inKey, findings: [finding] });
  }
  return groups.values();
}
