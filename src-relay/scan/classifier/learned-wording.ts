import type { ScanDirection } from '../../protocol/scan-types.ts';
import type { ReportSpan } from '../definition.ts';
import { sentenceEnd, sentenceStart } from '../passage.ts';
import type { Candidates } from '../signal-candidates.ts';
import type { ScoredDetector, Signal } from '../signals.ts';
import { Encoder } from './encoder.ts';
import { WordingModel } from './model.ts';
import { WordingGate } from './wording-gate.ts';

/** Log-odds from which a passage is a finding by itself; what clients write is full of orders to the model, so it needs more. */
const FOUND: Readonly<Record<ScanDirection, number>> = { response: 1.2, request: 4, definition: 4 };
/** Log-odds below which a finding of the rules is dropped: every word around it is that of harmless texts. */
const ACQUITTED = -3;
/** A passage with fewer known words is not judged: the model has not learned its language. */
const MIN_CLASSED = 2;
/** Passages are one sentence, or two neighbours. */
const MAX_SENTENCES = 2;
const UNKNOWN = Number.NEGATIVE_INFINITY;

/**
 * Judges passages by their wording, with a small model that was trained on attacks and on harmless texts full of orders.
 * It finds what no sign names, and acquits what only looks like one. Not re-entrant.
 */
export class LearnedWording {
  private readonly encoder = new Encoder();
  private readonly model = new WordingModel();
  private readonly gate: WordingGate;
  private readonly threshold: number;
  /** For each sentence that was read the sum of its weights. */
  private readonly sums: number[] = [];

  constructor(scored: readonly ScoredDetector[], signals: readonly Signal[], direction: ScanDirection) {
    this.threshold = FOUND[direction];
    const orders = scored.find(({ definition }) => definition.kind === 'injection');
    this.gate = new WordingGate(orders?.weights ?? new Map(), signals);
  }

  /**
   * Reports the passages of `text` that are worded like an attack, near the places where keywords are dense. `taken` holds
   * spans, flat, that others have reported: a passage that touches one is not reported again.
   */
  find(text: string, candidates: Candidates, taken: readonly number[], report: ReportSpan): void {
    const stretches = this.gate.run(candidates, text.length);
    for (let i = 0; i < stretches.length; i += 2)
      this.findIn(text, stretches[i] ?? 0, stretches[i + 1] ?? 0, taken, report);
  }

  private findIn(text: string, from: number, to: number, taken: readonly number[], report: ReportSpan): void {
    const { encoder } = this;
    this.encode(text, from, to);
    let start = -1;
    let end = -1;
    for (let first = 0; first < encoder.sentences; first++) {
      const last = this.lastOf(first);
      if (last < 0) continue;
      const begins = encoder.start[first] ?? 0;
      const ends = encoder.end[last] ?? 0;
      if (touches(taken, begins, ends)) continue;
      if (start >= 0 && begins > end) report(start, end);
      if (start < 0 || begins > end) start = begins;
      end = Math.max(end, ends);
    }
    if (start >= 0) report(start, end);
  }

  /** Whether the wording of the passage and of the sentences it touches is clearly that of a harmless text. */
  acquits(text: string, start: number, end: number): boolean {
    const { sentences } = this.encode(text, Math.max(0, start - 1), end);
    let best = UNKNOWN;
    for (let first = 0; first < sentences; first++) {
      for (let last = first; last < Math.min(sentences, first + MAX_SENTENCES); last++)
        best = Math.max(best, this.logit(first, last));
    }
    return best !== UNKNOWN && best < ACQUITTED;
  }

  /** Reads the sentences from `from` to `to` and adds up each one's weights: passages share sentences. */
  private encode(text: string, from: number, to: number): Encoder {
    const { encoder, model, sums } = this;
    encoder.encode(text, sentenceStart(text, from), sentenceEnd(text, to));
    sums.length = 0;
    for (let i = 0; i < encoder.sentences; i++)
      sums.push(model.sum(encoder.features, encoder.firstFeature[i] ?? 0, encoder.firstFeature[i + 1] ?? 0));
    return encoder;
  }

  /** Last sentence of the shortest passage from `first` on that is a finding; -1 where none does. */
  private lastOf(first: number): number {
    const behind = Math.min(this.encoder.sentences, first + MAX_SENTENCES);
    for (let last = first; last < behind; last++) if (this.logit(first, last) > this.threshold) return last;
    return -1;
  }

  private logit(first: number, last: number): number {
    const { encoder, model, sums } = this;
    let classed = 0;
    let sum = 0;
    for (let i = first; i <= last; i++) {
      classed += encoder.classed[i] ?? 0;
      sum += sums[i] ?? 0;
    }
    if (classed < MIN_CLASSED) return UNKNOWN;
    return model.logit(sum, (encoder.firstFeature[last + 1] ?? 0) - (encoder.firstFeature[first] ?? 0));
  }
}

function touches(spans: readonly number[], start: number, end: number): boolean {
  for (let i = 0; i < spans.length; i += 2) if ((spans[i] ?? 0) < end && (spans[i + 1] ?? 0) > start) return true;
  return false;
}
