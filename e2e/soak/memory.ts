import { slope } from '../../bench/statistics.ts';
import { residentMiB } from '../harness/memory.ts';

interface Sample {
  /** Of the relay's process: a new one begins anew. */
  readonly pid: number;
  readonly minutes: number;
  readonly calls: number;
  readonly mib: number;
}

/** A low is the least reading of so long, in minutes: above it lies what the next collection takes. */
const LOW_MINUTES = 0.5;

export interface Slope {
  /** Of the lows, in MB per 1,000 calls: what stays. */
  readonly ofLows: number;
  /** Of all readings, in MB per minute and per 1,000 calls. */
  readonly perMinute: number;
  readonly perThousandCalls: number;
  readonly minutes: number;
  readonly calls: number;
  readonly first: number;
  readonly last: number;
  readonly highest: number;
  /** Of the first half and of the second. */
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

  /**
   * Least squares over the last life of the relay, without its first part: memory that is collected late goes up and down
   * by more than it could grow, so that what stays is told by the lows. @param warmUp share of that life
   */
  slope(warmUp: number): Slope | undefined {
    const pid = this.#samples.at(-1)?.pid;
    const life = this.#samples.filter((sample) => sample.pid === pid);
    const kept = life.slice(Math.floor(life.length * warmUp));
    const [first] = kept;
    const last = kept.at(-1);
    if (first === undefined || last === undefined || kept.length < 3) return undefined;
    const perThousandCalls = slope(kept.map(({ calls, mib }) => ({ x: calls / 1000, y: mib })));
    return {
      ofLows: slope(lows(kept).map(({ calls, mib }) => ({ x: calls / 1000, y: mib }))),
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

/** The lowest reading of each half minute. */
function lows(samples: readonly Sample[]): readonly Sample[] {
  const found = new Map<number, Sample>();
  for (const sample of samples) {
    const window = Math.floor(sample.minutes / LOW_MINUTES);
    const low = found.get(window);
    if (low === undefined || sample.mib < low.mib) found.set(window, sample);
  }
  return [...found.values()];
}

function lowest(samples: readonly Sample[]): number {
  return Math.min(...samples.map(({ mib }) => mib));
}
