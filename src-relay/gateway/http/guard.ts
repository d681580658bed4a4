import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Header fields that a request may have; what honest clients send stays under a third of it. */
const MAX_HEADERS = 100;

/** Why a request is refused by its head alone. */
export interface Refusal {
  readonly status: 400 | 403 | 431;
  /** What its sender is told. */
  readonly detail: string;
  /** One sentence for the log: it quotes nothing of the request. */
  readonly reason: string;
}

const FOREIGN: Refusal = {
  status: 403,
  detail: 'This Host or Origin may not connect.',
  reason: 'A connection with a foreign Host or Origin header was refused.',
};
const FOREIGN_PAGE: Refusal = {
  status: 403,
  detail: 'Pages of other sites may not connect.',
  reason: 'A request by a page of another site was refused.',
};
const PREFETCH: Refusal = {
  status: 403,
  detail: 'Nothing here is fetched ahead.',
  reason: 'A request that a browser made ahead of a person was refused.',
};
const PROXY_REQUEST: Refusal = {
  status: 403,
  detail: 'This is no proxy: ask for a path.',
  reason: 'A request for another address than a path was refused.',
};
const TOO_MANY_HEADERS: Refusal = {
  status: 431,
  detail: `A request may have at most ${MAX_HEADERS} headers.`,
  reason: 'A request with too many headers was refused.',
};
const ODD_FRAMING: Refusal = {
  status: 400,
  detail: 'A body comes with its Content-Length, or chunked over HTTP/1.1.',
  reason: 'A request whose body has no sure end was refused.',
};

/**
 * Which requests a listener looks at, by their head: checked before credentials, and before a body is read. A header that
 * comes twice must arrive here joined (`joinDuplicateHeaders`), so that it equals nothing.
 */
export class Guard {
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;

  /**
   * @param host the address listened on
   * @param extraHosts names that clients may use besides it (`--allowed-hosts`), with or without a port
   */
  constructor(host: string, port: number, extraHosts: readonly string[]) {
    const own = new Set([host, '127.0.0.1', 'localhost', '[::1]'].map((name) => bracketed(name)));
    const hosts = new Set([...own].map((name) => `${name}:${port}`));
    for (const given of extraHosts) {
      const extra = isIPv6(given) ? bracketed(given) : given.toLowerCase();
      hosts.add(extra);
      if (!/:\d+$/u.test(extra)) hosts.add(`${extra}:${port}`);
    }
    if (port === 80) for (const name of own) hosts.add(name);
    this.#hosts = hosts;
    // Another port on the same name is another origin, the default one included.
    this.#origins = new Set([...hosts].filter((name) => name.endsWith(`:${port}`)).map((name) => `http://${name}`));
  }

  /**
   * Why a request is refused by its head; undefined where nothing is wrong with it.
   * @param skipsHost any Host is taken, as that of a probe
   */
  refusal(request: IncomingMessage, skipsHost: boolean): Refusal | undefined {
    const { headers, url = '' } = request;
    if ((!skipsHost && !this.isOwnHost(headers.host)) || !this.isOwnOrigin(headers.origin)) return FOREIGN;
    if (isFromForeignPage(request)) return FOREIGN_PAGE;
    // A page's prefetch comes as if from nowhere, with cookies, and would use up a one-time link (W3C Prefetch, Sec-Purpose).
    if (headers['sec-purpose'] !== undefined || headers.purpose !== undefined) return PREFETCH;
    if (!url.startsWith('/')) return PROXY_REQUEST;
    if (request.rawHeaders.length > 2 * MAX_HEADERS) return TOO_MANY_HEADERS;
    const encoding = headers['transfer-encoding'];
    // Two readers of one connection must not differ in where a request ends (RFC 9112, sections 6.1 and 11.2).
    if (encoding !== undefined && (encoding.toLowerCase() !== 'chunked' || request.httpVersion !== '1.1')) {
      return ODD_FRAMING;
    }
    return undefined;
  }

  /** DNS rebinding makes a page's own name point here: only names that are ours are answered. */
  isOwnHost(header: string | undefined): boolean {
    if (header === undefined) return false;
    return this.#hosts.has(header) || this.#hosts.has(header.toLowerCase().replace(/\.(?=:\d+$|$)/u, ''));
  }

  /** Programs send no Origin; a browser's page must be one of the relay's own. */
  isOwnOrigin(header: string | undefined): boolean {
    return header === undefined || this.#origins.has(header.toLowerCase());
  }
}

/**
 * Whether a page of another site asks. Browsers send no Origin for images, scripts and the like, but say of every request
 * what site it comes from (W3C Fetch Metadata). A person who follows a link may come from anywhere.
 */
function isFromForeignPage({ headers, method }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  const follows = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return !(follows && method === 'GET');
}

/** A host as it stands in a URL: IPv6 addresses in brackets. */
export function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host.toLowerCase()}]` : host.toLowerCase();
}
