import { DiffLine } from './diff-line.tsx';
import styles from './diff-view.module.css';
import type { DiffRow } from './line-diff.ts';

/** A row of a comparison in two columns: what went beside what came. */
export function SideBySideRow({ row }: { readonly row: DiffRow }) {
  const isSame = row.kind === 'same';
  return (
    <div className={styles.pair}>
      {row.before ? <DiffLine parts={row.before} kind={isSame ? 'same' : 'removed'} /> : <div className={styles.gap} />}
      {row.after ? <DiffLine parts={row.after} kind={isSame ? 'same' : 'added'} /> : <div className={styles.gap} />}
    </div>
  );
}
