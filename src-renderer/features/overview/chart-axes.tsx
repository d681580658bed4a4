import { formatCount } from '../../ui/number-format.ts';
import { minuteTime } from '../../ui/time-format.ts';
import styles from './day-chart.module.css';
import type { Slot } from './day-slots.ts';
import type { Plot } from './plot.ts';

interface ChartAxesProps {
  readonly slots: readonly Slot[];
  /** What the lines of the scale stand for; the last is the top. */
  readonly ticks: readonly number[];
  readonly plot: Plot;
  readonly now: number;
}

/** Hours between two that are named. */
const NAMED_EVERY = 3;
/** Pixels that a label of an hour needs. */
const LABEL = 44;

/** Scale, hours and the present, drawn behind the bars. */
export function ChartAxes({ slots, ticks, plot, now }: ChartAxesProps) {
  const { foot, left, width, column } = plot;
  const most = ticks.at(-1) ?? 1;
  const every = column * NAMED_EVERY < LABEL ? 2 * NAMED_EVERY : NAMED_EVERY;
  const present = slots.findIndex((slot) => now >= slot.since && now < slot.until);
  const since = slots[present]?.since ?? 0;
  const nowX = Math.round(plot.leftOf(present) + (column * (now - since)) / 3_600_000) + 0.5;
  return (
    <g aria-hidden>
      {ticks.map((tick) => {
        const y = Math.round(foot - (tick / most) * plot.tall) + 0.5;
        return (
          <g key={tick}>
            <line className={styles.grid} x1={left} x2={width} y1={y} y2={y} />
            <text className={styles.label} x={left - 8} y={y + 4} textAnchor="end">
              {formatCount(tick)}
            </text>
          </g>
        );
      })}
      {present >= 0 && <line className={styles.now} x1={nowX} x2={nowX} y1={0} y2={foot} />}
      <line className={styles.foot} x1={left} x2={width} y1={foot + 0.5} y2={foot + 0.5} />
      {slots.map((slot, index) =>
        index % every === 0 ? (
          <text key={slot.since} className={styles.label} x={plot.leftOf(index)} y={foot + 16}>
            {minuteTime(slot.since)}
          </text>
        ) : null,
      )}
    </g>
  );
}
