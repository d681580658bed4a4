/** How long the first client waits for servers that are still starting, in milliseconds (spec/relay.md, "Tool registry"). */
const WAIT_MS = 1000;
/** How long a request for something unknown waits for servers that are still starting, in milliseconds. */
const LATECOMERS_MS = 4000;
/** After this long the window ends although nobody asked for the tools. */
const LONGEST_MS = 3000;

/**
 * The time after the start in which servers are found together: their tools get names in the order of the configuration
 * once all have reported. It ends early when a client has waited a second, so that one slow server holds back nobody.
 */
export class StartWindow {
  readonly #starting: Set<string>;
  readonly #onOver: () => void;
  #isOver = false;
  #waiters: (() => void)[] = [];
  #waiting: Promise<void> | undefined;
  #timers: NodeJS.Timeout[] = [];
  readonly #latecomers = new Set<() => void>();

  constructor(servers: readonly string[], onOver: () => void) {
    this.#starting = new Set(servers);
    this.#onOver = onOver;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether every server has reported its offer or failed for now. */
  get isSettled(): boolean {
    return this.#starting.size === 0;
  }

  open(): void {
    if (this.#starting.size === 0) this.#end();
    else this.#timers.push(setTimeout(() => this.#end(), LONGEST_MS).unref());
  }

  /** A server has reported its tools or failed for now. */
  settle(server: string): void {
    this.#starting.delete(server);
    if (this.#starting.size > 0) return;
    this.#end();
    for (const latecomer of this.#latecomers) latecomer();
  }

  /**
   * What a request waits for that names what no server has shown yet: the servers that are still starting, for at most a few
   * seconds. Undefined where all have reported.
   */
  waitForLatecomers(): Promise<void> | undefined {
    if (this.isSettled) return undefined;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#latecomers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, LATECOMERS_MS);
      this.#latecomers.add(done);
    });
  }

  /** What a client waits for, at most a second; undefined once the window is over. */
  wait(): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    this.#waiting ??= new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#timers.push(setTimeout(() => this.#end(), WAIT_MS));
    });
    return this.#waiting;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const latecomer of this.#latecomers) latecomer();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    try {
      this.#onOver();
    } finally {
      for (const waiter of this.#waiters) waiter();
      this.#waiters = [];
    }
  }
}
