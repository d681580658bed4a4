import { randomBytes, randomUUID } from 'node:crypto';
import type { Cancellation } from '../protocol/cancellation.ts';
import { PlaceholderSession } from '../scan/placeholders.ts';

/** One client's conversation, over whatever transport: what must not mix with another client's. */
export class ClientSession {
  /** What the client presents over HTTP: as good as a credential, so it stands in no log. */
  readonly id = randomUUID();
  /** Tells sessions apart in the log. */
  readonly label = randomBytes(6).toString('base64url');
  /** Who the client is, e.g. `client:cursor`. */
  readonly identity: string;
  readonly placeholders = new PlaceholderSession();
  /** Calls in flight by the JSON text of their request id, for `notifications/cancelled`. */
  readonly calls = new Map<string, Cancellation>();
  protocolVersion: string | undefined;
  /** What the client says it is, cleaned of what no log may hold; nothing vouches for it. */
  clientName: string | undefined;
  /** Milliseconds since the epoch. */
  readonly openedAt = Date.now();
  /** Sends a message that answers no request; the transport sets it. Drops it where nobody listens. */
  notify: (source: string) => void = () => {};

  constructor(identity: string) {
    this.identity = identity;
  }

  /** Ends everything that is still in flight. */
  close(): void {
    for (const call of this.calls.values()) call.cancel();
    this.calls.clear();
  }
}
