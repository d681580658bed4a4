import { formatCount, formatCounted } from '../../ui/number-format.ts';
import { OutcomeMark } from '../../ui/outcome-mark.tsx';
import { minuteTime } from '../../ui/time-format.ts';
import styles from './chart-tip.module.css';
import { occurring, type Slot } from './day-slots.ts';

interface ChartTipProps {
  readonly slot: Slot;
  /** Middle of the column, and width of the chart, in pixels. */
  readonly left: number;
  readonly width: number;
}

/** What one hour holds, beside its bar; links of the chart say the same to screen readers. */
export function ChartTip({ slot, left, width }: ChartTipProps) {
  const isRight = left > width / 2;
  return (
    <div aria-hidden className={styles.tip} style={isRight ? { right: width - left + 16 } : { left: left + 16 }}>
      <p className={styles.head}>
        <span>
          {minuteTime(slot.since)} to {minuteTime(slot.until)}
        </span>
        <span className={styles.total}>{formatCounted(slot.total, 'call')}</span>
      </p>
      {occurring(slot.counts).map(([outcome, count]) => (
        <p key={outcome} className={styles.line}>
          <OutcomeMark outcome={outcome} />
          <span>{formatCount(count)}</span>
        </p>
      ))}
    </div>
  );
}
