import type { Audit, EventType } from './record.ts';

const WINDOW_MS = 5000;
/** Different refusals told apart in one window; the rest counts as one. */
const MAX_KINDS = 200;

interface Kind {
  readonly type: EventType;
  readonly message: string;
  readonly client: string | undefined;
  /** How often it came after the first time. */
  count: number;
}

/** Records what was refused: the first time at once, a flood of the same as one entry with its count. */
export class RefusalLog {
  readonly #audit: Audit;
  readonly #kinds = new Map<string, Kind>();
  #timer: NodeJS.Timeout | undefined;

  constructor(audit: Audit) {
    this.#audit = audit;
  }

  /** @param message one sentence without payload text */
  add(type: EventType, message: string, client?: string): void {
    const key = this.#kinds.size < MAX_KINDS ? `${type}\0${client ?? ''}\0${message}` : 'other';
    const kind = this.#kinds.get(key);
    if (kind) kind.count += 1;
    else {
      this.#kinds.set(key, { type, message, client, count: 0 });
      this.#record(type, message, client);
    }
    this.#timer ??= setTimeout(() => this.#flush(), WINDOW_MS).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#flush();
  }

  #flush(): void {
    this.#timer = undefined;
    for (const { type, message, client, count } of this.#kinds.values()) {
      if (count > 0) this.#record(type, `${message} (${count} more times)`, client);
    }
    this.#kinds.clear();
  }

  #record(type: EventType, message: string, client: string | undefined): void {
    this.#audit.event({ ts: Date.now(), type, message, ...(client === undefined ? {} : { client }) });
  }
}
