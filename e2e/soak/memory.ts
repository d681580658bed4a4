import { slope } from '../../bench/statistics.ts';
import { residentMiB } from '../harness/memory.ts';

interface Sample {
  /** Of the relay's process: a new one begins anew. */
  readonly pid: number;
  readonly minutes: number;
  readonly calls: number;
  readonly mib: number;
}

export interface Slope {
  readonly perMinute: number;
  readonly perThousandCalls: number;
  readonly minutes: number;
  readonly calls: number;
  readonly first: number;
  readonly last: number;
  readonly highest: number;
  /** Of the first half and of the second: memory that is collected late goes up and down, and its lows tell what stays. */
  readonly lows: readonly [number, number];
}

/** Resident memory of the relay over the run. */
export class MemoryLog {
  readonly #samples: Sample[] = [];
  readonly #begin = performance.now();

  sample(pid: number, calls: number): void {
    try {
      this.#samples.push({ pid, minutes: (performance.now() - this.#begin) / 60_000, calls, mib: residentMiB(pid) });
    } catch {
      // It is between two lives.
    }
  }

  /** Least squares over the last life of the relay, without its first part. @param warmUp share of that life */
  slope(warmUp: number): Slope | undefined {
    const pid = this.#samples.at(-1)?.pid;
    const life = this.#samples.filter((sample) => sample.pid === pid);
    const kept = life.slice(Math.floor(life.length * warmUp));
    const [first] = kept;
    const last = kept.at(-1);
    if (first === undefined || last === undefined || kept.length < 3) return undefined;
    const perThousandCalls = slope(kept.map(({ calls, mib }) => ({ x: calls / 1000, y: mib })));
    return {
      perMinute: slope(kept.map(({ minutes, mib }) => ({ x: minutes, y: mib }))),
      perThousandCalls,
      minutes: last.minutes - first.minutes,
      calls: last.calls - first.calls,
      first: first.mib,
      last: last.mib,
      highest: Math.max(...kept.map(({ mib }) => mib)),
      lows: [lowest(kept.slice(0, kept.length / 2)), lowest(kept.slice(kept.length / 2))],
    };
  }

  /** Every so many minutes one reading, for the eye. */
  course(everyMinutes: number): string {
    const shown = this.#samples.filter(
      ({ minutes }, index) =>
        index === 0 ||
        Math.floor(minutes / everyMinutes) !== Math.floor((this.#samples[index - 1]?.minutes ?? 0) / everyMinutes),
    );
    return shown.map(({ mib }) => mib.toFixed(0)).join(' ');
  }
}

function lowest(samples: readonly Sample[]): number {
  return Math.min(...samples.map(({ mib }) => mib));
}
