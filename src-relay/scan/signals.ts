import type { DetectorDefinition } from './definition.ts';

/** One weak sign, found by a keyword and confirmed by a pattern that starts at the keyword. */
export interface Signal {
  readonly id: string;
  readonly keywords: readonly string[];
  /** Whether the keyword must stand where an order may begin. */
  readonly atOrder: boolean;
  /** Whether the keyword must stand where a value begins: at the start of the text or behind a quotation mark. */
  readonly atField?: boolean;
  /** Sticky and case-insensitive, with bounded repeats only. */
  readonly pattern: RegExp;
  /** Must match somewhere in a text for `pattern` to match anywhere in it: one cheap search for many dear questions. */
  readonly needs?: RegExp;
  /** Counts only in texts that stand under one of these object keys, in lower case. */
  readonly fields?: ReadonlySet<string>;
}

/** How a scored detector reads a signal: its group, and how much it adds (or, below zero, takes away). */
export interface Weight {
  readonly group: string;
  readonly weight: number;
}

/**
 * A detector that adds up weak signs standing close together. Within a group the strongest counts fully and the next
 * distinct one half, so that repeating one idea never reaches the threshold alone unless the idea itself is decisive.
 */
export interface ScoredDetector {
  readonly definition: DetectorDefinition;
  readonly weights: ReadonlyMap<string, Weight>;
  /** The weights in requests, where they differ. */
  readonly requestWeights?: ReadonlyMap<string, Weight>;
  /** Groups that say nothing by themselves: they count only beside one of the groups named. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  readonly threshold: number;
  /** What a client or its model writes is full of orders to somebody: requests need more. */
  readonly requestThreshold: number;
}

/** Signs found in one text, in order of place; reused from text to text. */
export class SignalBuffer {
  signal: Int32Array = new Int32Array(64);
  start: Int32Array = new Int32Array(64);
  end: Int32Array = new Int32Array(64);
  /** 1 for a sign inside a quotation in running text, which tells of words rather than says them. */
  quoted: Int32Array = new Int32Array(64);
  count = 0;

  add(signal: number, start: number, end: number, isQuoted: boolean): void {
    if (this.count === this.signal.length) this.grow();
    this.quoted[this.count] = isQuoted ? 1 : 0;
    this.signal[this.count] = signal;
    this.start[this.count] = start;
    this.end[this.count] = end;
    this.count++;
  }

  private grow(): void {
    for (const name of ['signal', 'start', 'end', 'quoted'] as const) {
      const larger = new Int32Array(this.count * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}

/**
 * Builds a signal's pattern from a readable form: a blank stands for one to six blanks or light punctuation, ` ?` for
 * an optional blank, `~N` for at most N words in between. Both are bounded, so a pattern's cost is bounded by a constant.
 */
export function phrase(source: string): RegExp {
  const body = source
    .replaceAll(/~(\d)/g, String.raw`(?:[^\w'-]{1,4}[\w'-]{1,24}){0,$1}?`)
    .replaceAll(' ?', String.raw`\s{0,2}`)
    .replaceAll(' ', String.raw`[\s"'*_,:;()\[\]-]{1,6}`);
  return new RegExp(body, 'iy');
}
