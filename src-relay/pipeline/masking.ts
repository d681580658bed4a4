import { editsInLiteral } from '../protocol/string-edits.ts';
import { applyEdits, type Edit } from '../protocol/edits.ts';
import { decodeString, jsonTree, memberNode, nodeAt, type JsonNode } from '../protocol/json-tree.ts';
import type { Span } from '../protocol/json-index.ts';
import type { Finding } from '../protocol/scan-types.ts';
import { maskReplacements } from '../scan/mask.ts';
import type { PlaceholderSession } from '../scan/placeholders.ts';

/**
 * The edits that put placeholders in the place of findings in a JSON text. The text itself is not parsed and written
 * again: only the characters of a finding are replaced, so everything else stays byte for byte what it was.
 * @param source JSON text that the findings' paths start from
 */
export function maskEdits(source: string, findings: readonly Finding[], placeholders: PlaceholderSession): Edit[] {
  if (findings.length === 0) return [];
  const root = jsonTree(source);
  const edits: Edit[] = [];
  for (const group of byString(findings)) {
    const literal = literalOf(root, group);
    if (literal === undefined) continue;
    const text = decodeString(source, literal);
    const replacements = maskReplacements(text, group.findings, (kind, value) => placeholders.placeholder(kind, value));
    edits.push(...editsInLiteral(source, literal, replacements));
  }
  return edits;
}

/** Masks a JSON text for the log: everything that any detector would mask, whatever policy lets pass. */
export function maskedForLog(source: string, findings: readonly Finding[], placeholders: PlaceholderSession): string {
  const sensitive = findings.filter((finding) => finding.kind === 'secret' || finding.kind === 'pii');
  return applyEdits(source, maskEdits(source, sensitive, placeholders));
}

interface StringGroup {
  readonly path: Finding['path'];
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

function literalOf(root: JsonNode, { path, inKey }: StringGroup): Span | undefined {
  if (!inKey) {
    const node = nodeAt(root, path);
    return node?.type === 'string' ? node : undefined;
  }
  const key = path.at(-1);
  return typeof key === 'string' ? memberNode(nodeAt(root, path.slice(0, -1)), key)?.keySpan : undefined;
}
