import type { Outcome } from '../../../src-relay/control/contract.ts';
import { activityLink } from '../../app/route.ts';
import { formatCounted } from '../../ui/number-format.ts';
import { outcomeWord } from '../../ui/outcome-mark.tsx';
import { minuteTime } from '../../ui/time-format.ts';
import { segmentsOf } from './bar-geometry.ts';
import styles from './day-chart.module.css';
import { occurring, type Slot } from './day-slots.ts';
import fills from './outcome-fills.module.css';
import type { Plot } from './plot.ts';
import { stopName } from './chart-stops.ts';

interface ChartColumnProps {
  readonly slot: Slot;
  readonly index: number;
  readonly plot: Plot;
  /** What the top of the plot stands for. */
  readonly most: number;
  /** The hatch for bypassed calls, as a fill. */
  readonly hatch: string;
  /** Whether Tab stops in this column, and at which of its outcomes; undefined: at the hour as a whole. */
  readonly isStop: boolean;
  readonly stop: Outcome | undefined;
  readonly onPoint: () => void;
  readonly onFocus: (outcome: Outcome | undefined) => void;
  readonly onBlur: () => void;
}

const WIDEST = 28;
/** Height from which an outline can be told from a fill, in pixels. */
const OUTLINED = 8;

/** The bar of one hour: a link to its calls, and in it one for each outcome. */
export function ChartColumn(props: ChartColumnProps) {
  const { slot, index, plot, most, hatch, isStop, stop, onPoint, onFocus, onBlur } = props;
  const { since, until } = slot;
  const left = plot.leftOf(index);
  const bar = Math.max(2, Math.min(WIDEST, Math.floor(plot.column) - 4));
  const x = Math.round(left + (plot.column - bar) / 2);
  const hours = `${minuteTime(since)} to ${minuteTime(until)}`;
  const said = occurring(slot.counts).map(([outcome, count]) => `${count} ${outcomeWord(outcome).toLowerCase()}`);
  return (
    <g onPointerEnter={onPoint}>
      <a
        href={activityLink({ time: { since, until } })}
        tabIndex={isStop && stop === undefined ? 0 : -1}
        data-stop={stopName({ slot: index, outcome: undefined })}
        aria-label={`${hours}: ${formatCounted(slot.total, 'call')}, ${said.join(', ')}`}
        className={styles.link}
        onFocus={() => onFocus(undefined)}
        onBlur={onBlur}
      >
        <rect className={styles.column} x={left} y={0} width={plot.column} height={plot.foot} rx={3} />
      </a>
      {segmentsOf(slot.counts, most, plot.tall).map(({ outcome, count, y, height }) => (
        <a
          key={outcome}
          href={activityLink({ outcomes: [outcome], time: { since, until } })}
          tabIndex={isStop && stop === outcome ? 0 : -1}
          data-stop={stopName({ slot: index, outcome })}
          aria-label={`${hours}: ${count} ${outcomeWord(outcome).toLowerCase()}`}
          className={styles.link}
          onFocus={() => onFocus(outcome)}
          onBlur={onBlur}
        >
          <rect
            className={[fills[outcome], height < OUTLINED && fills.low].filter(Boolean).join(' ')}
            {...(outcome === 'bypassed' && { fill: hatch })}
            x={x + 0.5}
            y={plot.top + y + 0.5}
            width={bar - 1}
            height={Math.max(1, height - 1.5)}
          />
        </a>
      ))}
    </g>
  );
}
