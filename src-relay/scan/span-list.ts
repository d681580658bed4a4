import type { DetectorDefinition } from './definition.ts';

/** One span in the source text, before path and evidence are added. */
export interface Span {
  readonly definition: DetectorDefinition;
  readonly start: number;
  readonly end: number;
  /** What the detector read there, when that is not what stands in the source. */
  readonly read: string | undefined;
  /** What this passage tries, where that is known better than by the detector's own explanation. */
  readonly reason?: string | undefined;
}

/** Spans that only decide the verdict: more of them than this in one text say nothing new. */
const MAX_THREATS = 1000;
const NO_SPANS: readonly Span[] = [];

/** Thrown where masking could not be complete any more; to the pipeline this is a scanner failure. */
export class TooManyFindings extends Error {
  constructor() {
    super('more findings than can be masked reliably');
    this.name = 'TooManyFindings';
  }
}

/** The spans found in one text: what several views of the text show alike is kept once, and the numbers are bounded. */
export class SpanList {
  private readonly maxMasked: number;
  private threats: Span[] = [];
  private masked: Span[] = [];
  private maskedKeys: Set<string> | undefined;

  constructor(maxMasked: number) {
    this.maxMasked = maxMasked;
  }

  /** `again` says that the span comes from a view of what was scanned before. Throws TooManyFindings. */
  add(span: Span, again: boolean): void {
    if (span.definition.placeholder === undefined) this.addThreat(span, again);
    else this.addMasked(span, again);
  }

  /** All spans, and an empty list for the next text. */
  take(): readonly Span[] {
    if (this.threats.length === 0 && this.masked.length === 0) return NO_SPANS;
    const spans = this.masked.length === 0 ? this.threats : [...this.masked, ...this.threats];
    this.threats = [];
    this.masked = [];
    this.maskedKeys = undefined;
    return spans;
  }

  private addThreat(span: Span, again: boolean): void {
    if (this.threats.length >= MAX_THREATS) return;
    const known = (other: Span): boolean =>
      other.definition === span.definition && other.start < span.end && span.start < other.end;
    if (!again || !this.threats.some(known)) this.threats.push(span);
  }

  private addMasked(span: Span, again: boolean): void {
    if (again) {
      this.maskedKeys ??= new Set(this.masked.map(keyOf));
      const key = keyOf(span);
      if (this.maskedKeys.has(key)) return;
      this.maskedKeys.add(key);
    }
    if (this.masked.length >= this.maxMasked) throw new TooManyFindings();
    this.masked.push(span);
  }
}

function keyOf({ definition, start, end }: Span): string {
  return `${definition.id}:${start}:${end}`;
}
