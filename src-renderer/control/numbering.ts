/** What a batch's number means for who listens. */
export type Step = 'first' | 'next' | 'gap';

/**
 * Tells from the last number seen in a subscription (undefined before its first batch) and a new one whether anything
 * was missed in between.
 */
export function step(last: number | undefined, number: number): Step {
  if (last === undefined) return 'first';
  return number === last + 1 ? 'next' : 'gap';
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** How long to wait before the n-th attempt (from 0) to connect again. */
export function waitBefore(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10));
}
