/** Measures of the chart, in pixels. */
export const PLOT = { height: 132, top: 8, left: 40, foot: 22 } as const;

/** Where the columns of a chart of this width stand. */
export function columnsOf(
  width: number,
  count: number,
): { readonly left: (index: number) => number; readonly width: number } {
  const step = Math.max(0, width - PLOT.left) / count;
  return { left: (index) => PLOT.left + index * step, width: step };
}
