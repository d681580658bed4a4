import { metricIds, metrics } from './metrics.ts';
import type { RowId } from './metrics.ts';
import type { Step } from './rows/single.ts';
import { warm } from './rows/single.ts';
import { Stage, within } from './rows/stage.ts';
import type { Effort } from './rows/stage.ts';
import type { Measured, Samples } from './samples.ts';
import type { Target } from './targets/target.ts';
import type { Workplace } from './workplace.ts';

const limitMs = 90_000;

export interface Surroundings {
  place: Workplace;
  effort: Effort;
  samples: Samples;
  say: (line: string) => void;
}

/** One target in front of one server, started when a row needs it, started anew after a row that it failed. */
export class Slot {
  readonly target: Target;
  readonly #around: Surroundings;
  #stage: Stage | undefined;

  constructor(target: Target, around: Surroundings) {
    this.target = target;
    this.#around = around;
  }

  /** Starts it and says how long that took; a start that fails is the `cold` row's failure. */
  async start(recordCold: boolean): Promise<void> {
    try {
      const stage = await this.#open();
      if (recordCold) this.record({ cold: { value: stage.coldMs } });
    } catch (error) {
      if (recordCold) this.fail('cold', error);
    }
  }

  async run(step: Step): Promise<void> {
    await this.#guarded(step.row, async () => step.run(this.#stage ?? (await this.#open())));
  }

  /** A row that starts and stops the target for itself. */
  async runApart(row: RowId, measure: (target: Target) => Promise<Measured>): Promise<void> {
    await this.#guarded(row, () => measure(this.target));
  }

  async stop(): Promise<void> {
    const left = (await this.#stage?.close()) ?? 0;
    this.#stage = undefined;
    if (left > 0) this.#around.say(`  ${this.target.id}: ${String(left)} processes outlived SIGTERM by 3 s, killed`);
  }

  record(measured: Measured): void {
    for (const metric of metricIds) {
      const sample = measured[metric];
      if (sample !== undefined) this.#around.samples.add(metric, this.target.id, sample);
    }
  }

  fail(row: RowId, error: unknown): void {
    const failed = error instanceof Error ? error.message : String(error);
    this.#around.say(`  ${this.target.id}: ${row} failed: ${failed}`);
    for (const metric of metricIds) {
      if (metrics[metric].row === row) this.#around.samples.add(metric, this.target.id, { failed });
    }
  }

  async #guarded(row: RowId, measure: () => Promise<Measured>): Promise<void> {
    try {
      this.record(await within(measure(), limitMs, `${row} did not end`));
    } catch (error) {
      this.fail(row, error);
      // The next row is measured for itself.
      await this.stop();
    }
  }

  async #open(): Promise<Stage> {
    const { place, effort } = this.#around;
    const servers = [place.fixture('echo')];
    const setting = { place, target: this.target, servers, maxTools: 64, expectedTools: 2, limitMs: 20_000, effort };
    this.#stage = await Stage.open(setting);
    await within(warm(this.#stage), limitMs, 'warming up did not end');
    return this.#stage;
  }
}
