import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long an unused link is good for, in milliseconds. */
const LINK_MS = 60 * 60 * 1000;
/** Links and sessions kept; the oldest make room. */
const MAX_LINKS = 100;
const MAX_SESSIONS = 100;

/** What a page gets for its link: the cookie is the browser's, the key the page's own. Both are needed. */
export interface PageCredentials {
  readonly cookie: string;
  readonly key: string;
}

/**
 * One-time links and the sessions of the pages that came by them. Only hashes are kept.
 *
 * A cookie alone would not do: browsers send it to every port of a host, so any program of this machine that a person
 * opens in the same browser would get it (RFC 6265, section 8.5). The key lives in the page's storage, which is bound to
 * the port.
 */
export class PageSessions {
  readonly #now: () => number;
  readonly #links = new Map<string, number>();
  /** Hash of the cookie -> hash of the key. */
  readonly #sessions = new Map<string, Buffer>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Makes the code of a link that works once, within an hour. */
  createLink(): string {
    const code = randomBytes(32).toString('base64url');
    this.#links.set(digest(code).toString('hex'), this.#now() + LINK_MS);
    dropOldest(this.#links, MAX_LINKS);
    return code;
  }

  /** Takes a link's code and opens a session; undefined for one that is unknown, used or too old. */
  redeem(code: string): PageCredentials | undefined {
    const key = digest(code).toString('hex');
    const expires = this.#links.get(key);
    this.#links.delete(key);
    if (expires === undefined || expires < this.#now()) return undefined;
    const credentials = { cookie: randomBytes(32).toString('base64url'), key: randomBytes(32).toString('base64url') };
    this.#sessions.set(digest(credentials.cookie).toString('hex'), digest(credentials.key));
    dropOldest(this.#sessions, MAX_SESSIONS);
    return credentials;
  }

  /** Whether the cookie is one of a session: enough for the page's files, which hold no secret. */
  knows(cookie: string): boolean {
    return this.#sessions.has(digest(cookie).toString('hex'));
  }

  /** Whether cookie and key belong together. */
  isValid(cookie: string, key: string): boolean {
    const expected = this.#sessions.get(digest(cookie).toString('hex'));
    return expected !== undefined && timingSafeEqual(expected, digest(key));
  }
}

/** Secrets here are 256 random bits, so a plain hash cannot be searched. */
function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  const [oldest] = map.keys();
  if (map.size > limit && oldest !== undefined) map.delete(oldest);
}
