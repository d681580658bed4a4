import type { ReviewItem } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { entryOf } from '../../state/by-key.ts';
import { useReview } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { acceptItems, keepItemOff } from './decide.ts';
import styles from './review-detail.module.css';
import { useDecisionKeys } from './use-decision-keys.ts';
import { acceptKeyWords, acceptWords, canBeKeptOff, effectOf } from './words.ts';

interface DecisionPanelProps {
  readonly item: ReviewItem;
  /** What is on the screen is what would be accepted. */
  readonly isRead: boolean;
  readonly onDecided: () => void;
}

/** Starting a server is no everyday act; what stopped nothing asks for no more than a look. */
const BUTTONS = {
  tool: 'primary',
  instructions: 'primary',
  server: 'danger',
  flag: 'plain',
  package: 'plain',
} as const;

/** Why an item waits, what follows, and the decision. */
export function DecisionPanel({ item, isRead, onDecided }: DecisionPanelProps) {
  const pending = useReview((s) => entryOf(s.pending, item.id) ?? false);
  const refused = useReview((s) => entryOf(s.failures, item.id));
  const canAccept = item.isAcceptable && isRead && !pending;
  const accept = async (): Promise<void> => {
    if (canAccept && (await acceptItems([item]))) onDecided();
  };
  const keepOff = async (isKeptOff: boolean): Promise<void> => {
    if (pending || !(await keepItemOff(item, isKeptOff))) return;
    if (isKeptOff) onDecided();
  };
  useDecisionKeys((key) => {
    if (key === 'a') void accept();
    else if (canBeKeptOff(item) && !item.isKeptOff) void keepOff(true);
  });
  return (
    <section className={styles.section} aria-label="Decision">
      <p className={item.isAcceptable ? styles.reason : styles.worst}>
        <UntrustedText prose text={item.reason} />
      </p>
      <p className={styles.quiet}>{effectOf(item)}</p>
      <div className={styles.decision}>
        {item.isAcceptable && (
          <Button kind={BUTTONS[item.kind]} disabled={!canAccept} aria-keyshortcuts="a" onClick={() => void accept()}>
            {acceptWords(item)}
          </Button>
        )}
        {item.isKeptOff ? (
          <Button disabled={pending} onClick={() => void keepOff(false)}>
            Ask again
          </Button>
        ) : (
          canBeKeptOff(item) && (
            <Button disabled={pending} aria-keyshortcuts="x" onClick={() => void keepOff(true)}>
              {item.kind === 'server' ? 'Leave it' : 'Keep it off'}
            </Button>
          )
        )}
        <span className={styles.keys}>
          {item.isAcceptable && (
            <span>
              <KeyHint keys="a" /> {acceptKeyWords(item)}
            </span>
          )}
          {canBeKeptOff(item) && !item.isKeptOff && (
            <span>
              <KeyHint keys="x" /> leaves it
            </span>
          )}
        </span>
      </div>
      {refused !== undefined && <InlineFailure text={refused} onDismiss={() => app.review.dismissFailure(item.id)} />}
    </section>
  );
}
