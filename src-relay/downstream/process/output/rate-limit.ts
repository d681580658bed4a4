/** How much may pass: a burst at once, then so much a second, on the clock of performance.now(). */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #at = performance.now();

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
  }

  /** Takes so much if it is there; gives whether it was. */
  take(amount: number): boolean {
    const now = performance.now();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#left < amount) return false;
    this.#left -= amount;
    return true;
  }
}

/** What is read of the error output of all servers together, in bytes: a second, and at once. */
const READ_PER_SECOND = 8 * 1024 * 1024;
const READ_BURST = 8 * 1024 * 1024;

/** For all servers of a relay: beyond it, programs that write have to wait. */
export function readLimit(): RateLimit {
  return new RateLimit(READ_PER_SECOND, READ_BURST);
}
