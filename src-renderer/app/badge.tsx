import { formatCount } from '../ui/number-format.ts';
import styles from './sidebar.module.css';

interface BadgeProps {
  readonly count: number;
  /** What is counted, e.g. `blocked today`. */
  readonly words: string;
  /** It asks for somebody, and nothing was stopped. */
  readonly isAsking?: boolean;
}

/** The number beside a screen's name. */
export function Badge({ count, words, isAsking }: BadgeProps) {
  return (
    <span className={[styles.badge, isAsking && styles.asking].filter(Boolean).join(' ')}>
      {formatCount(count)}
      <span className={styles.heard}> {words}</span>
    </span>
  );
}
