const FIRST_MS = 250;
const LONGEST_MS = 30_000;

/**
 * Milliseconds to wait before the given attempt (1, 2, …): exponential with full jitter between half and the whole, so
 * that servers that fell together do not come back together.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.round(whole / 2 + (random() * whole) / 2);
}
