import type { ScanDirection } from '../protocol/scan-types.ts';
import type { Candidates } from './signal-candidates.ts';
import type { SignalModel } from './signal-model.ts';

/** How far talk about attacks excuses a passage; see scoring.ts. Blocks must not be shorter. */
const MIN_BLOCK = 400;

/**
 * Says where in a text the candidates could reach a threshold at all, were all their patterns to match. Everyday text has
 * many candidates and few such places, so that most of its patterns never run.
 *
 * The text is taken in blocks as long as a scorer's reach: what is weighed together stands in two neighbours. The sum of
 * the best weight and half of the second of each group in them is never less than the score of any passage there.
 */
export class SignalGate {
  private readonly models: readonly SignalModel[];
  private readonly width: number;
  /** Best and second weight of each group of each model in this block and in the one before. */
  private best: Float64Array;
  private second: Float64Array;
  private bestBefore: Float64Array;
  private secondBefore: Float64Array;
  /** For each signal the last block it was counted in: once in a block is enough. */
  private readonly countedIn: Int32Array;
  /** Pairs of blocks that could hold a passage, flat: number of the later block, first candidate, candidate behind. */
  readonly pairs: number[] = [];

  constructor(models: readonly SignalModel[], slots: number, longestKeyword: number, signals: number) {
    this.models = models;
    const reach = models.reduce((most, model) => Math.max(most, model.reach), MIN_BLOCK);
    // Candidates may be out of order by as much as a keyword is long.
    this.width = reach + longestKeyword;
    this.best = new Float64Array(slots);
    this.second = new Float64Array(slots);
    this.bestBefore = new Float64Array(slots);
    this.secondBefore = new Float64Array(slots);
    this.countedIn = new Int32Array(signals);
  }

  /** Fills `pairs`, and gives each candidate the number of its block. */
  run(candidates: Candidates, direction: ScanDirection, factor: number): void {
    const { width, countedIn } = this;
    this.best.fill(0);
    this.second.fill(0);
    this.forget();
    countedIn.fill(-1);
    this.pairs.length = 0;
    let block = 0;
    let from = 0;
    let fromBefore = 0;
    for (let i = 0; i < candidates.count; i++) {
      const own = ((candidates.start[i] ?? 0) / width) | 0;
      if (own > block) {
        this.close(block, fromBefore, i, direction, factor);
        fromBefore = from;
        from = i;
        if (own > block + 1) {
          this.forget();
          fromBefore = i;
        }
        block = own;
      }
      candidates.block[i] = block;
      const signal = candidates.signal[i] ?? 0;
      if (countedIn[signal] === block) continue;
      countedIn[signal] = block;
      this.count(signal);
    }
    this.close(block, fromBefore, candidates.count, direction, factor);
  }

  private count(signal: number): void {
    const { best, second } = this;
    for (const model of this.models) {
      const weight = model.weight[signal] ?? 0;
      if (weight <= 0) continue;
      const slot = model.slot[signal] ?? 0;
      const top = best[slot] ?? 0;
      if (weight > top) {
        second[slot] = top;
        best[slot] = weight;
      } else if (weight > (second[slot] ?? 0)) second[slot] = weight;
    }
  }

  /** The block is complete: could it, with the one before, hold a passage? */
  private close(block: number, from: number, to: number, direction: ScanDirection, factor: number): void {
    for (const model of this.models) {
      if (this.most(model) < model.threshold(direction, factor)) continue;
      this.pairs.push(block, from, to);
      break;
    }
    const { best, second } = this;
    this.best = this.bestBefore;
    this.second = this.secondBefore;
    this.bestBefore = best;
    this.secondBefore = second;
    this.best.fill(0);
    this.second.fill(0);
  }

  private most(model: SignalModel): number {
    const { best, second, bestBefore, secondBefore } = this;
    let sum = 0;
    for (let slot = model.firstSlot; slot < model.endSlot; slot++) {
      const here = best[slot] ?? 0;
      const before = bestBefore[slot] ?? 0;
      if (here + before === 0 || !model.counts(slot, best, bestBefore)) continue;
      const next = Math.max(Math.min(here, before), second[slot] ?? 0, secondBefore[slot] ?? 0);
      sum += Math.max(here, before) + next / 2;
    }
    return sum;
  }

  private forget(): void {
    this.bestBefore.fill(0);
    this.secondBefore.fill(0);
  }
}
