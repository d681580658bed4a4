import { startOfDay } from '../../state/day.ts';
import { minuteTime, shortTime } from '../../ui/time-format.ts';

/** A moment to the minute: `10:42` today, `19 Nov, 10:42` on other days. */
export function moment(ms: number, now: number): string {
  return startOfDay(ms) === startOfDay(now) ? minuteTime(ms) : shortTime(ms, now);
}
