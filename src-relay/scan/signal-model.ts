import type { ScanDirection } from '../protocol/scan-types.ts';
import type { ScoredDetector, Signal } from './signals.ts';

/** Sums are built in different orders. */
const ROUNDING = 1e-9;

/** A scored detector's positive weights by signal number. Each of its groups has a slot in arrays of all models' groups. */
export class SignalModel {
  readonly weight: Float64Array;
  readonly slot: Int32Array;
  readonly firstSlot: number;
  readonly endSlot: number;
  /** How far apart what is weighed together may stand. */
  readonly reach: number;
  /** For each slot the slots one of which must be filled for it to count; undefined where it stands alone. */
  private readonly needs: readonly (Int32Array | undefined)[];
  private readonly detector: ScoredDetector;

  constructor(detector: ScoredDetector, signals: readonly Signal[], firstSlot: number) {
    this.detector = detector;
    this.reach = detector.definition.window.after;
    this.weight = new Float64Array(signals.length);
    this.slot = new Int32Array(signals.length);
    const groups = new Map<string, number>();
    for (const [index, { id }] of signals.entries()) {
      const found = detector.weights.get(id);
      if (!found || found.weight <= 0) continue;
      const slot = groups.get(found.group) ?? firstSlot + groups.size;
      groups.set(found.group, slot);
      this.weight[index] = found.weight;
      this.slot[index] = slot;
    }
    this.firstSlot = firstSlot;
    this.endSlot = firstSlot + groups.size;
    this.needs = Array.from(groups.keys(), (group) => {
      const needed = detector.needs?.[group];
      return needed && Int32Array.from(needed.flatMap((name) => groups.get(name) ?? []));
    });
  }

  /** Whether the group in `slot` counts beside the groups that have a weight in one of the two arrays. */
  counts(slot: number, best: Float64Array, others: Float64Array): boolean {
    const needs = this.needs[slot - this.firstSlot];
    if (needs === undefined) return true;
    for (let i = 0; i < needs.length; i++) {
      const needed = needs[i] ?? 0;
      if ((best[needed] ?? 0) > 0 || (others[needed] ?? 0) > 0) return true;
    }
    return false;
  }

  /** The sum that a passage must not stay below to be one. */
  threshold(direction: ScanDirection, factor: number): number {
    const { threshold, requestThreshold } = this.detector;
    return (direction === 'request' ? requestThreshold : threshold) * factor - ROUNDING;
  }
}
