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

/**
 * Says where a place of a text stands once edits, in order and without overlaps, were applied. A place inside a replaced
 * range goes to the replacement's edge: its start for the start of a range, its end for the end of one.
 */
export function offsetMapper(edits: readonly Edit[]): (offset: number, edge: 'start' | 'end') => number {
  /** By how much the text has grown before each edit. */
  const shifts: number[] = [];
  let shift = 0;
  for (const { start, end, text } of edits) {
    shifts.push(shift);
    shift += text.length - (end - start);
  }
  return (offset, edge) => {
    // The first edit that does not end before the place.
    let low = 0;
    let high = edits.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((edits[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const before = shifts[low] ?? shift;
    const edit = edits[low];
    if (!edit || edit.start >= offset) return offset + before;
    return edit.start + before + (edge === 'start' ? 0 : edit.text.length);
  };
}

/** Edits of a part, as edits of the whole that it starts in at `offset`. */
export function shiftEdits(edits: readonly Edit[], offset: number): Edit[] {
  return edits.map((edit) => ({ ...edit, start: edit.start + offset, end: edit.end + offset }));
}

/**
 * JSON text on one line: line breaks between tokens are legal but would end a message on stdio; strings hold none. Every
 * place stays where it was.
 */
export function singleLine(source: string): string {
  return source.includes('\n') || source.includes('\r') ? source.replaceAll(/[\r\n]/gu, ' ') : source;
}
