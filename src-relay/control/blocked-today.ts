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
    if (!this.#reading && today !== this.#day) this.#startAt(today);
    for (const { seq, ts, outcome } of rows) {
      if (outcome !== 'blocked' || ts < today) continue;
      if (this.#reading) this.#meanwhile.push(seq);
      else this.#count += 1;
    }
  }

  async count(): Promise<number> {
    if (Number.isNaN(this.#day)) this.#reading ??= this.#read();
    await this.#reading;
    const today = this.#startOfDay();
    if (today !== this.#day) this.#startAt(today);
    return this.#count;
  }

  async #read(): Promise<void> {
    this.#day = this.#startOfDay();
    try {
      const { count, lastSeq } = await this.#reader.countUpTo({ outcomes: ['blocked'], since: this.#day });
      this.#count = count + this.#meanwhile.filter((seq) => seq > lastSeq).length;
    } catch (error) {
      this.#day = Number.NaN;
      throw error;
    } finally {
      this.#meanwhile = [];
      this.#reading = undefined;
    }
  }

  #startAt(day: number): void {
    this.#day = day;
    this.#count = 0;
  }

  /** Midnight, local time. */
  #startOfDay(): number {
    return new Date(this.#now()).setHours(0, 0, 0, 0);
  }
}
