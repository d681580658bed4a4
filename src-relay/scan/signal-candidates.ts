export const UNTESTED = -1;
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
