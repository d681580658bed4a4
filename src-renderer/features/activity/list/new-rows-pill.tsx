import { ArrowUp } from 'lucide-react';
import { useCalls } from '../../../state/hooks.ts';
import { formatCount } from '../../../ui/number-format.ts';
import styles from './new-rows-pill.module.css';

/** While the list stands still: how many calls came since, and the way to them. */
export function NewRowsPill({ onPick }: { readonly onPick: () => void }) {
  const waiting = useCalls((s) => s.window.waiting.length);
  const missed = useCalls((s) => s.window.missed);
  if (waiting === 0 && !missed) return null;
  return (
    <button type="button" className={styles.pill} onClick={onPick}>
      <ArrowUp aria-hidden />
      {missed ? 'New calls' : `${formatCount(waiting)} new`}
    </button>
  );
}
