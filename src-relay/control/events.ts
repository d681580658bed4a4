import { messageOf } from '../protocol/errors.ts';
import type { Log } from '../protocol/log.ts';
import type { CallRow, ControlEvent, EventBatch, Notice, Server, Status } from './contract.ts';

/** How long events are gathered before they are told, in milliseconds: often enough to look immediate. */
const BATCH_MS = 80;
/** Calls told in one batch: of more than these, asking anew is cheaper. */
const MAX_CALLS = 1000;

/** What a batch says of the present is asked for when it is put together: the latest counts. */
export interface PresentState {
  servers(): readonly Server[];
  status(): Promise<Status>;
}

/** What is told as it then is, or only that it changed. */
type Changed = 'servers' | 'tools' | 'exceptions' | 'clients' | 'status';

type Listener = (batch: EventBatch) => void;

/** Gathers what happens and tells it to all subscribers in numbered batches. Costs nothing while nobody listens. */
export class EventHub {
  readonly #present: PresentState;
  readonly #log: Log;
  readonly #listeners = new Set<Listener>();
  readonly #ends = new Map<Listener, () => void>();
  #number = 0;
  #isClosed = false;
  #calls: CallRow[] = [];
  #notices: Notice[] = [];
  #changed = new Set<Changed>();
  #others: ControlEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(present: PresentState, log: Log) {
    this.#present = present;
    this.#log = log;
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /**
   * The first batch comes at once and is empty: it says the number that the next one follows. Gives how to end it.
   * @param onEnd hears that nothing more will come: the relay has stopped
   */
  subscribe(listener: Listener, onEnd: () => void = () => {}): () => void {
    // A listener of its own for each call, so that the same function may subscribe twice.
    const own: Listener = (batch) => listener(batch);
    this.#listeners.add(own);
    this.#ends.set(own, onEnd);
    own({ number: this.#number, events: [] });
    if (this.#isClosed) onEnd();
    return () => {
      this.#listeners.delete(own);
      this.#ends.delete(own);
    };
  }

  addCalls(rows: readonly CallRow[]): void {
    this.#add(() => this.#calls.push(...rows));
  }

  addNotices(rows: readonly Notice[]): void {
    this.#add(() => this.#notices.push(...rows));
  }

  /** What is told then is what it is at the time of the telling. */
  changed(what: Changed): void {
    this.#add(() => this.#changed.add(what));
  }

  add(event: ControlEvent): void {
    this.#add(() => this.#others.push(event));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
    for (const end of this.#ends.values()) end();
    this.#ends.clear();
  }

  #add(put: () => void): void {
    if (!this.hasListeners) return;
    put();
    this.#timer ??= setTimeout(() => void this.#flush(), BATCH_MS).unref();
  }

  async #flush(): Promise<void> {
    const changed = this.#changed;
    const calls = this.#calls;
    const notices = this.#notices;
    const others = this.#others;
    this.#changed = new Set();
    this.#calls = [];
    this.#notices = [];
    this.#others = [];
    const events: ControlEvent[] = [];
    if (calls.length > 0 && calls.length <= MAX_CALLS) events.push({ type: 'calls', rows: calls });
    if (notices.length > 0) events.push({ type: 'notices', rows: notices });
    if (changed.has('servers')) events.push({ type: 'servers', servers: [...this.#present.servers()] });
    if (changed.has('tools')) events.push({ type: 'tools' });
    if (changed.has('exceptions')) events.push({ type: 'exceptions' });
    if (changed.has('clients')) events.push({ type: 'clients' });
    // The one that needs an answer from elsewhere: without it the others are told all the same.
    if (changed.has('status')) {
      const status = await this.#present.status().catch(() => undefined);
      if (status) events.push({ type: 'status', status });
    }
    this.#timer = undefined;
    if (this.#hasMore()) this.#timer = setTimeout(() => void this.#flush(), BATCH_MS).unref();
    // Too many calls are left out, and a number with them: whoever listens sees the gap and asks anew.
    this.#number += calls.length > MAX_CALLS ? 2 : 1;
    const batch = { number: this.#number, events: [...events, ...others] };
    for (const listener of this.#listeners) {
      try {
        listener(batch);
      } catch (error) {
        // The others hear it all the same.
        this.#log.error(`an event could not be told: ${messageOf(error)}`);
      }
    }
  }

  #hasMore(): boolean {
    return this.#calls.length + this.#notices.length + this.#others.length + this.#changed.size > 0;
  }
}
