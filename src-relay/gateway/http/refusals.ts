import type { Audit } from '../../audit/record.ts';

const WINDOW_MS = 5000;

/** Records refused connections: the first one at once, a flood of them as one entry with its count. */
export class RefusalLog {
  readonly #audit: Audit;
  readonly #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(audit: Audit) {
    this.#audit = audit;
  }

  add(reason: string): void {
    const count = this.#counts.get(reason);
    this.#counts.set(reason, (count ?? -1) + 1);
    if (count === undefined) this.#record(`A connection with ${reason} was refused.`);
    this.#timer ??= setTimeout(() => this.#flush(), WINDOW_MS).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#flush();
  }

  #flush(): void {
    this.#timer = undefined;
    for (const [reason, count] of this.#counts) {
      if (count > 0) this.#record(`${count} more connections with ${reason} were refused.`);
    }
    this.#counts.clear();
  }

  #record(message: string): void {
    this.#audit.event({ ts: Date.now(), type: 'authentication', message });
  }
}
