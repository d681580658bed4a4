import { RelayError } from '../../protocol/errors.ts';

/** Most connections that one server has for sessions of their own at a time. */
const MAX_CONNECTIONS = 64;
/** Most sessions that are remembered, those without a connection included. */
const MAX_SESSIONS = 1024;
/** How often unused ones are looked for, in milliseconds. */
const LOOK_MS = 60_000;
/** How long a session may do nothing before its connection is closed, in milliseconds. The next call opens it again. */
const IDLE_MS = 10 * 60_000;

/** A server as one session sees it. */
export interface SessionServer {
  /** Nothing of it is under way, nothing is subscribed to, and it was used last before this long, in milliseconds. */
  isUnusedFor(ms: number): boolean;
  readonly isStopped: boolean;
  /** Closes its connection; the next use opens it again. */
  stop(): Promise<void>;
  /** Closes it for good. */
  end(): Promise<void>;
}

/** The connections of sessions that have one of their own, by session. */
export class SessionServers<T extends SessionServer> {
  readonly #server: string;
  readonly #sessions = new Map<string, T>();
  #timer: NodeJS.Timeout | undefined;

  constructor(server: string) {
    this.#server = server;
  }

  /** @throws RelayError where there are too many */
  get(owner: string, create: () => T): T {
    const known = this.#sessions.get(owner);
    if (known) return known;
    if (this.#sessions.size >= MAX_SESSIONS) this.#makeRoom();
    const session = create();
    this.#sessions.set(owner, session);
    this.#timer ??= setInterval(() => this.#stopUnused(), LOOK_MS).unref();
    return session;
  }

  /** Why no connection can be opened for one more session; undefined where it can. */
  get fullness(): RelayError | undefined {
    const open = [...this.#sessions.values()].filter((session) => !session.isStopped).length;
    return open < MAX_CONNECTIONS ? undefined : this.#tooMany(MAX_CONNECTIONS);
  }

  /** The session is over. Resolves when nothing of it is left. */
  async end(owner: string): Promise<void> {
    const session = this.#sessions.get(owner);
    this.#sessions.delete(owner);
    if (this.#sessions.size === 0) this.#stopLooking();
    await session?.end();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.stop()));
  }

  #makeRoom(): void {
    for (const [owner, session] of this.#sessions) {
      if (!session.isStopped || !session.isUnusedFor(LOOK_MS)) continue;
      this.#sessions.delete(owner);
      session.end().catch(() => {});
      return;
    }
    throw this.#tooMany(MAX_SESSIONS);
  }

  #tooMany(count: number): RelayError {
    const remedy = 'Close a client, or set its "isolation" to "shared".';
    return new RelayError(
      'AISEC_TOOL_EXECUTION_ERROR',
      `Server ${this.#server} has ${count} sessions already. ${remedy}`,
    );
  }

  #stopUnused(): void {
    for (const session of this.#sessions.values()) {
      if (!session.isStopped && session.isUnusedFor(IDLE_MS)) session.stop().catch(() => {});
    }
  }

  #stopLooking(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
