import type { ServerResponse } from 'node:http';
import { ClientSession } from '../../pipeline/session.ts';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import { sseEvent } from '../../protocol/sse.ts';
import type { OpenListening } from '../modern/listening.ts';
import type { Client } from '../tokens.ts';
import { isOpen } from './keep-alive.ts';

/** Sessions kept at once; when there are more, the opener's own longest idle one makes room. */
const MAX_SESSIONS = 1000;
/** A session that nobody uses for this long ends, in milliseconds. */
const IDLE_MS = 30 * 60 * 1000;
const SWEEP_MS = 60 * 1000;
/** A stream that was ended and whose client does not take the rest is cut after this long, in milliseconds. */
const DRAIN_MS = 5000;

export interface HttpSession {
  readonly session: ClientSession;
  /** The token that opened it. */
  readonly key: string;
  /** On the clock of performance.now(). */
  lastUsed: number;
  /** The stream for what answers no request, in the legacy era. */
  stream: ServerResponse | undefined;
  /** What a client of the modern era listens to. */
  readonly listenings: Set<OpenListening>;
  /** What a client of the modern era says it is, with its token: what its requests have in common. */
  readonly modernKey: string | undefined;
}

/** The sessions of clients that come over HTTP, of both transports. Each belongs to the token that opened it. */
export class HttpSessions {
  readonly #sessions = new Map<string, HttpSession>();
  readonly #modern = new Map<string, HttpSession>();
  readonly #onOpen: (session: ClientSession) => void;
  readonly #onClose: (session: ClientSession) => void;
  readonly #onForeign: (identity: string) => void;
  readonly #sweeper: NodeJS.Timeout;

  /** @param onForeign hears who asked for a session of somebody else */
  constructor(
    onOpen: (session: ClientSession) => void,
    onClose: (session: ClientSession) => void,
    onForeign: (identity: string) => void = () => {},
  ) {
    this.#onOpen = onOpen;
    this.#onClose = onClose;
    this.#onForeign = onForeign;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#sweeper.unref();
  }

  /** Opens a session; undefined where there is no room and none of the client's own is idle. */
  open(client: Client): HttpSession | undefined {
    return this.#open(client, undefined, undefined);
  }

  /**
   * What stands for a modern client, which opens nothing: one session for its token and the name that it gives.
   * @param bridge tells clients apart that have both in common: the bridge that each comes by
   */
  ofModern(client: Client, name: string | undefined, bridge = ''): HttpSession | undefined {
    const modernKey = `${client.key} ${bridge} ${name ?? ''}`;
    const entry = this.#modern.get(modernKey) ?? this.#open(client, name, modernKey);
    if (entry) entry.lastUsed = performance.now();
    return entry;
  }

  #open(client: Client, name: string | undefined, modernKey: string | undefined): HttpSession | undefined {
    if (this.#sessions.size >= MAX_SESSIONS && !this.#makeRoom(client.key)) return undefined;
    const session = new ClientSession(client.identity, client.key);
    session.clientName = name;
    const entry: HttpSession = {
      session,
      key: client.key,
      lastUsed: performance.now(),
      stream: undefined,
      listenings: new Set(),
      modernKey,
    };
    session.notify = (source) => void notifyStream(entry, source);
    this.#sessions.set(session.id, entry);
    if (modernKey !== undefined) this.#modern.set(modernKey, entry);
    this.#onOpen(session);
    return entry;
  }

  /** The session of this id, if this token opened it: another one's does not exist for it. */
  find(id: string | undefined, client: Client): HttpSession | undefined {
    const entry = id === undefined ? undefined : this.#sessions.get(id);
    if (!entry) return undefined;
    if (entry.key !== client.key) {
      this.#onForeign(client.identity);
      return undefined;
    }
    entry.lastUsed = performance.now();
    return entry;
  }

  /** Whether a request waits for its answer in one of them. */
  get isBusy(): boolean {
    for (const { session } of this.#sessions.values()) if (session.calls.size > 0) return true;
    return false;
  }

  close(id: string): void {
    const entry = this.#sessions.get(id);
    if (!entry) return;
    this.#sessions.delete(id);
    if (entry.modernKey !== undefined) this.#modern.delete(entry.modernKey);
    endStream(entry.stream);
    for (const listening of entry.listenings) listening.finish();
    entry.session.close();
    this.#onClose(entry.session);
  }

  /** Ends what stands for the modern clients that came by a bridge. */
  closeModern(client: Client, bridge: string): void {
    const prefix = `${client.key} ${bridge} `;
    for (const [key, { session }] of this.#modern) if (key.startsWith(prefix)) this.close(session.id);
  }

  /** Ends the sessions of tokens that are valid no longer. */
  closeOthers(isValid: (key: string) => boolean): void {
    for (const [id, { key }] of this.#sessions) if (!isValid(key)) this.close(id);
  }

  closeAll(): void {
    clearInterval(this.#sweeper);
    for (const id of this.#sessions.keys()) this.close(id);
  }

  #sweep(): void {
    const oldest = performance.now() - IDLE_MS;
    for (const [id, entry] of this.#sessions) if (entry.lastUsed < oldest && isIdle(entry)) this.close(id);
  }

  #makeRoom(key: string): boolean {
    let idlest: HttpSession | undefined;
    for (const entry of this.#sessions.values()) {
      if (entry.key === key && isIdle(entry) && (!idlest || entry.lastUsed < idlest.lastUsed)) idlest = entry;
    }
    if (idlest) this.close(idlest.session.id);
    return idlest !== undefined;
  }
}

function isIdle(entry: HttpSession): boolean {
  return !entry.stream && entry.listenings.size === 0 && entry.session.calls.size === 0;
}

/** Sends what answers no request on the session's stream; false where the client has none open. */
export function notifyStream({ stream }: HttpSession, source: string): boolean {
  if (!stream || !isOpen(stream)) return false;
  writeEvent(stream, source);
  return true;
}

/** Writes one message as an event; a client that does not read is cut off before it fills the memory. */
export function writeEvent(stream: ServerResponse, source: string): void {
  if (!isOpen(stream)) return;
  stream.write(sseEvent(source));
  if (stream.writableLength > MAX_MESSAGE_BYTES) stream.destroy();
}

/** Ends a stream; a client that does not take the rest of it soon is cut off. */
export function endStream(stream: ServerResponse | undefined): void {
  if (!stream) return;
  stream.end();
  const cut = setTimeout(() => stream.destroy(), DRAIN_MS);
  cut.unref();
  stream.once('close', () => clearTimeout(cut));
}
