/** A marked range of a text, half-open, in UTF-16 code units. */
export interface Mark {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** A run of text under the same marks. */
export interface Segment<M extends Mark> {
  readonly start: number;
  readonly text: string;
  /** The marks that cover it, in the order they were given. */
  readonly marks: readonly M[];
  /** The marks of which this is the first segment. */
  readonly first: readonly M[];
}

/**
 * Cuts a text at the edges of marks, which may overlap, nest or stick out; the segments' texts add up to the text. An
 * empty mark still cuts the text, so that it has a place.
 */
export function segmentsOf<M extends Mark>(text: string, marks: readonly M[]): Segment<M>[] {
  const inside = marks
    .map((mark) => ({ mark, start: clamp(mark.start, text.length), end: clamp(mark.end, text.length) }))
    .filter(({ start, end }) => start < end);
  const edges = new Set([0, text.length]);
  for (const { start, end } of inside) edges.add(start).add(end);
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const over = inside.filter((one) => one.start <= start && one.end >= end);
    return {
      start,
      text: text.slice(start, end),
      marks: over.map((one) => one.mark),
      first: over.filter((one) => one.start === start).map((one) => one.mark),
    };
  });
}

function clamp(offset: number, length: number): number {
  return Math.min(length, Math.max(0, offset));
}
