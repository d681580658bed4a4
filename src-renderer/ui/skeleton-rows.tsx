import { AfterDelay } from './after-delay.tsx';
import styles from './skeleton-rows.module.css';

/** Grey rows in the place of a list that takes longer than 300 ms to load. */
export function SkeletonRows({ rows = 12, label }: { readonly rows?: number; readonly label: string }) {
  return (
    <AfterDelay>
      <div role="status" aria-label={label}>
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className={styles.row} aria-hidden>
            <span className={styles.short} />
            <span className={styles.long} />
            <span className={styles.short} />
          </div>
        ))}
      </div>
    </AfterDelay>
  );
}
