import type { Candidates } from '../signal-candidates.ts';
import type { Signal, Weight } from '../signals.ts';
import { SIGN_WEIGHTS } from './weights.ts';

/** How far keywords may stand apart to count together, in UTF-16 units. */
const REACH = 120;
/** What lies around such keywords is read too. */
const BEFORE = 160;
const AFTER = 60;
/** The sum of the best weight of each group of signs near each other: less than this is any text. */
const ENOUGH = 3;

/**
 * Says where in a text keywords of signs stand so close together that its wording is worth a look. What a keyword weighs
 * was counted in the texts of the training: those of everyday words weigh nothing.
 */
export class WordingGate {
  private readonly weight: Float64Array;
  private readonly group: Int32Array;
  private readonly lastAt: Int32Array;
  private readonly lastWeight: Float64Array;
  private readonly stretches: number[] = [];

  constructor(weights: ReadonlyMap<string, Weight>, signals: readonly Signal[]) {
    const groups = [...new Set([...weights.values()].map(({ group }) => group))];
    this.weight = Float64Array.from(signals, ({ id }) =>
      (weights.get(id)?.weight ?? 0) > 0 ? (SIGN_WEIGHTS[id] ?? 0) : 0,
    );
    this.group = Int32Array.from(signals, ({ id }) => groups.indexOf(weights.get(id)?.group ?? ''));
    this.lastAt = new Int32Array(groups.length);
    this.lastWeight = new Float64Array(groups.length);
  }

  /** Stretches of a text of `length` UTF-16 units, flat: from, to; in order and apart. The array is used again. */
  run(candidates: Candidates, length: number): readonly number[] {
    const { lastAt, lastWeight, stretches } = this;
    stretches.length = 0;
    lastAt.fill(-REACH - 1);
    for (let i = 0; i < candidates.count; i++) {
      const signal = candidates.signal[i] ?? 0;
      const weight = this.weight[signal] ?? 0;
      if (weight === 0) continue;
      const at = candidates.start[i] ?? 0;
      const group = this.group[signal] ?? 0;
      if (at - (lastAt[group] ?? 0) > REACH || weight >= (lastWeight[group] ?? 0)) {
        lastAt[group] = at;
        lastWeight[group] = weight;
      }
      if (weight >= ENOUGH || this.sumAt(at) >= ENOUGH)
        this.add(Math.max(0, at - BEFORE), Math.min(length, at + AFTER));
    }
    return stretches;
  }

  private sumAt(at: number): number {
    const { lastAt, lastWeight } = this;
    let sum = 0;
    for (let group = 0; group < lastAt.length; group++)
      if (at - (lastAt[group] ?? 0) <= REACH) sum += lastWeight[group] ?? 0;
    return sum;
  }

  private add(from: number, to: number): void {
    const { stretches } = this;
    const end = stretches.at(-1);
    if (end !== undefined && from <= end) stretches[stretches.length - 1] = Math.max(end, to);
    else stretches.push(from, to);
  }
}
