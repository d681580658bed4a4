import { type ReactNode, useEffect, useRef } from 'react';
import styles from './setup.module.css';

interface SetupStepProps {
  readonly title: string;
  /** Its content brings its own buttons and scrolls by itself. */
  readonly isWhole?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One step of the set-up. Its heading takes the focus, so that it is read, and Tab goes on from there. */
export function SetupStep({ title, isWhole = false, actions, children }: SetupStepProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What the step itself has led the keys to stays there.
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <section className={styles.step} aria-label={title}>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      {isWhole ? children : <div className={styles.body}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
