import { useCalls, useConnection } from '../../../state/hooks.ts';
import { formatCounted } from '../../../ui/number-format.ts';
import styles from './live-count.module.css';

/** How many calls match, and whether new ones arrive. */
export function LiveCount() {
  const count = useCalls((s) => s.count);
  const live = useConnection((s) => s.connection === 'live');
  return (
    <span className={styles.count}>
      <span className={styles.live}>
        <span className={live ? styles.dot : styles.hollow} aria-hidden />
        {live ? 'Live' : 'Not live'}
      </span>
      {count !== undefined && <span>{formatCounted(count, 'call')}</span>}
    </span>
  );
}
