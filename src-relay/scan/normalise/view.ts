/**
 * A text as a detector sees it, with the way back to the source. `starts[i]` and `ends[i]` are the source range of the
 * view's UTF-16 unit i. Three shapes: the source itself (no map), unit by unit (folding, escapes), or one range for
 * everything (base64: there is no meaningful finer place than the whole encoded run).
 */
export interface View {
  readonly text: string;
  readonly starts: Int32Array | undefined;
  readonly ends: Int32Array | undefined;
  readonly whole: SourceRange | undefined;
}

export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** The source text as a view of itself. */
export function identityView(text: string): View {
  return { text, starts: undefined, ends: undefined, whole: undefined };
}

/** A view whose findings all stand for one range of the parent. */
export function wholeView(parent: View, text: string, start: number, end: number): View {
  return { text, starts: undefined, ends: undefined, whole: toSource(parent, start, end) };
}

/** A view mapped unit by unit to its parent; the maps are taken over, not copied. */
export function mappedView(parent: View, text: string, starts: Int32Array, ends: Int32Array): View {
  if (parent.whole) return { text, starts: undefined, ends: undefined, whole: parent.whole };
  const { starts: parentStarts, ends: parentEnds } = parent;
  if (parentStarts && parentEnds) {
    for (let i = 0; i < starts.length; i++) {
      starts[i] = parentStarts[starts[i] ?? 0] ?? 0;
      ends[i] = parentEnds[(ends[i] ?? 1) - 1] ?? 0;
    }
  }
  return { text, starts, ends, whole: undefined };
}

/** The source range that a non-empty range of the view stands for. */
export function toSource(view: View, start: number, end: number): SourceRange {
  if (view.whole) return view.whole;
  if (!view.starts || !view.ends) return { start, end };
  return { start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? 0 };
}
