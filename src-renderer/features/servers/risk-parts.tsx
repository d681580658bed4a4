import type { Risk } from '../../../src-relay/control/contract.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './risk-parts.module.css';

/** What a risk score is made of: points and the sentence for them, the worst first. */
export function RiskParts({ risk }: { readonly risk: Risk }) {
  return (
    <div className={styles.risk}>
      <p className={styles.score}>{scoreWords(risk.score)}</p>
      {risk.parts.length > 0 && (
        <ul className={styles.parts}>
          {risk.parts.map(({ points, text }) => (
            <li key={text} className={styles.part}>
              <span className={styles.points}>
                {points === 0 ? '0' : `−${-points}`}
                <span className={styles.heard}> points:</span>
              </span>
              <span className={styles.words}>
                <UntrustedText prose text={text} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A score and what it means, in as little room as a column has. */
export function shortScore(score: number | null): string {
  if (score === null) return '–';
  return `${score > 74 ? 'low' : score > 30 ? 'some' : 'high'} ${score}`;
}

/** A score in words; what is not known is said to be so. */
export function scoreWords(score: number | null): string {
  return score === null
    ? 'Risk score unknown: too little is known of it yet.'
    : `Risk score ${score} of 100; higher is safer.`;
}
