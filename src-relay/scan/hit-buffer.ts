/** Keywords found in one text, in order of their starts; reused from text to text so that a scan allocates nothing. */
export class HitBuffer {
  keyword: Int32Array = new Int32Array(256);
  start: Int32Array = new Int32Array(256);
  count = 0;
  /** For each long run of base64 or hex characters the place where it became long. */
  run: Int32Array = new Int32Array(64);
  runCount = 0;

  clear(): void {
    this.count = this.runCount = 0;
  }

  /** Takes hits that are at most a few places out of order. */
  add(keyword: number, start: number): void {
    if (this.count === this.keyword.length) {
      this.keyword = larger(this.keyword);
      this.start = larger(this.start);
    }
    let at = this.count++;
    for (; at > 0 && (this.start[at - 1] ?? 0) > start; at--) {
      this.keyword[at] = this.keyword[at - 1] ?? 0;
      this.start[at] = this.start[at - 1] ?? 0;
    }
    this.keyword[at] = keyword;
    this.start[at] = start;
  }

  addRun(at: number): void {
    if (this.runCount === this.run.length) this.run = larger(this.run);
    this.run[this.runCount++] = at;
  }
}

function larger(array: Int32Array): Int32Array {
  const copy = new Int32Array(array.length * 2);
  copy.set(array);
  return copy;
}
