import { TriangleAlert } from 'lucide-react';
import type { ReviewChange } from '../../../src-relay/control/contract.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './review-detail.module.css';

const CLASS_WORDS: Readonly<Record<ReviewChange['class'], string>> = {
  permissions: 'Permissions',
  parameters: 'Parameters',
  wording: 'Wording',
  instructions: 'Instructions',
  package: 'Package',
};

/** What changed, each in a sentence under its kind: what got riskier, then the rest. */
export function ChangeList({ changes }: { readonly changes: readonly ReviewChange[] }) {
  const riskier = changes.filter(({ isRiskier }) => isRiskier);
  const rest = changes.filter(({ isRiskier }) => !isRiskier);
  return (
    <section className={styles.section} aria-labelledby="review-changes">
      <h3 id="review-changes">What changed</h3>
      {riskier.length > 0 && (
        <>
          <h4 className={styles.riskier}>
            <TriangleAlert aria-hidden />
            Riskier than before
          </h4>
          <Sentences changes={riskier} />
        </>
      )}
      {rest.length > 0 && (
        <>
          {riskier.length > 0 && <h4 className={styles.also}>Also different</h4>}
          <Sentences changes={rest} />
        </>
      )}
    </section>
  );
}

function Sentences({ changes }: { readonly changes: readonly ReviewChange[] }) {
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={change.text} className={styles.change}>
          <span className={styles.class}>{CLASS_WORDS[change.class]}</span>
          <span className={styles.sentence}>
            <UntrustedText prose text={change.text} />
          </span>
        </li>
      ))}
    </ul>
  );
}
