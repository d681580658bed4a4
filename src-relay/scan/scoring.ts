import type { ScanDirection } from '../protocol/scan-types.ts';
import type { ReportSpan } from './definition.ts';
import { reasonOf } from './signal-reasons.ts';
import type { ScoredDetector, Signal, SignalBuffer } from './signals.ts';

/** Only so many signs are weighed together: the cost of a hostile text stays linear. */
const MAX_TOGETHER = 40;
/** How far from a suspicious passage words that speak of attacks (documentation, reports) still excuse it. */
const EXCUSE_REACH = 400;
const MAX_EXCUSE = 4;
/** What a sign counts where it stands in a quotation. */
const QUOTED_SHARE = 0.4;

/** A scored detector's weights by signal number, ready for the loop. */
export class Scorer {
  readonly detector: ScoredDetector;
  private readonly weight: Float64Array;
  private readonly group: Int32Array;
  private readonly best: Float64Array;
  private readonly second: Float64Array;
  private readonly bestSignal: Int32Array;
  private readonly bestEnd: Int32Array;
  private readonly reach: number;
  private readonly groups: readonly string[];
  /** Groups of the passage that is open. */
  private readonly said = new Set<string>();
  /** For each group the groups one of which must be there for it to count; undefined where it stands alone. */
  private readonly needs: readonly (readonly number[] | undefined)[];

  constructor(detector: ScoredDetector, signals: readonly Signal[]) {
    this.detector = detector;
    this.weight = new Float64Array(signals.length);
    this.group = new Int32Array(signals.length);
    const groups: string[] = [];
    signals.forEach((signal, index) => {
      const weight = detector.weights.get(signal.id);
      if (!weight) return;
      if (!groups.includes(weight.group)) groups.push(weight.group);
      this.weight[index] = weight.weight;
      this.group[index] = groups.indexOf(weight.group);
    });
    this.best = new Float64Array(groups.length);
    this.second = new Float64Array(groups.length);
    this.bestSignal = new Int32Array(groups.length);
    this.bestEnd = new Int32Array(groups.length);
    this.reach = detector.definition.window.after;
    this.groups = groups;
    this.needs = groups.map((group) =>
      detector.needs?.[group]?.map((name) => groups.indexOf(name)).filter((at) => at >= 0),
    );
  }

  /**
   * Reports the passages whose signs reach the threshold; `factor` below 1 makes it stricter on hidden text. Returns whether
   * there is one, and without `report` looks no further than the first.
   */
  evaluate(signals: SignalBuffer, direction: ScanDirection, factor: number, report?: ReportSpan): boolean {
    const { threshold: usual, requestThreshold } = this.detector;
    const threshold = (direction === 'request' ? requestThreshold : usual) * factor;
    let first = 0;
    let openStart = -1;
    let openEnd = -1;
    for (let last = 0; last < signals.count; last++) {
      if ((this.weight[signals.signal[last] ?? 0] ?? 0) <= 0) continue;
      const from = (signals.start[last] ?? 0) - this.reach;
      while (first < last && ((signals.start[first] ?? 0) < from || last - first >= MAX_TOGETHER)) first++;
      const score = this.score(signals, first, last);
      if (score < threshold || score - this.excuse(signals, first, last) < threshold) continue;
      if (!report) return true;
      const start = this.startOf(signals, first, last);
      const end = this.endOf(signals, first, last);
      if (openStart >= 0 && start > openEnd) {
        report(openStart, openEnd, this.reason());
        openStart = start;
      } else if (openStart < 0) openStart = start;
      this.note();
      openEnd = Math.max(openEnd, end);
    }
    if (openStart < 0) return false;
    report?.(openStart, openEnd, this.reason());
    return true;
  }

  /** Keeps the groups of the passage that was scored last. */
  private note(): void {
    for (const [group, name] of this.groups.entries()) {
      if ((this.best[group] ?? 0) > 0 && this.counts(group)) this.said.add(name);
    }
  }

  private reason(): string | undefined {
    const reason = reasonOf(this.said);
    this.said.clear();
    return reason;
  }

  private score(signals: SignalBuffer, first: number, last: number): number {
    const { best, second, bestSignal, bestEnd } = this;
    best.fill(0);
    second.fill(0);
    bestEnd.fill(0);
    for (let i = first; i <= last; i++) {
      const signal = signals.signal[i] ?? 0;
      const share = signals.quoted[i] === 1 ? QUOTED_SHARE : 1;
      const weight = (this.weight[signal] ?? 0) * share;
      if (weight <= 0) continue;
      const group = this.group[signal] ?? 0;
      const top = best[group] ?? 0;
      // Two readings of the same words are one sign.
      const apart = bestSignal[group] !== signal && (signals.start[i] ?? 0) >= (bestEnd[group] ?? 0);
      if (weight > top) {
        if (apart) second[group] = top;
        best[group] = weight;
        bestSignal[group] = signal;
        bestEnd[group] = signals.end[i] ?? 0;
      } else if (apart && weight > (second[group] ?? 0)) second[group] = weight;
    }
    let sum = 0;
    for (let group = 0; group < best.length; group++) {
      if ((best[group] ?? 0) > 0 && this.counts(group)) sum += (best[group] ?? 0) + (second[group] ?? 0) / 2;
    }
    return sum;
  }

  private counts(group: number): boolean {
    const needs = this.needs[group];
    return needs === undefined || needs.some((needed) => (this.best[needed] ?? 0) > 0);
  }

  /** What nearby talk about attacks takes away; each kind of it once. */
  private excuse(signals: SignalBuffer, first: number, last: number): number {
    const from = (signals.start[first] ?? 0) - EXCUSE_REACH;
    const to = (signals.end[last] ?? 0) + EXCUSE_REACH;
    let low = first;
    while (low > 0 && first - low < MAX_TOGETHER && (signals.start[low - 1] ?? 0) >= from) low--;
    let sum = 0;
    const seen = new Set<number>();
    for (let i = low; i < signals.count && i - last < MAX_TOGETHER && (signals.start[i] ?? 0) <= to; i++) {
      const signal = signals.signal[i] ?? 0;
      const weight = this.weight[signal] ?? 0;
      if (weight >= 0 || seen.has(signal)) continue;
      seen.add(signal);
      sum -= weight;
    }
    return Math.min(sum, MAX_EXCUSE);
  }

  /** Signs that count only beside others do not say where a passage begins or ends. */
  private isCore(signal: number): boolean {
    return (this.weight[signal] ?? 0) > 0 && this.needs[this.group[signal] ?? 0] === undefined;
  }

  private startOf(signals: SignalBuffer, first: number, last: number): number {
    let start = signals.start[last] ?? 0;
    for (let i = first; i < last; i++) {
      if (this.isCore(signals.signal[i] ?? 0)) start = Math.min(start, signals.start[i] ?? 0);
    }
    return start;
  }

  private endOf(signals: SignalBuffer, first: number, last: number): number {
    let end = 0;
    for (let i = first; i <= last; i++) {
      if (i === last || this.isCore(signals.signal[i] ?? 0)) end = Math.max(end, signals.end[i] ?? 0);
    }
    return end;
  }
}
