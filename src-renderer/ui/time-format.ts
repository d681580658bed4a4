import { startOfDay } from '../state/day.ts';

const LOCALE = 'en-GB';
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const dayAndMinute = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const full = new Intl.DateTimeFormat(LOCALE, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'long' });

/** `10:42:07` for today, `19 Nov, 10:42` for other days. */
export function shortTime(ms: number, now: number): string {
  return startOfDay(ms) === startOfDay(now) ? clock.format(ms) : dayAndMinute.format(ms);
}

/** `10:42`. */
export function minuteTime(ms: number): string {
  return minute.format(ms);
}

/** `Fri, 20 Nov 2026, 10:42:07.123`. */
export function fullTime(ms: number): string {
  return full.format(ms);
}

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', Number.POSITIVE_INFINITY],
] as const;

/** `just now`, `3 minutes ago`, `in 5 minutes`. */
export function relativeTime(ms: number, now: number): string {
  const sign = ms > now ? 1 : -1;
  // What has just been set to end in 30 days does so in 30 days.
  const whole = sign === 1 ? Math.round : Math.floor;
  let amount = whole(Math.abs(ms - now) / 1000);
  if (amount < 5) return 'just now';
  for (const [unit, size] of STEPS) {
    if (amount < size) return relative.format(sign * amount, unit);
    amount = whole(amount / size);
  }
  return full.format(ms);
}

/** `19 Nov, 10:42`. */
export function dayTime(ms: number): string {
  return dayAndMinute.format(ms);
}
