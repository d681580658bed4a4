import { DiffLine } from './diff-line.tsx';
import type { DiffRow } from './line-diff.ts';

/** A row of a comparison in one column: what went, and under it what came. */
export function UnifiedRow({ row }: { readonly row: DiffRow }) {
  if (row.kind === 'same' && row.before) return <DiffLine parts={row.before} kind="same" />;
  return (
    <>
      {row.before && <DiffLine parts={row.before} kind="removed" />}
      {row.after && <DiffLine parts={row.after} kind="added" />}
    </>
  );
}
