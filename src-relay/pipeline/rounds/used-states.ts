import type { Sqlite } from '../../store/database.ts';

/** Remembers which sealed states were used, so that each is good once. */
export interface UsedStates {
  /**
   * Marks a state as used; false where it was before.
   * @param nonce names the state
   * @param expiresAt when it would be refused anyway, in milliseconds since the epoch: until then it must be remembered
   */
  use(nonce: string, expiresAt: number): boolean;
}

/** How often what has expired is forgotten, in milliseconds. */
const PRUNE_MS = 60_000;

/** For a relay that leaves nothing behind. */
export class UsedStatesInMemory implements UsedStates {
  readonly #expiry = new Map<string, number>();
  #prunedAt = 0;

  use(nonce: string, expiresAt: number): boolean {
    const now = Date.now();
    if (now - this.#prunedAt >= PRUNE_MS) {
      this.#prunedAt = now;
      for (const [known, expiry] of this.#expiry) if (expiry < now) this.#expiry.delete(known);
    }
    if (this.#expiry.has(nonce)) return false;
    this.#expiry.set(nonce, expiresAt);
    return true;
  }
}

/** In the relay's database: a state that was used is refused after a restart too. */
export class UsedStatesInDatabase implements UsedStates {
  readonly #database: Sqlite;
  #prunedAt = 0;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** @throws SqliteError where the database cannot be written: who cannot remember must not accept */
  use(nonce: string, expiresAt: number): boolean {
    const now = Date.now();
    if (now - this.#prunedAt >= PRUNE_MS) {
      this.#prunedAt = now;
      this.#database.prepare('DELETE FROM used_request_states WHERE expires_at < ?').run(now);
    }
    const { changes } = this.#database
      .prepare('INSERT OR IGNORE INTO used_request_states (nonce, expires_at) VALUES (?, ?)')
      .run(nonce, expiresAt);
    return changes === 1;
  }
}
