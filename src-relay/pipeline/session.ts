import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientTraits } from '../protocol/era.ts';
import type { Frame } from '../protocol/frame.ts';
import { PlaceholderSession } from '../scan/placeholders.ts';
import { CallsUnderWay } from './calls-under-way.ts';
import { ListeningSet } from './listening.ts';
import { Trail } from './provenance/trail.ts';
import { ValueVault } from './redaction/vault.ts';

/** One client's conversation, over whatever transport: what must not mix with another client's. */
export class ClientSession {
  /** What the client presents over HTTP: as good as a credential, so it stands in no log. */
  readonly id = randomUUID();
  /** Tells sessions apart in the log. */
  readonly label = randomBytes(6).toString('base64url');
  /** Who the client is, e.g. `client:cursor`. */
  readonly identity: string;
  /** What belongs to this client alone is bound to this: the hash of its token, or what stands for it where there is none. */
  readonly key: string;
  readonly placeholders = new PlaceholderSession();
  /** What they stand for, where the configuration lets a server have it. */
  readonly vault = new ValueVault();
  /** Which server said what in it. */
  readonly trail = new Trail();
  /** Requests in flight. */
  readonly calls = new CallsUnderWay();
  /** What the relay has asked the client, by the JSON text of the id it used; undefined is no answer: the client has gone. */
  readonly asks = new Map<string, (answer: Frame | undefined) => void>();
  /** What a client of the modern era listens to (`subscriptions/listen`). */
  readonly listenings = new ListeningSet();
  /** What a client of the legacy era said at `initialize`; undefined before, and for clients of the modern era. */
  traits: ClientTraits | undefined;
  /** A client of the legacy era has said `notifications/initialized`: only now it may hear what it did not ask for. */
  isReady = false;
  /** It is over: nothing may be kept for it any longer. */
  isClosed = false;
  /** What the client says it is, cleaned of what no log may hold; nothing vouches for it. */
  clientName: string | undefined;
  /** Milliseconds since the epoch. */
  readonly openedAt = Date.now();
  /** Sends a message that answers no request; the transport sets it. Drops it where nobody listens. */
  notify: (source: string) => void = () => {};

  constructor(identity: string, key = identity) {
    this.identity = identity;
    this.key = key;
  }

  /** Ends everything that is still in flight. */
  close(): void {
    this.isClosed = true;
    for (const answer of this.asks.values()) answer(undefined);
    this.calls.cancelAll();
    this.asks.clear();
    this.listenings.clear();
    this.vault.clear();
    this.trail.clear();
  }
}
