import { CheckCheck } from 'lucide-react';
import type { ReviewItem } from '../../../src-relay/control/contract.ts';
import { useReview } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { acceptItems } from './decide.ts';
import styles from './review.module.css';
import { isOfMany } from './words.ts';

interface ReviewBarProps {
  readonly items: readonly ReviewItem[];
  /** Items that were left as they are. */
  readonly kept: number;
  readonly showsKept: boolean;
  readonly onShowKept: (shows: boolean) => void;
}

/** How much waits, and what one can do with all of it. */
export function ReviewBar({ items, kept, showsKept, onShowKept }: ReviewBarProps) {
  const isBusy = useReview((s) => Object.keys(s.pending).length > 0);
  const many = items.filter(isOfMany);
  const waiting = items.length - kept;
  return (
    <div className={styles.bar}>
      <p className={styles.count}>{waiting === 1 ? '1 thing waits for you' : `${waiting} things wait for you`}</p>
      {kept > 0 && (
        <Button kind="quiet" aria-pressed={showsKept} onClick={() => onShowKept(!showsKept)}>
          {showsKept ? 'Hide' : 'Show'} {kept} left as {kept === 1 ? 'it is' : 'they are'}
        </Button>
      )}
      <span className={styles.space} />
      {many.length > 1 && (
        <Button icon={<CheckCheck aria-hidden />} disabled={isBusy} onClick={() => void acceptItems(many)}>
          Accept all {many.length} changes
        </Button>
      )}
    </div>
  );
}
