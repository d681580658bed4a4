import { useState } from 'react';
import type { ReviewDetail } from '../../../src-relay/control/contract.ts';
import { Button } from '../../ui/button.tsx';
import { fullTime } from '../../ui/time-format.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { prettyJson } from '../tools/pretty-json.ts';
import styles from './review-detail.module.css';

const BY: Readonly<Record<ReviewDetail['history'][number]['by'], string>> = {
  'first sight': 'at first sight',
  person: 'by you',
  undo: 'again, as a later one was taken back',
  earlier: 'before approvals were written down one by one',
};

interface HistoryListProps {
  readonly history: ReviewDetail['history'];
  readonly kind: ReviewDetail['kind'];
}

/** Everything that was ever accepted of it, the latest first. */
export function HistoryList({ history, kind }: HistoryListProps) {
  const [shown, setShown] = useState<number>();
  return (
    <section className={styles.section} aria-labelledby="review-history">
      <h3 id="review-history">Accepted before</h3>
      <ol className={styles.history}>
        {history.map((past, index) => (
          <li key={`${past.approvedAt} ${past.hash}`}>
            <div className={styles.past}>
              <span>
                <time dateTime={new Date(past.approvedAt).toISOString()}>
                  {fullTime(past.approvedAt).replace(/:\d+\.\d+$/u, '')}
                </time>{' '}
                {BY[past.by]}
                {past.package !== null && (
                  <>
                    , <UntrustedText inline text={past.package} />
                  </>
                )}
              </span>
              <code className={styles.hash} title={past.hash}>
                {past.hash.slice(0, 12)}
              </code>
              <Button
                kind="quiet"
                aria-expanded={shown === index}
                aria-label={`${shown === index ? 'Hide' : 'Show'} what was accepted on ${fullTime(past.approvedAt)}`}
                onClick={() => setShown(shown === index ? undefined : index)}
              >
                {shown === index ? 'Hide' : 'Show'}
              </Button>
            </div>
            {shown === index && (
              <div className={styles.text}>
                <UntrustedText text={kind === 'instructions' ? past.text : prettyJson(past.text)} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
