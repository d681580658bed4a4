import { TriangleAlert, X } from 'lucide-react';
import { IconButton } from './icon-button.tsx';
import styles from './inline-failure.module.css';

interface InlineFailureProps {
  /** The sentence of the failure. */
  readonly text: string;
  readonly onDismiss?: () => void;
}

/** Why something that was just tried did not work, right beside it. */
export function InlineFailure({ text, onDismiss }: InlineFailureProps) {
  return (
    <div role="alert" className={styles.failure}>
      <TriangleAlert aria-hidden className={styles.icon} />
      <span className={styles.text}>{text}</span>
      {onDismiss && <IconButton label="Dismiss" icon={<X aria-hidden />} onClick={onDismiss} />}
    </div>
  );
}
