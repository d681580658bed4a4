/** Least time between two lists of a server that tells of changes, in milliseconds. */
const INTERVAL_MS = 1000;

/**
 * Lists again when a server tells of a change: never twice at a time, not more often than once a second, and once more where
 * a change was told while a list was on its way, for it may not be in it.
 */
export class Relisting {
  readonly #list: () => Promise<void>;
  #isBusy = false;
  #isToldAgain = false;
  #isStopped = false;
  /** On the clock of performance.now(). */
  #listedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  /** @param list must not reject when it is called for a change; what it throws the first time is the caller's */
  constructor(list: () => Promise<void>) {
    this.#list = list;
  }

  /** The first list after a connect. */
  async first(): Promise<void> {
    this.#isBusy = true;
    try {
      await this.#list();
    } finally {
      this.#isBusy = false;
      this.#afterList();
    }
  }

  /** There has been a change, or may have been. */
  told(): void {
    this.#isToldAgain = true;
    if (!this.#isBusy) this.#afterList();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #afterList(): void {
    if (!this.#isToldAgain || this.#isStopped || this.#timer) return;
    const wait = Math.max(0, this.#listedAt + INTERVAL_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#again().catch(() => {});
    }, wait).unref();
  }

  async #again(): Promise<void> {
    this.#isToldAgain = false;
    this.#isBusy = true;
    this.#listedAt = performance.now();
    try {
      await this.#list();
    } finally {
      this.#isBusy = false;
      this.#afterList();
    }
  }
}
