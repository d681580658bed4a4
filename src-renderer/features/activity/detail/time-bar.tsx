import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { formatDuration } from '../../../ui/number-format.ts';
import styles from './time-bar.module.css';

const PHASES = [
  ['policy', 'Policy', styles.relay],
  ['requestScan', 'Scan of the request', styles.scan],
  ['server', 'Server', styles.server],
  ['responseScan', 'Scan of the answer', styles.scan],
] as const;

/** Where the time of a call went: a bar in proportion, and the figures in words. */
export function TimeBar({ call }: { readonly call: CallDetail }) {
  const { phases, durationUs } = call;
  const taken = PHASES.filter(([phase]) => phases[phase] > 0);
  const relay = phases.policy + phases.requestScan + phases.responseScan;
  return (
    <div className={styles.time}>
      <div className={styles.bar} aria-hidden>
        {taken.map(([phase, , look]) => (
          <span key={phase} className={look} style={{ flexGrow: phases[phase] }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {taken.map(([phase, title, look]) => (
          <li key={phase} className={styles.entry}>
            <span className={[styles.swatch, look].join(' ')} aria-hidden />
            {title} <span className={styles.figure}>{formatDuration(phases[phase])}</span>
          </li>
        ))}
      </ul>
      <p className={styles.sum}>
        {formatDuration(durationUs)} in all, of which the relay took {formatDuration(relay)}.
      </p>
    </div>
  );
}
