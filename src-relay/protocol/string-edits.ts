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
  const spans = spansInLiteral(source, literal, replacements);
  return replacements
    .map(({ text }, index) => ({ ...(spans[index] ?? literal), text: JSON.stringify(text).slice(1, -1) }))
    .sort((a, b) => a.start - b.start);
}

/**
 * Where ranges of a decoded string stand in the string literal that it came from, in the order given, in one pass over
 * the literal. `literal` covers the quotes; ranges may overlap.
 */
export function spansInLiteral(source: string, literal: Span, ranges: readonly Span[]): Span[] {
  const places = [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const found = new Map<number, number>();
  let at = literal.start + 1;
  let decoded = 0;
  for (const place of places) {
    while (decoded < place) {
      at += unitWidth(source, at);
      decoded += 1;
    }
    found.set(place, at);
  }
  return ranges.map(({ start, end }) => ({ start: found.get(start) ?? at, end: found.get(end) ?? at }));
}

/** How many characters of the literal spell one code unit of the string (RFC 8259, section 7). */
function unitWidth(source: string, at: number): number {
  if (source[at] !== '\\') return 1;
  return source[at + 1] === 'u' ? 6 : 2;
}
