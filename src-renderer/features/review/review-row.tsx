import { TriangleAlert } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { ReviewItem } from '../../../src-relay/control/contract.ts';
import { reviewLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { entryOf } from '../../state/by-key.ts';
import { useReview } from '../../state/hooks.ts';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { OneLine } from '../../ui/one-line.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { spelledOut } from '../../ui/untrusted/odd-characters.ts';
import { riskierOf } from './group-items.ts';
import styles from './review-list.module.css';
import { ReviewMark } from './review-mark.tsx';
import { isOwnName, nameOf } from './words.ts';

interface ReviewRowProps {
  readonly id: string;
  readonly item: ReviewItem;
  readonly isOpen: boolean;
  readonly isCursor: boolean;
  readonly onOpen: () => void;
}

/** Characters of a sentence that a row holds at most. */
const MOST = 300;

/** One thing that waits: what it is, and the worst that is to be said of it. */
export function ReviewRow({ id, item, isOpen, isCursor, onOpen }: ReviewRowProps) {
  // An open detail says itself what did not work.
  const refused = useReview((s) => (isOpen ? undefined : entryOf(s.failures, item.id)));
  const [worst] = item.changes;
  const told = worst?.isRiskier === true ? worst.text : (item.flags[0] ?? worst?.text ?? item.reason);
  const words = (item.isAcceptable ? told : item.reason).slice(0, MOST);
  const click = ({ target }: MouseEvent<HTMLDivElement>): void => {
    if (target instanceof Element && target.closest('a, button') === null) onOpen();
  };
  return (
    <div
      id={id}
      role="row"
      aria-selected={isOpen}
      data-cursor={isCursor || undefined}
      className={styles.row}
      onClick={click}
    >
      <span role="gridcell" className={styles.mark}>
        <ReviewMark item={item} />
      </span>
      <span role="gridcell" className={styles.name}>
        <a href={reviewLink(item.id)} tabIndex={-1}>
          {isOwnName(item) ? <OneLine text={nameOf(item)} /> : nameOf(item)}
        </a>
      </span>
      <span role="gridcell" className={styles.why} title={spelledOut(words)}>
        {item.isAcceptable && riskierOf(item.changes) > 0 && (
          <TriangleAlert aria-label="Riskier:" className={styles.riskier} />
        )}
        <span className={styles.words}>
          <UntrustedText prose text={words} />
        </span>
      </span>
      {refused !== undefined && (
        <div role="gridcell" className={styles.refused}>
          <InlineFailure text={refused} onDismiss={() => app.review.dismissFailure(item.id)} />
        </div>
      )}
    </div>
  );
}
