import { compileAtOnce } from './native-code.ts';
import type { Signal } from './signals.ts';

const UNTESTED = -1;
export const FAILED = -2;

/** Places where a signal may stand: its keyword does, its pattern was not asked yet. Reused from text to text. */
export class Candidates {
  signal: Int32Array = new Int32Array(256);
  start: Int32Array = new Int32Array(256);
  /** End of the match; UNTESTED or FAILED. */
  end: Int32Array = new Int32Array(256);
  /** Number of the block in which the gate counts it. */
  block: Int32Array = new Int32Array(256);
  /** The candidate of the same signal before it in a list that is being looked at, or -1. */
  before: Int32Array = new Int32Array(256);
  count = 0;
  private readonly patterns: readonly RegExp[];
  /** 1 for a pattern that was asked before. */
  private readonly isCompiled: Uint8Array;

  constructor(signals: readonly Signal[]) {
    this.patterns = signals.map(({ pattern }) => pattern);
    this.isCompiled = new Uint8Array(signals.length);
  }

  /** End of the match of candidate `index` in `text`, or FAILED; its pattern is asked once. */
  endOf(index: number, text: string): number {
    const known = this.end[index] ?? FAILED;
    if (known !== UNTESTED) return known;
    const signal = this.signal[index] ?? 0;
    const pattern = this.patterns[signal];
    let end = FAILED;
    if (pattern) {
      if (this.isCompiled[signal] === 0) {
        this.isCompiled[signal] = 1;
        compileAtOnce(pattern);
      }
      pattern.lastIndex = this.start[index] ?? 0;
      if (pattern.test(text)) end = pattern.lastIndex;
    }
    this.end[index] = end;
    return end;
  }

  add(signal: number, start: number): void {
    if (this.count === this.signal.length) this.grow();
    this.signal[this.count] = signal;
    this.start[this.count] = start;
    this.end[this.count] = UNTESTED;
    this.count++;
  }

  private grow(): void {
    for (const name of ['signal', 'start', 'end', 'block', 'before'] as const) {
      const larger = new Int32Array(this.count * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}
