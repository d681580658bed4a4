import { Ban, Check, CircleAlert, CircleSlash, EyeOff, Hand, type LucideIcon, VenetianMask } from 'lucide-react';
import type { Outcome } from '../../src-relay/control/contract.ts';
import styles from './outcome-mark.module.css';

const MARKS: Readonly<Record<Outcome, { icon: LucideIcon; word: string }>> = {
  allowed: { icon: Check, word: 'Allowed' },
  masked: { icon: VenetianMask, word: 'Masked' },
  asked: { icon: Hand, word: 'Asked' },
  blocked: { icon: Ban, word: 'Blocked' },
  denied: { icon: CircleSlash, word: 'Denied' },
  error: { icon: CircleAlert, word: 'Error' },
  bypassed: { icon: EyeOff, word: 'Bypassed' },
};

/** The word for an outcome, as it starts a sentence. */
export function outcomeWord(outcome: Outcome): string {
  return MARKS[outcome].word;
}

interface OutcomeMarkProps {
  readonly outcome: Outcome;
  /** How many findings, shown after the word where there are any. */
  readonly findings?: number;
}

/** What became of a call: icon and word, never colour alone. */
export function OutcomeMark({ outcome, findings = 0 }: OutcomeMarkProps) {
  const { icon: Icon, word } = MARKS[outcome];
  return (
    <span className={[styles.mark, styles[outcome]].join(' ')}>
      <Icon aria-hidden />
      {word}
      {findings > 0 && (
        <span className={styles.count}>
          {findings}
          <span className={styles.heard}>{findings === 1 ? ' finding' : ' findings'}</span>
        </span>
      )}
    </span>
  );
}
