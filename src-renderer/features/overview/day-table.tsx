import { OUTCOMES } from '../../../src-relay/control/contract.ts';
import { outcomeWord } from '../../ui/outcome-mark.tsx';
import { minuteTime } from '../../ui/time-format.ts';
import styles from './day-table.module.css';
import { type Slot } from './day-slots.ts';

/** The chart as a table, for those who hear it. */
export function DayTable({ slots }: { readonly slots: readonly Slot[] }) {
  const hours = slots.filter((slot) => slot.total > 0);
  const outcomes = OUTCOMES.filter((outcome) => hours.some((slot) => (slot.counts[outcome] ?? 0) > 0));
  if (hours.length === 0) return null;
  return (
    <table className={styles.heard}>
      <caption>Calls today by hour and outcome; hours without calls are left out</caption>
      <thead>
        <tr>
          <th scope="col">Hour</th>
          {outcomes.map((outcome) => (
            <th key={outcome} scope="col">
              {outcomeWord(outcome)}
            </th>
          ))}
          <th scope="col">All</th>
        </tr>
      </thead>
      <tbody>
        {hours.map((slot) => (
          <tr key={slot.since}>
            <th scope="row">{minuteTime(slot.since)}</th>
            {outcomes.map((outcome) => (
              <td key={outcome}>{slot.counts[outcome] ?? 0}</td>
            ))}
            <td>{slot.total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
