import { BoxedText } from '../../../ui/untrusted/boxed-text.tsx';
import { spelledOut } from '../../../ui/untrusted/odd-characters.ts';
import styles from './findings-list.module.css';
import type { NamedFinding } from './payload.ts';

const PLACES = { definition: 'definition', request: 'request', response: 'answer' } as const;
const LOOK = { allow: undefined, mask: styles.didMask, ask: styles.didAsk, block: styles.didBlock } as const;
const DID = { allow: 'Noted', mask: 'Masked', ask: 'Asked', block: 'Blocked' } as const;

interface FindingRowProps {
  readonly finding: NamedFinding;
  /** Its text is in the log and can be shown. */
  readonly kept: boolean;
  readonly active: boolean;
  readonly onPick: (id: string) => void;
}

/** One finding: why, then what it is about, then which detector says so. */
export function FindingRow({ finding, kept, active, onPick }: FindingRowProps) {
  const { reason, evidence, detector, severity, direction, verdict } = finding;
  return (
    <button
      type="button"
      className={[styles.finding, LOOK[verdict], active && styles.active].filter(Boolean).join(' ')}
      aria-current={active}
      disabled={!kept}
      onClick={() => onPick(finding.id)}
    >
      <span className={styles.reason}>
        <BoxedText text={reason} />
      </span>
      <span className={styles.facts}>
        <span className={styles.did}>{DID[verdict]}</span> · {severity} · {PLACES[direction]} ·{' '}
        <span className={styles.mono}>{detector}</span>
        {!kept && ' · not in what the log keeps'}
        {evidence !== '' && (
          <span className={styles.evidence} title={spelledOut(evidence)}>
            <BoxedText text={evidence} />
          </span>
        )}
      </span>
    </button>
  );
}
