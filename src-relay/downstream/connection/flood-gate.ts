/** What a server may say at once, and in a second in the long run, without being held back. */
const BURST = 200;
const PER_SECOND = 500;
/** Most messages that are held back; what comes beyond is dropped. */
const MAX_HELD = 1000;
const DRAIN_MS = 20;

interface Held {
  readonly deliver: () => void;
  /** Released at once with this call, if it belongs to one. */
  readonly call: object | undefined;
  readonly number: number;
}

/**
 * Lets a server's messages through at a pace that leaves everybody else their turn: each of them is scanned and written to
 * clients. What comes faster is held back, in order; beyond a bound log messages are dropped first.
 */
export class FloodGate {
  readonly #onDropped: () => void;
  #tokens = BURST;
  #filledAt = performance.now();
  #count = 0;
  readonly #logs: Held[] = [];
  readonly #others: Held[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(onDropped: () => void) {
    this.#onDropped = onDropped;
  }

  /**
   * @param isLog it may be dropped before others
   * @param call its messages come before its answer, however many are held back
   */
  pass(isLog: boolean, deliver: () => void, call?: object): void {
    if (this.#held === 0 && this.#takeToken()) return deliver();
    if (this.#held >= MAX_HELD) {
      this.#onDropped();
      if (isLog) return;
      if (this.#logs.length > 0) this.#logs.shift();
      else this.#others.shift();
    }
    this.#count += 1;
    (isLog ? this.#logs : this.#others).push({ deliver, call, number: this.#count });
    this.#timer ??= setInterval(() => this.#drain(), DRAIN_MS).unref();
  }

  /** Delivers what is held back for a call that is about to be answered. */
  release(call: object): void {
    if (this.#held === 0) return;
    const own = [...takeOut(this.#logs, call), ...takeOut(this.#others, call)];
    for (const { deliver } of own.toSorted((a, b) => a.number - b.number)) deliver();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#logs.length = 0;
    this.#others.length = 0;
  }

  get #held(): number {
    return this.#logs.length + this.#others.length;
  }

  #takeToken(): boolean {
    const now = performance.now();
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#filledAt) / 1000) * PER_SECOND);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #drain(): void {
    while (this.#held > 0 && this.#takeToken()) this.#next()?.deliver();
    if (this.#held > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #next(): Held | undefined {
    const [log] = this.#logs;
    const [other] = this.#others;
    const isLogFirst = other === undefined || (log !== undefined && log.number < other.number);
    return isLogFirst ? this.#logs.shift() : this.#others.shift();
  }
}

function takeOut(held: Held[], call: object): Held[] {
  const own = held.filter((one) => one.call === call);
  if (own.length > 0) held.splice(0, held.length, ...held.filter((one) => one.call !== call));
  return own;
}
