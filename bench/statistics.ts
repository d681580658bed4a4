export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** Least squares through the points; y per x. */
export function slope(points: readonly { x: number; y: number }[]): number {
  const meanX = points.reduce((sum, one) => sum + one.x, 0) / points.length;
  const meanY = points.reduce((sum, one) => sum + one.y, 0) / points.length;
  const above = points.reduce((sum, one) => sum + (one.x - meanX) * (one.y - meanY), 0);
  const below = points.reduce((sum, one) => sum + (one.x - meanX) ** 2, 0);
  return below === 0 ? 0 : above / below;
}
