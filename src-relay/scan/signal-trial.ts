import type { ScanDirection } from '../protocol/scan-types.ts';
import { FAILED, type Candidates } from './signal-candidates.ts';
import type { SignalModel } from './signal-model.ts';
import type { Signal } from './signals.ts';

/**
 * Asks the patterns of a few candidates that could make a passage together, those first whose failure would say most, and
 * stops as soon as what is left can no longer make one. The order changes with experience; the outcome does not.
 */
export class SignalTrial {
  private readonly signals: readonly Signal[];
  private readonly models: readonly SignalModel[];
  private readonly best: Float64Array;
  private readonly second: Float64Array;
  /** The last candidate of each signal in the pair, -1 for none. */
  private readonly last: Int32Array;
  /** Signals still in, in the order in which they are asked. */
  private readonly left: Int32Array;
  private leftCount = 0;
  /** Slots with a weight, and the number of the model of each. */
  private readonly filled: Int32Array;
  private readonly modelOf: Int32Array;
  private filledCount = 0;
  private readonly sums: Float64Array;
  private text = '';
  /** What the signals need and whether this text has it, as far as it was asked. */
  private readonly needed = new Map<RegExp, boolean>();
  private readonly gain: Float64Array;
  private readonly heaviest: Float64Array;
  private readonly asked: Float64Array;
  private readonly failed: Float64Array;

  constructor(models: readonly SignalModel[], slots: number, signals: readonly Signal[]) {
    this.signals = signals;
    this.models = models;
    this.best = new Float64Array(slots);
    this.second = new Float64Array(slots);
    this.last = new Int32Array(signals.length).fill(-1);
    this.left = new Int32Array(signals.length);
    this.filled = new Int32Array(slots);
    this.modelOf = new Int32Array(slots);
    this.sums = new Float64Array(models.length);
    this.gain = new Float64Array(signals.length);
    this.heaviest = Float64Array.from(signals, (_, index) =>
      models.reduce((most, { weight }) => Math.max(most, weight[index] ?? 0), 0),
    );
    this.asked = new Float64Array(signals.length).fill(1);
    this.failed = new Float64Array(signals.length).fill(1);
  }

  /** Whether the candidates `[from, to)` still could make a passage once their patterns were asked. */
  passes(
    candidates: Candidates,
    from: number,
    to: number,
    text: string,
    direction: ScanDirection,
    factor: number,
  ): boolean {
    if (text !== this.text) {
      this.text = text;
      this.needed.clear();
    }
    this.list(candidates, from, to);
    const { left, last } = this;
    let isPossible = this.reaches(direction, factor);
    for (let i = 0; i < this.leftCount && isPossible; i++) {
      const signal = left[i] ?? 0;
      if (this.matches(candidates, signal, text)) continue;
      last[signal] = -1;
      this.leftCount--;
      left.copyWithin(i, i + 1, this.leftCount + 1);
      i--;
      this.recount(signal);
      isPossible = this.reaches(direction, factor);
    }
    this.clear();
    return isPossible;
  }

  private list(candidates: Candidates, from: number, to: number): void {
    const { left, last, gain } = this;
    for (let i = from; i < to; i++) {
      const signal = candidates.signal[i] ?? 0;
      const heaviest = this.heaviest[signal] ?? 0;
      if (heaviest === 0) continue;
      const before = last[signal] ?? -1;
      candidates.before[i] = before;
      last[signal] = i;
      if (before >= 0) {
        gain[signal] = (gain[signal] ?? 0) * 0.7;
        continue;
      }
      gain[signal] = (heaviest * (this.failed[signal] ?? 0)) / (this.asked[signal] ?? 1);
      left[this.leftCount++] = signal;
      this.count(signal);
    }
    // Few, and sorted without a callback.
    for (let i = 1; i < this.leftCount; i++) {
      const signal = left[i] ?? 0;
      const own = gain[signal] ?? 0;
      let at = i;
      for (; at > 0 && (gain[left[at - 1] ?? 0] ?? 0) < own; at--) left[at] = left[at - 1] ?? 0;
      left[at] = signal;
    }
  }

  /** Whether any candidate of the signal matches; those behind the first match are asked later, if at all. */
  private matches(candidates: Candidates, signal: number, text: string): boolean {
    if (!this.hasNeeded(signal, text)) return false;
    for (let i = this.last[signal] ?? -1; i >= 0; i = candidates.before[i] ?? -1) {
      if (candidates.endOf(i, text) !== FAILED) {
        this.asked[signal] = (this.asked[signal] ?? 0) + 1;
        return true;
      }
    }
    this.asked[signal] = (this.asked[signal] ?? 0) + 1;
    this.failed[signal] = (this.failed[signal] ?? 0) + 1;
    return false;
  }

  private hasNeeded(signal: number, text: string): boolean {
    const needs = this.signals[signal]?.needs;
    if (!needs) return true;
    let has = this.needed.get(needs);
    if (has === undefined) {
      has = needs.test(text);
      this.needed.set(needs, has);
    }
    return has;
  }

  /** Puts a listed signal's weights into its groups. */
  private count(signal: number): void {
    for (const [m, model] of this.models.entries()) {
      const weight = model.weight[signal] ?? 0;
      if (weight <= 0) continue;
      const slot = model.slot[signal] ?? 0;
      if (this.best[slot] === 0) {
        this.filled[this.filledCount] = slot;
        this.modelOf[this.filledCount++] = m;
      }
      this.countIn(slot, weight);
    }
  }

  private countIn(slot: number, weight: number): void {
    const { best, second } = this;
    const top = best[slot] ?? 0;
    if (weight > top) {
      second[slot] = top;
      best[slot] = weight;
    } else if (weight > (second[slot] ?? 0)) second[slot] = weight;
  }

  /** Makes up the groups of a signal that is out anew. */
  private recount(signal: number): void {
    for (const model of this.models) {
      if ((model.weight[signal] ?? 0) <= 0) continue;
      const slot = model.slot[signal] ?? 0;
      this.best[slot] = 0;
      this.second[slot] = 0;
      for (let i = 0; i < this.leftCount; i++) {
        const other = this.left[i] ?? 0;
        const weight = model.weight[other] ?? 0;
        if (weight > 0 && model.slot[other] === slot) this.countIn(slot, weight);
      }
    }
  }

  private clear(): void {
    for (let i = 0; i < this.leftCount; i++) this.last[this.left[i] ?? 0] = -1;
    for (let i = 0; i < this.filledCount; i++) {
      const slot = this.filled[i] ?? 0;
      this.best[slot] = 0;
      this.second[slot] = 0;
    }
    this.leftCount = this.filledCount = 0;
  }

  /** Whether the signals left could reach a threshold. */
  private reaches(direction: ScanDirection, factor: number): boolean {
    const { best, second, sums } = this;
    sums.fill(0);
    for (let i = 0; i < this.filledCount; i++) {
      const slot = this.filled[i] ?? 0;
      const m = this.modelOf[i] ?? 0;
      const top = best[slot] ?? 0;
      if (top > 0 && this.models[m]?.counts(slot, best, best)) sums[m] = (sums[m] ?? 0) + top + (second[slot] ?? 0) / 2;
    }
    return this.models.some((model, m) => (sums[m] ?? 0) >= model.threshold(direction, factor));
  }
}
