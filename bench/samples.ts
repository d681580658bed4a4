import type { MetricId } from './metrics.ts';
import { median } from './statistics.ts';
import type { TargetId } from './targets/target.ts';

/** One reading: a figure (1 and 0 for the rows that hold or do not), or why there is none. */
export type Sample = { value: number; note?: string } | { failed: string };

export type Measured = Partial<Record<MetricId, Sample>>;

export interface Cell {
  /** Median of the rounds that worked. */
  value: number | undefined;
  notes: string[];
  failures: string[];
  rounds: number;
}

export class Samples {
  readonly #all = new Map<string, Sample[]>();

  add(metric: MetricId, target: TargetId, sample: Sample): void {
    const key = `${metric} ${target}`;
    const list = this.#all.get(key) ?? [];
    list.push(sample);
    this.#all.set(key, list);
  }

  cell(metric: MetricId, target: TargetId): Cell | undefined {
    const list = this.#all.get(`${metric} ${target}`);
    if (list === undefined) return undefined;
    const values = list.flatMap((one) => ('value' in one ? [one.value] : []));
    return {
      value: values.length === 0 ? undefined : median(values),
      notes: [...new Set(list.flatMap((one) => ('note' in one ? [one.note] : [])))],
      failures: [...new Set(list.flatMap((one) => ('failed' in one ? [one.failed] : [])))],
      rounds: list.length,
    };
  }

  /** Every single reading, for --json. */
  raw(): Record<string, Sample[]> {
    return Object.fromEntries(this.#all);
  }
}
