import { useMemo } from 'react';
import type { PlannedFileView } from '../../../../src-relay/control/contract.ts';
import { formatCounted } from '../../../ui/number-format.ts';
import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import { useWide } from '../../../ui/wide.ts';
import { DiffView } from '../../tools/diff/diff-view.tsx';
import { type DiffRow, diffLines } from '../../tools/diff/line-diff.ts';
import styles from './plan.module.css';

/** One file that would change, line by line. */
export function PlannedFile({ file }: { readonly file: PlannedFileView }) {
  const { path, what, before, after, linesBefore, linesAfter } = file;
  const isWide = useWide();
  const rows = useMemo(() => rowsOf(before, after), [before, after]);
  return (
    <div className={styles.file}>
      <p className={styles.path}>
        <UntrustedText inline text={path} />
      </p>
      <p className={styles.quiet}>
        <UntrustedText prose text={what} />
      </p>
      <DiffView
        rows={rows}
        isSideBySide={isWide && before !== '' && after !== ''}
        before={before === '' ? 'Not there yet' : 'As it is'}
        after={after === '' ? 'Taken away' : 'As it will be'}
      />
      {linesBefore + linesAfter > 0 && (
        <p className={styles.quiet}>
          {formatCounted(linesBefore, 'line')} before this and {formatCounted(linesAfter, 'line')} after it stay as they
          are.
        </p>
      )}
    </div>
  );
}

/** A file that is not there has no line, not an empty one. */
function rowsOf(before: string, after: string): readonly DiffRow[] {
  return diffLines(before, after).filter(
    ({ kind, before: old, after: fresh }) =>
      !(before === '' && kind === 'removed' && isEmpty(old)) && !(after === '' && kind === 'added' && isEmpty(fresh)),
  );
}

function isEmpty(parts: DiffRow['before']): boolean {
  return parts?.every(({ text }) => text === '') ?? true;
}
