/** A logarithmic scale of times: as much room from 1 to 10 ms as from 1 to 10 s. */
export interface TimeScale {
  /** Place of a time, in percent from the left. */
  readonly at: (us: number) => number;
  /** Powers of ten within it, in microseconds. */
  readonly ticks: readonly number[];
}

/** The scale that holds all of these times, in microseconds. */
export function timeScale(times: readonly number[]): TimeScale {
  const logs = times.map((time) => Math.log10(Math.max(1, time)));
  const least = Math.floor(Math.min(...logs, 3));
  const most = Math.max(Math.ceil(Math.max(...logs, 3)), least + 1);
  const at = (us: number): number => ((Math.log10(Math.max(1, us)) - least) / (most - least)) * 100;
  return {
    at,
    ticks: Array.from({ length: most - least + 1 }, (_, index) => 10 ** (least + index)),
  };
}
