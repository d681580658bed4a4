/** A stretch of a comparison: rows that are shown, or unchanged ones that are folded away. */
export interface Stretch<Row> {
  readonly kind: 'shown' | 'folded';
  readonly rows: readonly Row[];
  /** Index of its first row. */
  readonly start: number;
}

/** Unchanged rows that stay around a change. */
const CONTEXT = 3;
/** Fewer unchanged rows than these are not worth folding. */
const LEAST_FOLDED = 4;

/** Folds away unchanged rows that are far from every change. */
export function foldRows<Row extends { readonly kind: string }>(rows: readonly Row[]): readonly Stretch<Row>[] {
  const isNear = rows.map(() => false);
  for (const [index, row] of rows.entries()) {
    if (row.kind === 'same') continue;
    for (let near = Math.max(0, index - CONTEXT); near <= Math.min(rows.length - 1, index + CONTEXT); near += 1) {
      isNear[near] = true;
    }
  }
  const stretches: Stretch<Row>[] = [];
  let start = 0;
  while (start < rows.length) {
    let end = start;
    while (end < rows.length && isNear[end] === isNear[start]) end += 1;
    const kind = isNear[start] === true || end - start < LEAST_FOLDED ? 'shown' : 'folded';
    const last = stretches.at(-1);
    if (last?.kind === 'shown' && kind === 'shown') {
      stretches[stretches.length - 1] = { ...last, rows: rows.slice(last.start, end) };
    } else {
      stretches.push({ kind, rows: rows.slice(start, end), start });
    }
    start = end;
  }
  return stretches;
}
