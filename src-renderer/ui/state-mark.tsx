import type { ReactNode } from 'react';
import styles from './state-mark.module.css';

interface StateMarkProps {
  /** How it stands: quiet needs nobody, attention somebody, bad now. */
  readonly tone: 'quiet' | 'good' | 'attention' | 'bad';
  /** The state in a word or two. */
  readonly children: ReactNode;
  /** An icon in place of the dot. */
  readonly icon?: ReactNode;
}

/** The state of a thing: dot or icon, and word. */
export function StateMark({ tone, icon, children }: StateMarkProps) {
  return (
    <span className={[styles.mark, styles[tone]].join(' ')}>
      {icon ?? <span className={styles.dot} aria-hidden />}
      {children}
    </span>
  );
}
