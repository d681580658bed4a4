import type { CallRow, Notice, Status } from './contract.ts';
import { PROCEDURES, statusSchema } from './contract.ts';
import type { Control } from './control.ts';

/** What a tray shows. */
export interface DesktopView {
  readonly status: Status | undefined;
  readonly failure: string | undefined;
  readonly lastBlocks: readonly CallRow[];
}

/** Blocked calls that a tray's menu lists. */
const LAST_BLOCKS = 3;
/** How often the view is told although nothing happened, in milliseconds: a block grows old, a pause ends. */
const TICK_MS = 30_000;

/** Follows the running relay for what a desktop shows of it outside the window. */
export class DesktopState {
  readonly #show: (view: DesktopView) => void;
  readonly #onCalls: (rows: readonly CallRow[]) => void;
  readonly #onNotices: (rows: readonly Notice[]) => void;
  #status: Status | undefined;
  #failure: string | undefined;
  #lastBlocks: readonly CallRow[] = [];
  #unsubscribe: (() => void) | undefined;
  readonly #timer: NodeJS.Timeout;

  /**
   * @param onCalls hears of calls as they are written
   * @param onNotices hears of what happens outside of calls
   */
  constructor(
    show: (view: DesktopView) => void,
    onCalls: (rows: readonly CallRow[]) => void,
    onNotices: (rows: readonly Notice[]) => void = () => {},
  ) {
    this.#show = show;
    this.#onCalls = onCalls;
    this.#onNotices = onNotices;
    this.#timer = setInterval(() => this.#tell(), TICK_MS);
    this.#timer.unref();
  }

  /** The relay runs: from now on its events are followed. */
  follow(control: Control): void {
    this.#failure = undefined;
    let last: number | undefined;
    this.#unsubscribe = control.subscribe(({ number, events }) => {
      // Something was missed: what it was is asked.
      if (last !== undefined && number !== last + 1) this.#read(control).catch(() => {});
      last = number;
      for (const event of events) {
        if (event.type === 'calls') {
          this.#addBlocks(event.rows);
          this.#onCalls(event.rows);
        } else if (event.type === 'notices') {
          this.#onNotices(event.rows);
        } else if (event.type === 'status') {
          // Comes with each block, too: a menu is built anew only when it shows something else.
          this.#status = event.status;
          this.#tell();
        }
      }
    });
    this.#read(control).catch(() => {});
  }

  /** There is no relay, and why. */
  fail(message: string): void {
    this.#status = undefined;
    this.#failure = message;
    this.#tell();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe?.();
  }

  async #read(control: Control): Promise<void> {
    const status = await control.call('relay.status', {});
    if (status.ok) this.#status = statusSchema.parse(status.output);
    const since = new Date().setHours(0, 0, 0, 0);
    const blocks = await control.call('calls.list', { filter: { outcomes: ['blocked'], since }, limit: LAST_BLOCKS });
    if (blocks.ok) this.#addBlocks(PROCEDURES['calls.list'].output.parse(blocks.output).rows);
    this.#tell();
  }

  /** A block may be heard of and read: it is listed once. */
  #addBlocks(rows: readonly CallRow[]): void {
    const blocks = new Map(this.#lastBlocks.map((row) => [row.seq, row]));
    for (const row of rows) if (row.outcome === 'blocked') blocks.set(row.seq, row);
    this.#lastBlocks = [...blocks.values()].sort((a, b) => b.seq - a.seq).slice(0, LAST_BLOCKS);
  }

  #tell(): void {
    this.#show({ status: this.#status, failure: this.#failure, lastBlocks: this.#lastBlocks });
  }
}
