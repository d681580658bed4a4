import { TriangleAlert } from 'lucide-react';
import { Button } from './button.tsx';
import styles from './error-state.module.css';

interface ErrorStateProps {
  /** What did not work, e.g. "The log cannot be read". */
  readonly title: string;
  /** Why, and what to do: the sentence of the failure. */
  readonly cause: string;
  readonly onRetry?: (() => void) | undefined;
}

/** An error in the place where it happened, with cause and way out. */
export function ErrorState({ title, cause, onRetry }: ErrorStateProps) {
  return (
    <div role="alert" className={styles.state}>
      <h2 className={styles.title}>
        <TriangleAlert aria-hidden />
        {title}
      </h2>
      <p className={styles.cause}>{cause}</p>
      {onRetry && (
        <div>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
    </div>
  );
}
