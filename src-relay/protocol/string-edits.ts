import type { Edit } from './edits.ts';
import type { Span } from './json-index.ts';

/** A replacement inside a decoded string, in UTF-16 code units of that string. */
export interface StringReplacement extends Span {
  readonly text: string;
}

/**
 * Carries replacements in a decoded string over to the string literal that it came from, so that every escape that is
 * not touched keeps its spelling. `literal` covers the quotes; replacements do not overlap.
 */
export function editsInLiteral(source: string, literal: Span, replacements: readonly StringReplacement[]): Edit[] {
  const ordered = replacements.toSorted((a, b) => a.start - b.start);
  const edits: Edit[] = [];
  let at = literal.start + 1;
  let decoded = 0;
  for (const replacement of ordered) {
    while (decoded < replacement.start) {
      at += unitWidth(source, at);
      decoded += 1;
    }
    const start = at;
    while (decoded < replacement.end) {
      at += unitWidth(source, at);
      decoded += 1;
    }
    const encoded = JSON.stringify(replacement.text);
    edits.push({ start, end: at, text: encoded.slice(1, -1) });
  }
  return edits;
}

/** How many characters of the literal spell one code unit of the string (RFC 8259, section 7). */
function unitWidth(source: string, at: number): number {
  if (source[at] !== '\\') return 1;
  return source[at + 1] === 'u' ? 6 : 2;
}
