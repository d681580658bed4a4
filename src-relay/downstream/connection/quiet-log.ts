import type { Log } from '../../protocol/log.ts';

/** How long the same complaint is not repeated, in milliseconds. */
const QUIET_MS = 60_000;

/** A log for what a server can make happen as often as it likes: each kind of complaint is written once a minute. */
export class QuietLog {
  readonly #log: Log;
  readonly #server: string;
  readonly #complaints = new Map<string, { at: number; more: number }>();

  constructor(log: Log, server: string) {
    this.#log = log;
    this.#server = server;
  }

  /** @param kind one of a few: each is remembered */
  warn(kind: string, message: string): void {
    const now = performance.now();
    const last = this.#complaints.get(kind);
    if (last && now - last.at < QUIET_MS) {
      last.more += 1;
      return;
    }
    const more = last && last.more > 0 ? ` (and ${last.more} times more before)` : '';
    this.#complaints.set(kind, { at: now, more: 0 });
    this.#log.warn(`${this.#server}: ${message}${more}`);
  }
}
