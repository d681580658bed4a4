import type { Era } from '../../protocol/era.ts';
import type { ServerConfig } from '../../protocol/server-config.ts';
import { ownRequest } from '../era/own-request.ts';
import { HttpStatusError } from '../transport/errors.ts';
import type { Connection } from '../connection/connection.ts';

/** How long nothing has to come before a server is asked whether it is there, in milliseconds. */
const QUIET_MS = 30_000;
/** How long it has for its answer, in milliseconds. */
const ANSWER_MS = 10_000;
/** Answers in a row that have to stay out for it to be taken for gone. */
const MISSES = 2;

/** What of a connection its health shows in. */
export type Pulse = Pick<Connection, 'isIdle' | 'request'> & { hasHeard: boolean };

/** The request that tells whether a server of this kind is there; undefined where there is nothing to keep alive. */
export function pingMethod(era: Era, kind: ServerConfig['kind']): string | undefined {
  if (era === 'legacy') return 'ping';
  return kind === 'http' ? undefined : 'server/discover';
}

/**
 * Asks an idle server from time to time whether it is still there. One that works on calls is left in peace: many programs
 * can do one thing at a time only, and calls have times of their own.
 */
export class Health {
  readonly #connection: Pulse;
  readonly #method: string;
  readonly #onDead: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: Pulse, method: string, onDead: () => void) {
    this.#connection = connection;
    this.#method = method;
    this.#onDead = onDead;
  }

  start(): void {
    this.#connection.hasHeard = false;
    this.#timer = setTimeout(() => {
      this.#look().then(
        (isThere) => {
          if (this.#timer === undefined) return;
          if (isThere) this.start();
          else this.#onDead();
        },
        () => {},
      );
    }, QUIET_MS).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<boolean> {
    for (let misses = 0; misses < MISSES; misses += 1) {
      if (this.#connection.hasHeard || !this.#connection.isIdle) return true;
      if (await this.#answers()) return true;
    }
    return false;
  }

  /** Any answer is a sign of life, an error too: some servers over HTTP do not know the ping. */
  async #answers(): Promise<boolean> {
    try {
      await this.#connection.request(ownRequest(this.#method), { timeoutMs: ANSWER_MS });
      return true;
    } catch (error) {
      // While it was asked a call came, which it may be working on.
      if (!this.#connection.isIdle) return true;
      return error instanceof Error && error.cause instanceof HttpStatusError;
    }
  }
}
