import { loadavg } from 'node:os';

const TICK_MS = 100;

/** How busy the machine was, to tell the relay's slowness from everybody's. */
export class MachineLog {
  readonly #loads: number[] = [];
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();
  #longest = 0;

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now();
      this.#longest = Math.max(this.#longest, now - this.#last - TICK_MS);
      this.#last = now;
    }, TICK_MS);
  }

  sample(): void {
    this.#loads.push(loadavg()[0] ?? 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Lowest and highest load average over a minute that was seen. */
  get loads(): readonly [number, number] {
    return [Math.min(...this.#loads), Math.max(...this.#loads)];
  }

  /** The longest time for which this program, which does little, was not let run, in milliseconds. */
  get longestStall(): number {
    return this.#longest;
  }
}
