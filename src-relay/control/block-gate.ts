import type { CallRow } from './contract.ts';
import { QuietGate } from './quiet-gate.ts';

/** Gathers blocked calls into notifications: the first at once, what follows soon after together. */
export class BlockGate {
  readonly #gate: QuietGate<CallRow>;

  constructor(show: (rows: readonly CallRow[]) => void) {
    this.#gate = new QuietGate(show);
  }

  add(rows: readonly CallRow[]): void {
    this.#gate.add(rows.filter((row) => row.outcome === 'blocked'));
  }

  close(): void {
    this.#gate.close();
  }
}
