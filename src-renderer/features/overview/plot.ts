/** Room around the plot, in pixels: over the bars, left for the scale, below for the hours. */
const TOP = 8;
const LEFT = 40;
const BELOW = 22;

/** Where things stand in a chart of columns, in pixels. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** The line that the bars stand on, and how high they may be. */
  readonly foot: number;
  readonly tall: number;
  /** Width of a column, the room between bars included. */
  readonly column: number;
  readonly leftOf: (index: number) => number;
}

/** Lays out a chart of this size with this many columns. */
export function plotOf(width: number, height: number, count: number): Plot {
  const column = Math.max(0, width - LEFT) / Math.max(1, count);
  const foot = Math.max(TOP, height - BELOW);
  return {
    width,
    height,
    left: LEFT,
    top: TOP,
    foot,
    tall: foot - TOP,
    column,
    leftOf: (index) => LEFT + index * column,
  };
}
