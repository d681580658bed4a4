import type { Span } from './json-index.ts';

/** One replacement in a source text. */
export interface Edit extends Span {
  readonly text: string;
}

/** Applies edits given in any order. Throws RangeError where two of them overlap. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return source;
  const ordered = edits.length === 1 ? edits : edits.toSorted((a, b) => a.start - b.start);
  let out = '';
  let at = 0;
  for (const edit of ordered) {
    if (edit.start < at) throw new RangeError('Edits overlap.');
    out += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + source.slice(at);
}

/** Edits of a part, as edits of the whole that it starts in at `offset`. */
export function shiftEdits(edits: readonly Edit[], offset: number): Edit[] {
  return edits.map((edit) => ({ ...edit, start: edit.start + offset, end: edit.end + offset }));
}

/** JSON text on one line: line breaks between tokens are legal but would end a message on stdio; strings hold none. */
export function singleLine(source: string): string {
  return source.includes('\n') || source.includes('\r') ? source.replaceAll(/[\r\n]/gu, ' ') : source;
}
