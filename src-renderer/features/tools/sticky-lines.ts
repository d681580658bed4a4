import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/**
 * The lines to draw: those in sight, and before them the head of the server to which the first line in sight belongs, so
 * that it can stay at the top.
 * @param heads indices of the servers' heads, in order
 */
export function linesInSight(range: Range, heads: readonly number[]): number[] {
  const head = heads.findLast((index) => index <= range.startIndex);
  const lines = defaultRangeExtractor(range);
  if (head === undefined) return lines;
  // Other heads before it would take its place at the top.
  return [head, ...lines.filter((index) => index !== head && (index > head || !heads.includes(index)))];
}
