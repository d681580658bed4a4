import { useMemo, useState } from 'react';
import type { ChangedSinceView } from '../../../../src-relay/control/contract.ts';
import { formatCounted } from '../../../ui/number-format.ts';
import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import { useWide } from '../../../ui/wide.ts';
import { Fold } from '../../tools/diff/diff-view.tsx';
import { foldRows } from '../../tools/diff/fold-rows.ts';
import type { Part } from '../../tools/diff/word-diff.ts';
import planStyles from './plan.module.css';
import { type ThreeWayRow, threeWayRows } from './three-way-rows.ts';
import styles from './three-way.module.css';

/** A file before the relay wrote it, as the relay wrote it, and as it is: who changed which line. */
export function ThreeWay({ file }: { readonly file: ChangedSinceView }) {
  const { path, before, written, now, linesBefore, linesAfter } = file;
  const isWide = useWide();
  // Where an app's own program wrote it, nobody knows what of it the relay's entry was: all that differs counts as later.
  const stretches = useMemo(() => foldRows(threeWayRows(before, written ?? before, now)), [before, written, now]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const Row = isWide ? Columns : Lines;
  return (
    <div className={planStyles.file}>
      <p className={planStyles.path}>
        <UntrustedText inline text={path} />
      </p>
      <div className={styles.view} role="group" aria-label="Before, as the relay wrote it, and as it is now">
        {isWide ? (
          <div className={styles.titles}>
            <span>Before</span>
            <span>As the relay wrote it</span>
            <span>As it is now{now === '' && ': it is gone'}</span>
          </div>
        ) : (
          <p className={styles.legend}>
            <span>
              <b className={styles.ours}>relay</b> what the relay wrote
            </span>
            <span>
              <b className={styles.theirs}>since</b> what others changed after that
            </span>
          </p>
        )}
        {stretches.map((stretch) =>
          stretch.kind === 'folded' && !unfolded.has(stretch.start) ? (
            <Fold
              key={stretch.start}
              stretch={stretch}
              onUnfold={() => setUnfolded((open) => new Set(open).add(stretch.start))}
            />
          ) : (
            stretch.rows.map((row, index) => <Row key={stretch.start + index} row={row} />)
          ),
        )}
      </div>
      {linesBefore + linesAfter > 0 && (
        <p className={planStyles.quiet}>
          {formatCounted(linesBefore, 'line')} before this and {formatCounted(linesAfter, 'line')} after it are the same
          in all three.
        </p>
      )}
    </div>
  );
}

/** A line in three columns. */
function Columns({ row }: { readonly row: ThreeWayRow }) {
  const { before, written, now, isOurs, isTheirs } = row;
  return (
    <div className={styles.columns}>
      <Line parts={before} sign={isOurs ? '−' : ''} tone={isOurs ? 'gone' : undefined} />
      <Line
        parts={written}
        sign={isOurs ? '+' : isTheirs ? '−' : ''}
        tone={isOurs ? 'ours' : isTheirs ? 'gone' : undefined}
      />
      <Line parts={now} sign={isTheirs ? '+' : ''} tone={isTheirs ? 'theirs' : undefined} />
    </div>
  );
}

/** A line in one column: what went and what came, with who did it. */
function Lines({ row }: { readonly row: ThreeWayRow }) {
  const { before, written, now, isOurs, isTheirs } = row;
  if (!isOurs && !isTheirs) return <Line parts={now} sign="" tag="" tone={undefined} />;
  return (
    <>
      {isOurs && before && <Line parts={before} sign="−" tag="relay" tone="gone" />}
      {isOurs && written && <Line parts={written} sign="+" tag="relay" tone="ours" />}
      {isTheirs && written && <Line parts={written} sign="−" tag="since" tone="gone" />}
      {isTheirs && now && <Line parts={now} sign="+" tag="since" tone="theirs" />}
    </>
  );
}

interface LineProps {
  readonly parts: readonly Part[] | undefined;
  readonly sign: string;
  /** Who changed it; left out where the column says it. */
  readonly tag?: string;
  readonly tone: 'gone' | 'ours' | 'theirs' | undefined;
}

function Line({ parts, sign, tag, tone }: LineProps) {
  if (!parts) return <div className={styles.gap} />;
  const Whole = sign === '−' ? 'del' : sign === '+' ? 'ins' : 'span';
  return (
    <div className={[styles.line, tone && styles[tone]].filter(Boolean).join(' ')}>
      {tag !== undefined && <span className={styles.tag}>{tag}</span>}
      <span className={styles.sign} aria-hidden>
        {sign}
      </span>
      <Whole className={styles.text}>
        <UntrustedText inline text={parts.map(({ text }) => text).join('')} />
      </Whole>
    </div>
  );
}
