import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { messageOf } from '../../protocol/errors.ts';
import { PRODUCT } from '../../protocol/product.ts';
import { isLoopbackHost, isSecure, networkScope, type NetworkScope } from './network-scope.ts';

/** What the OAuth functions of the MCP SDK take for `fetch`. */
export type FetchFunction = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** An address is not asked, or did not answer as it must; the message is the end of a sentence for a person. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
}

/** Limits of one request: milliseconds for all of it, and bytes of the answer. */
const REQUEST_MS = 15_000;
const CONNECT_MS = 10_000;
const MAX_BYTES = 512 * 1024;

/**
 * A fetch for addresses that others name: metadata, registrations and tokens. Only https, or http within this machine; a
 * redirect is handed on, not followed; and nobody sends the relay to addresses that only its own network knows, unless the
 * configured server, which the person chose, stands there itself (server-side request forgery).
 * @param server the configured server's address
 * @param trusted addresses that the configuration names besides
 */
export function guardedFetch(server: URL, trusted: readonly string[] = []): FetchFunction {
  const chosen = new Set([server.host, ...trusted.map((url) => new URL(url).host)]);
  return async (input, init = {}) => {
    const url = new URL(input);
    if (!isSecure(url)) throw new FetchError(`${url.origin} is not an https address`);
    const scopes = chosen.has(url.host) ? undefined : await homeScopes(server);
    return exchange(url, init, scopes && permittedScopes(scopes));
  };
}

async function exchange(
  url: URL,
  init: RequestInit,
  permitted: ReadonlySet<NetworkScope> | undefined,
): Promise<Response> {
  const { Agent, request } = await import('undici');
  const connect = permitted ? { lookup: guardedLookup(permitted), timeout: CONNECT_MS } : { timeout: CONNECT_MS };
  if (permitted && isAddress(url.hostname)) assertPermitted(url.hostname, [url.hostname], permitted);
  // A connection of its own: who answered one question is not asked the next one over it unchecked.
  const agent = new Agent({ connect, connections: 1, pipelining: 0 });
  const limit = AbortSignal.timeout(REQUEST_MS);
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      method: init.method === 'POST' ? 'POST' : 'GET',
      headers: { 'user-agent': `${PRODUCT.slug}/${PRODUCT.version}`, ...Object.fromEntries(new Headers(init.headers)) },
      body: init.body === undefined || init.body === null ? null : bodyText(init.body),
      signal: init.signal ? AbortSignal.any([init.signal, limit]) : limit,
    });
    const text = await readText(url, body);
    const kept = ['content-type', 'location'].flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as [string, string]] : [];
    });
    return new Response([204, 205, 304].includes(statusCode) ? null : text, { status: statusCode, headers: kept });
  } catch (error) {
    if (error instanceof FetchError || init.signal?.aborted) throw error;
    const cause = limit.aborted ? `no answer within ${REQUEST_MS / 1000} s` : messageOf(rootOf(error));
    throw new FetchError(`${url.origin} cannot be reached (${cause})`, { cause: error });
  } finally {
    await agent.destroy();
  }
}

async function readText(url: URL, body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new FetchError(`${url.origin} answers with more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}

function bodyText(body: NonNullable<RequestInit['body']>): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('only texts and forms are sent');
}

/** Where the configured server stands. A name that resolves to this machine is not yet this machine: DNS says what it likes. */
async function homeScopes(server: URL): Promise<ReadonlySet<NetworkScope>> {
  if (isLoopbackHost(server.hostname)) return new Set(['loopback']);
  if (isAddress(server.hostname)) return new Set([networkScope(server.hostname)]);
  const addresses = await new Promise<readonly string[]>((resolve) => {
    lookup(server.hostname, { all: true }, (error, found) => resolve(error ? [] : found.map(({ address }) => address)));
  });
  const scopes = new Set(addresses.map(networkScope));
  scopes.delete('loopback');
  return scopes;
}

function permittedScopes(home: ReadonlySet<NetworkScope>): ReadonlySet<NetworkScope> {
  // A program on this machine reaches the networks around it by itself.
  return new Set<NetworkScope>(['public', ...home, ...(home.has('loopback') ? (['private'] as const) : [])]);
}

/** Resolves names, and fails where an address is not permitted: at the moment of connecting, so that no answer changes after. */
function guardedLookup(permitted: ReadonlySet<NetworkScope>): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      try {
        assertPermitted(
          hostname,
          found.map(({ address }) => address),
          permitted,
        );
      } catch (refusal) {
        return callback(refusal instanceof Error ? refusal : new Error(String(refusal)), '', 0);
      }
      const [first] = found;
      if (options.all) return callback(null, found);
      return first ? callback(null, first.address, first.family) : callback(new Error('no address'), '', 0);
    });
  };
}

function assertPermitted(host: string, addresses: readonly string[], permitted: ReadonlySet<NetworkScope>): void {
  const foreign = addresses.map(networkScope).find((scope) => !permitted.has(scope));
  if (foreign === undefined) return;
  throw new FetchError(`${host} is ${WHERE[foreign]}, where the server itself is not; it is not asked`);
}

const WHERE: Readonly<Record<NetworkScope, string>> = {
  loopback: 'on this machine',
  private: 'on a private network',
  'link-local': 'on the local link',
  reserved: 'at a reserved address',
  public: 'on the internet',
};

function isAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/gu, '')) !== 0;
}

/** What undici wraps: the guard's own word, or the system's. */
function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors[0];
  return error instanceof Error && error.cause instanceof FetchError ? error.cause : error;
}
