/** At most one notification in this time, in milliseconds: somebody in a loop must not bury the screen. */
const QUIET_MS = 10_000;

/** Gathers what is to be told into notifications: the first at once, what follows soon after together. */
export class QuietGate<T> {
  readonly #show: (rows: readonly T[]) => void;
  #waiting: T[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(show: (rows: readonly T[]) => void) {
    this.#show = show;
  }

  add(rows: readonly T[]): void {
    if (rows.length === 0) return;
    this.#waiting.push(...rows);
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
