import type { Outcome } from '../../../src-relay/control/contract.ts';
import { type Counts, occurring } from './day-slots.ts';

/** A part of a bar, in pixels from the top of the plot. */
export interface Segment {
  readonly outcome: Outcome;
  readonly count: number;
  readonly y: number;
  readonly height: number;
}

/** Least height of a part: one blocked call among thousands must be seen. */
const LEAST = 3;

/** The parts of one bar, worst at the foot, so that they stand on one line in all bars. */
export function segmentsOf(counts: Counts, top: number, height: number): readonly Segment[] {
  const parts = occurring(counts).map(([outcome, count]) => ({
    outcome,
    count,
    height: Math.max(LEAST, (count / top) * height),
  }));
  // What small parts were given beyond their share comes from the largest.
  const excess = parts.reduce((sum, part) => sum + part.height, 0) - height;
  const largest = parts.reduce((a, b) => (b.height > a.height ? b : a), parts[0] ?? { height: 0 });
  let y = height;
  return parts.map((part) => {
    const drawn = part === largest && excess > 0 ? Math.max(LEAST, part.height - excess) : part.height;
    y -= drawn;
    return { ...part, y, height: drawn };
  });
}

/** Where the lines of the scale stand for these values: full numbers, at most four of them above zero. */
export function ticksOf(most: number): readonly number[] {
  if (most <= 0) return [];
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? 1);
  return Array.from({ length: Math.ceil(most / step) }, (_, index) => (index + 1) * step);
}
