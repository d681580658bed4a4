import type { CallRow } from './contract.ts';
import type { LogReader } from './log/reader.ts';

/** Counts the calls blocked since midnight: those of before are read from the log once, the others as they happen. */
export class BlockedToday {
  readonly #reader: LogReader;
  readonly #now: () => number;
  #day = Number.NaN;
  #count = 0;
  /** Places of rows that were blocked while the log was being read: some of them may be counted there already. */
  #meanwhile: number[] = [];
  #reading: Promise<void> | undefined;

  constructor(reader: LogReader, now: () => number = Date.now) {
    this.#reader = reader;
    this.#now = now;
  }

  add(rows: readonly CallRow[]): void {
    if (Number.isNaN(this.#day)) return;
    const today = this.#startOfDay();
    // A new day, or a clock that was set back: what counts is read anew by who asks next.
    if (today !== this.#day && !this.#reading) {
      this.#day = Number.NaN;
      return;
    }
    for (const { seq, ts, outcome } of rows) {
      if (outcome !== 'blocked' || ts < today) continue;
      if (this.#reading) this.#meanwhile.push(seq);
      else this.#count += 1;
    }
  }

  async count(): Promise<number> {
    if (this.#day !== this.#startOfDay()) this.#reading ??= this.#read();
    await this.#reading;
    return this.#count;
  }

  async #read(): Promise<void> {
    this.#day = this.#startOfDay();
    try {
      const { count, lastSeq } = await this.#reader.count({ outcomes: ['blocked'], since: this.#day });
      this.#count = count + this.#meanwhile.filter((seq) => seq > lastSeq).length;
    } catch (error) {
      this.#day = Number.NaN;
      throw error;
    } finally {
      this.#meanwhile = [];
      this.#reading = undefined;
    }
  }

  /** Midnight, local time. */
  #startOfDay(): number {
    return new Date(this.#now()).setHours(0, 0, 0, 0);
  }
}
