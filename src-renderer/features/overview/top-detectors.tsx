import { activityLink } from '../../app/route.ts';
import { useSummary } from '../../state/hooks.ts';
import { formatCount } from '../../ui/number-format.ts';
import { OneLine } from '../../ui/one-line.tsx';
import sections from './section.module.css';
import styles from './top-detectors.module.css';

/** Detectors that are named. */
const MOST = 8;

/** What was found most often today; each leads to the calls in which it was. */
export function TopDetectors() {
  const detectors = useSummary((s) => s.summary?.detectors);
  const most = Math.max(...(detectors ?? []).map((one) => one.count), 1);
  return (
    <section className={sections.section} aria-labelledby="overview-detectors">
      <div className={sections.heading}>
        <h2 id="overview-detectors">Found most often today</h2>
      </div>
      {detectors?.length === 0 && <p className={sections.quiet}>Nothing was found in any call today.</p>}
      {detectors && detectors.length > 0 && (
        <ul className={styles.detectors}>
          {detectors.slice(0, MOST).map(({ detector, count }) => (
            <li key={detector}>
              <a className={styles.detector} href={activityLink({ detectors: [detector], time: 'today' })}>
                <OneLine text={detector} />
                <span className={styles.count}>{formatCount(count)}</span>
                <span aria-hidden className={styles.bar} style={{ width: `${(count / most) * 100}%` }} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
