import type { Audit } from '../audit/record.ts';
import type { Log } from '../protocol/log.ts';

/** Scanning as a whole, on or paused: while it is paused everything passes unscanned, logged as bypassed. */
export class ScanPause {
  readonly #audit: Audit;
  readonly #log: Log;
  readonly #onChange: () => void;
  #until: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param onChange hears of each beginning and end */
  constructor(audit: Audit, log: Log, onChange: () => void) {
    this.#audit = audit;
    this.#log = log;
    this.#onChange = onChange;
  }

  /** By the clock, not by the timer: a machine that slept through the pause must not go on unscanned when it wakes. */
  get isPaused(): boolean {
    return this.#until !== undefined && Date.now() < this.#until;
  }

  /** Until when everything passes unscanned, in milliseconds since the epoch; undefined while scanning is on. */
  get until(): number | undefined {
    return this.isPaused ? this.#until : undefined;
  }

  /** Pauses for this long; then scanning starts again by itself. */
  begin(ms: number): void {
    clearTimeout(this.#timer);
    this.#until = Date.now() + ms;
    this.#timer = setTimeout(() => this.end(), ms);
    this.#timer.unref();
    this.#log.warn(`scanning is paused for ${Math.round(ms / 1000)} s: everything passes unscanned`);
    this.#audit.event({ ts: Date.now(), type: 'config_change', message: 'scanning was paused' });
    this.#onChange();
  }

  /** Scans again, at once. */
  end(): void {
    if (this.#until === undefined) return;
    clearTimeout(this.#timer);
    this.#until = undefined;
    this.#log.info('scanning is on again');
    this.#audit.event({ ts: Date.now(), type: 'config_change', message: 'scanning was taken up again' });
    this.#onChange();
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
