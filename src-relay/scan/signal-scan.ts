import type { ScanDirection } from '../protocol/scan-types.ts';
import type { DetectorDefinition, ReportSpan } from './definition.ts';
import { LearnedWording } from './classifier/learned-wording.ts';
import { isOrderPosition } from './order-position.ts';
import { Scorer } from './scoring.ts';
import { sentenceEnd, sentenceStart } from './passage.ts';
import { isQuoted } from './quotation.ts';
import { Candidates, FAILED } from './signal-candidates.ts';
import { SignalGate } from './signal-gate.ts';
import { SignalModel } from './signal-model.ts';
import { SignalTrial } from './signal-trial.ts';
import { SignalBuffer, type ScoredDetector, type Signal } from './signals.ts';

/** A text somebody took pains to hide needs fewer signs to be suspicious. */
const HIDDEN_FACTOR = 0.66;

/** Excuses, and the end of a long sign, count in blocks so far from those of a passage. */
const BLOCKS_AROUND = 2;

/** Takes the definition of the detector whose spans are reported next. */
export type AnnounceDetector = (definition: DetectorDefinition) => void;

/**
 * The scored detectors of one direction over the signals of one text: keywords first, then, only where they could come
 * to a threshold together, their patterns, and only where those do, the patterns of what excuses. Not re-entrant.
 */
export class SignalScan {
  private readonly direction: ScanDirection;
  private readonly signals: readonly Signal[];
  private readonly scorers: readonly Scorer[];
  private readonly gate: SignalGate;
  private readonly trial: SignalTrial;
  /** 1 for a block near a possible passage. */
  private live: Uint8Array = new Uint8Array(64);
  /** 1 for a signal that only ever excuses. */
  private readonly excuses: Uint8Array;
  private readonly candidates: Candidates;
  private readonly matched = new SignalBuffer();
  private readonly learned: DetectorDefinition | undefined;
  private readonly wording: LearnedWording | undefined;
  /** Spans of the last text that the scored detectors found, flat: they say why, so the classifier leaves them alone. */
  private readonly reported: number[] = [];
  private orderAt = -1;
  private isOrder = false;

  constructor(
    scored: readonly ScoredDetector[],
    signals: readonly Signal[],
    direction: ScanDirection,
    learned?: DetectorDefinition,
  ) {
    this.direction = direction;
    this.signals = signals;
    this.candidates = new Candidates(signals);
    this.learned = learned?.directions.includes(direction) ? learned : undefined;
    this.wording = this.learned && new LearnedWording(scored, signals, direction);
    const active = scored
      .filter(({ definition }) => definition.directions.includes(direction))
      .map((detector) => (direction === 'request' ? forRequests(detector) : detector));
    this.scorers = active.map((detector) => new Scorer(detector, signals));
    const models: SignalModel[] = [];
    for (const detector of active) models.push(new SignalModel(detector, signals, models.at(-1)?.endSlot ?? 0));
    const slots = models.at(-1)?.endSlot ?? 0;
    const longest = Math.max(0, ...signals.flatMap(({ keywords }) => keywords.map(({ length }) => length)));
    this.gate = new SignalGate(models, slots, longest, signals.length);
    this.trial = new SignalTrial(models, slots, signals);
    this.excuses = Uint8Array.from(signals, ({ id }) =>
      active.some(({ weights }) => (weights.get(id)?.weight ?? 0) > 0) ? 0 : 1,
    );
  }

  /** Forgets the last text. */
  begin(): void {
    this.candidates.count = 0;
    this.orderAt = -1;
  }

  /** A keyword of the signal stands at `start` in `text`, which stands under the key `name`. */
  add(index: number, text: string, start: number, hidden: boolean, name: string | undefined): void {
    const fields = this.signals[index]?.fields;
    if (fields && (name === undefined || !fields.has(name.toLowerCase()))) return;
    if (this.signals[index]?.atField === true && !isValueStart(text, start, name)) return;
    if (!hidden && this.signals[index]?.atOrder) {
      // Several keywords and signals share a place.
      if (this.orderAt !== start) {
        this.orderAt = start;
        this.isOrder = isOrderPosition(text, start);
      }
      if (!this.isOrder) return;
    }
    this.candidates.add(index, start);
  }

  /** Reports the passages of `text` whose signals reach a threshold, and those whose wording does. */
  apply(text: string, hidden: boolean, announce: AnnounceDetector, report: ReportSpan): void {
    if (this.candidates.count === 0) return;
    this.reported.length = 0;
    this.weigh(text, hidden, announce, report);
    if (!this.learned || !this.wording) return;
    announce(this.learned);
    this.wording.find(text, this.candidates, this.reported, report);
  }

  private weigh(text: string, hidden: boolean, announce: AnnounceDetector, report: ReportSpan): void {
    const factor = hidden ? HIDDEN_FACTOR : 1;
    if (!this.findPairs(text, factor)) return;
    this.match(text, false);
    if (!this.scorers.some((scorer) => scorer.evaluate(this.matched, this.direction, factor))) return;
    this.match(text, true);
    for (const scorer of this.scorers) {
      announce(scorer.detector.definition);
      scorer.evaluate(this.matched, this.direction, factor, (start, end, reason) => {
        if (!hidden && this.wording?.acquits(text, start, end) === true) return;
        const [from, to] = [sentenceStart(text, start), sentenceEnd(text, end)];
        this.reported.push(from, to);
        report(from, to, reason);
      });
    }
  }

  /** Marks the blocks near pairs of them that may hold a passage; false where there are none. */
  private findPairs(text: string, factor: number): boolean {
    const { gate, trial, candidates, direction } = this;
    const { pairs } = gate;
    gate.run(candidates, direction, factor);
    let found = false;
    for (let i = 0; i < pairs.length; i += 3) {
      const [block = 0, from = 0, to = 0] = [pairs[i], pairs[i + 1], pairs[i + 2]];
      if (!trial.passes(candidates, from, to, text, direction, factor)) continue;
      if (!found) this.live.fill(0);
      found = true;
      this.enliven(Math.max(0, block - 1 - BLOCKS_AROUND), block + BLOCKS_AROUND);
    }
    return found;
  }

  private enliven(from: number, to: number): void {
    if (to >= this.live.length) {
      const larger = new Uint8Array(Math.max(to + 1, this.live.length * 2));
      larger.set(this.live);
      this.live = larger;
    }
    this.live.fill(1, from, to + 1);
  }

  /** Fills `matched` with the candidates near a possible passage whose patterns match. */
  private match(text: string, withExcuses: boolean): void {
    const { candidates, matched, excuses, live } = this;
    matched.count = 0;
    for (let i = 0; i < candidates.count; i++) {
      const index = candidates.signal[i] ?? 0;
      if ((!withExcuses && excuses[index] === 1) || live[candidates.block[i] ?? 0] !== 1) continue;
      const from = candidates.start[i] ?? 0;
      const to = candidates.endOf(i, text);
      if (to !== FAILED) matched.add(index, from, to, isQuoted(text, from));
    }
  }
}

/** The start of a text under a key, or a place behind a quotation mark; a text that stands alone is prose. */
function isValueStart(text: string, at: number, name: string | undefined): boolean {
  if (at === 0) return name !== undefined;
  const before = text.charCodeAt(at - 1);
  return before === 34 || before === 39;
}

function forRequests(detector: ScoredDetector): ScoredDetector {
  return { ...detector, weights: detector.requestWeights ?? detector.weights };
}
