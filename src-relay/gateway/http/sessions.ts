import type { ServerResponse } from 'node:http';
import { ClientSession } from '../../pipeline/session.ts';
import { sseEvent } from '../../protocol/sse.ts';

/** Sessions kept at once; the longest idle one makes room. */
const MAX_SESSIONS = 1000;
/** A session that nobody uses for this long ends, in milliseconds. */
const IDLE_MS = 30 * 60 * 1000;
const SWEEP_MS = 60 * 1000;
/** A stream whose client stops reading is cut at this many buffered bytes. */
const MAX_BUFFERED = 64 * 1024 * 1024;

export interface HttpSession {
  readonly session: ClientSession;
  lastUsed: number;
  /** The stream for what answers no request. */
  stream: ServerResponse | undefined;
}

/** The sessions of clients that come over HTTP, of both transports. Each belongs to the identity that opened it. */
export class HttpSessions {
  readonly #sessions = new Map<string, HttpSession>();
  readonly #onOpen: (session: ClientSession) => void;
  readonly #onClose: (session: ClientSession) => void;
  readonly #sweeper: NodeJS.Timeout;

  constructor(onOpen: (session: ClientSession) => void, onClose: (session: ClientSession) => void) {
    this.#onOpen = onOpen;
    this.#onClose = onClose;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#sweeper.unref();
  }

  get size(): number {
    return this.#sessions.size;
  }

  open(identity: string): HttpSession {
    if (this.#sessions.size >= MAX_SESSIONS) this.#makeRoom();
    const session = new ClientSession(identity);
    const entry: HttpSession = { session, lastUsed: Date.now(), stream: undefined };
    session.notify = (source) => {
      if (entry.stream) writeEvent(entry.stream, source);
    };
    this.#sessions.set(session.id, entry);
    this.#onOpen(session);
    return entry;
  }

  /** The session of this id, if it belongs to this identity: another one's does not exist for it. */
  find(id: string | undefined, identity: string): HttpSession | undefined {
    const entry = id === undefined ? undefined : this.#sessions.get(id);
    if (entry?.session.identity !== identity) return undefined;
    entry.lastUsed = Date.now();
    return entry;
  }

  close(id: string): void {
    const entry = this.#sessions.get(id);
    if (!entry) return;
    this.#sessions.delete(id);
    entry.stream?.end();
    entry.session.close();
    this.#onClose(entry.session);
  }

  closeAll(): void {
    clearInterval(this.#sweeper);
    for (const id of this.#sessions.keys()) this.close(id);
  }

  #sweep(): void {
    const oldest = Date.now() - IDLE_MS;
    for (const [id, entry] of this.#sessions) {
      if (entry.lastUsed < oldest && !entry.stream && entry.session.calls.size === 0) this.close(id);
    }
  }

  #makeRoom(): void {
    let idlest: HttpSession | undefined;
    for (const entry of this.#sessions.values()) {
      if (entry.session.calls.size === 0 && (!idlest || entry.lastUsed < idlest.lastUsed)) idlest = entry;
    }
    if (idlest) this.close(idlest.session.id);
  }
}

/** Writes one message as an event; a client that does not read is cut off before it fills the memory. */
export function writeEvent(stream: ServerResponse, source: string): void {
  if (stream.writableEnded || stream.destroyed) return;
  stream.write(sseEvent(source));
  if (stream.writableLength > MAX_BUFFERED) stream.destroy();
}
