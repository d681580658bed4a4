import { activityLink } from '../../app/route.ts';
import { formatCount } from '../../ui/number-format.ts';
import { OutcomeMark } from '../../ui/outcome-mark.tsx';
import { type Counts, occurring } from './day-slots.ts';
import styles from './outcome-legend.module.css';
import fills from './outcome-fills.module.css';

/** How often each outcome occurred today, with the fill that it has in the chart; each leads to its calls. */
export function OutcomeLegend({ totals }: { readonly totals: Counts }) {
  const outcomes = occurring(totals);
  if (outcomes.length === 0) return null;
  return (
    <ul className={styles.legend} aria-label="Outcomes today">
      {outcomes.map(([outcome, count]) => (
        <li key={outcome}>
          <a
            className={styles.entry}
            href={activityLink({ outcomes: [outcome], time: 'today' })}
            title="Show these calls"
          >
            <span className={[styles.swatch, fills[outcome]].join(' ')} aria-hidden />
            <OutcomeMark outcome={outcome} />
            <span className={styles.count}>{formatCount(count)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
