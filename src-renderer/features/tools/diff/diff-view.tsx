import { useMemo, useState } from 'react';
import styles from './diff-view.module.css';
import { type Stretch, foldRows } from './fold-rows.ts';
import { type DiffRow } from './line-diff.ts';
import { SideBySideRow } from './side-by-side-row.tsx';
import { UnifiedRow } from './unified-row.tsx';

/** Lines shown at once: a definition may have hundreds of thousands, and a page holds only so many. */
const ROWS_A_STEP = 2000;

interface DiffViewProps {
  readonly rows: readonly DiffRow[];
  readonly isSideBySide: boolean;
  /** What the two texts are. */
  readonly before: string;
  readonly after: string;
}

/** Two texts compared line by line, the words that differ marked, what is the same folded away. */
export function DiffView({ rows, isSideBySide, before, after }: DiffViewProps) {
  const stretches = useMemo(() => foldRows(rows), [rows]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [shown, setShown] = useState(ROWS_A_STEP);
  const Row = isSideBySide ? SideBySideRow : UnifiedRow;
  return (
    <div className={styles.diff}>
      {isSideBySide ? (
        <div className={styles.titles}>
          <span>{before}</span>
          <span>{after}</span>
        </div>
      ) : (
        <p className={styles.legend}>
          <span>− {before}</span>
          <span>+ {after}</span>
        </p>
      )}
      {stretches.map((stretch) =>
        stretch.kind === 'folded' && !unfolded.has(stretch.start) ? (
          <Fold
            key={stretch.start}
            stretch={stretch}
            onUnfold={() => setUnfolded((before) => new Set(before).add(stretch.start))}
          />
        ) : (
          stretch.rows
            .slice(0, Math.max(0, shown - stretch.start))
            .map((row, index) => <Row key={stretch.start + index} row={row} />)
        ),
      )}
      {rows.length > shown && (
        <button type="button" className={styles.fold} onClick={() => setShown(shown + ROWS_A_STEP)}>
          Show more of {rows.length} lines
        </button>
      )}
    </div>
  );
}

/** Where unchanged lines are folded away. */
export function Fold({ stretch, onUnfold }: { readonly stretch: Stretch<unknown>; readonly onUnfold: () => void }) {
  return (
    <button type="button" className={styles.fold} onClick={onUnfold}>
      Show {stretch.rows.length} unchanged lines
    </button>
  );
}
