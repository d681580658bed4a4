import type { CallRow } from './contract.ts';

/** At most one notification in this time, in milliseconds: a client in a loop must not bury the screen. */
const QUIET_MS = 10_000;

/** Gathers blocked calls into notifications: the first at once, what follows soon after together. */
export class BlockGate {
  readonly #show: (rows: readonly CallRow[]) => void;
  #waiting: CallRow[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(show: (rows: readonly CallRow[]) => void) {
    this.#show = show;
  }

  add(rows: readonly CallRow[]): void {
    const blocked = rows.filter((row) => row.outcome === 'blocked');
    if (blocked.length === 0) return;
    this.#waiting.push(...blocked);
    if (!this.#timer) this.#flush();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const rows = this.#waiting;
    this.#waiting = [];
    this.#timer = setTimeout(() => this.#flush(), QUIET_MS).unref();
    this.#show(rows);
  }
}
