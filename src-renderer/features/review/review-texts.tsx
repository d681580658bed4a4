import { useMemo } from 'react';
import type { ReviewDetail } from '../../../src-relay/control/contract.ts';
import { fullTime } from '../../ui/time-format.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { useWide } from '../../ui/wide.ts';
import { DiffView } from '../tools/diff/diff-view.tsx';
import { diffLines } from '../tools/diff/line-diff.ts';
import { prettyJson } from '../tools/pretty-json.ts';
import styles from './review-detail.module.css';

/** Both texts compared; or the one that there is. */
export function ReviewTexts({ detail }: { readonly detail: ReviewDetail }) {
  const { kind, before, beforeAt, after } = detail;
  const isWide = useWide();
  const laidOut = kind === 'instructions' ? (text: string) => text : prettyJson;
  const rows = useMemo(
    () => (before === null || after === null ? [] : diffLines(laidOut(before), laidOut(after))),
    [before, after, laidOut],
  );
  if (after === null) return null;
  const title = kind === 'instructions' ? 'Instructions' : 'Definition';
  return (
    <section className={styles.section} aria-labelledby="review-texts">
      <h3 id="review-texts">{title}</h3>
      {before === null ? (
        <div className={styles.text}>
          <UntrustedText text={laidOut(after)} />
        </div>
      ) : (
        <DiffView
          rows={rows}
          isSideBySide={isWide}
          before={beforeAt === null ? 'Accepted' : `Accepted ${fullTime(beforeAt).replace(/:\d+\.\d+$/u, '')}`}
          after="Shown now"
        />
      )}
    </section>
  );
}
