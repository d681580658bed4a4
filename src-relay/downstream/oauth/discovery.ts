import {
  type AuthorizationServerMetadata,
  checkResourceAllowed,
  discoverAuthorizationServerMetadata,
} from '@modelcontextprotocol/client';
import { z } from 'zod';
import { scopesOf, type BearerChallenge } from './challenge.ts';
import { hostOf, requestFailure } from './failure.ts';
import { FetchError, type FetchFunction } from './guarded-fetch.ts';
import { isSecure } from './network-scope.ts';
import { SignInError } from './sign-in-error.ts';

/** Where to sign in for a server, found out from what the server and its authorization server publish. */
export interface Discovery {
  /** The resource exactly as its metadata names it (RFC 8707, section 2). */
  readonly resource: string;
  readonly issuer: string;
  readonly metadata: AuthorizationServerMetadata;
  /** Scopes that the server knows; empty where it names none. */
  readonly scopes: readonly string[];
}

/** The part of protected resource metadata that matters here (RFC 9728, section 2). */
const resourceMetadataSchema = z.object({
  resource: z.string(),
  authorization_servers: z.array(z.string()).optional(),
  scopes_supported: z.array(z.string()).optional(),
});
type ResourceMetadata = z.infer<typeof resourceMetadataSchema>;

export interface DiscoveryRequest {
  readonly server: URL;
  /** What the server asked for, where it was asked. */
  readonly challenge: BearerChallenge | undefined;
  /** The only authorization server that the configuration allows. */
  readonly issuer: string | undefined;
  readonly fetch: FetchFunction;
}

/**
 * Finds out where to sign in (MCP 2026-07-28, Authorization): protected resource metadata where the challenge says, else at
 * its well-known places; then the metadata of the authorization server that it names.
 * @returns undefined where the server publishes nothing of the kind: it has no sign-in
 * @throws SignInError where what it publishes is wrong or out of reach
 */
export async function discover(request: DiscoveryRequest): Promise<Discovery | undefined> {
  const { server, issuer: pinned, fetch } = request;
  const published = await resourceMetadata(request);
  if (published) assertOwn(published.resource, server);
  const issuers = published?.authorization_servers ?? [];
  // Servers of 2025-03-26 are their own authorization servers.
  const issuer = pinned ?? issuers[0] ?? new URL('/', server).href;
  if (pinned !== undefined && issuers.length > 0 && !issuers.some((one) => isSame(one, pinned))) {
    const named = hostOf(issuers[0] ?? '');
    throw new SignInError('refused', `The server sends sign-ins to ${named}, "oauth.issuer" allows ${pinned} alone.`);
  }
  const metadata = await authorizationServer(issuer, fetch);
  if (!metadata) {
    if (!published) return undefined;
    throw new SignInError('refused', `${hostOf(issuer)} publishes no metadata of an authorization server.`);
  }
  return {
    resource: published?.resource ?? canonical(server),
    issuer: metadata.issuer,
    metadata,
    scopes: scopesOf(published?.scopes_supported?.join(' ')),
  };
}

/** The metadata of an authorization server, checked; undefined where it publishes none. Throws SignInError. */
export async function authorizationServer(
  issuer: string,
  fetch: FetchFunction,
): Promise<AuthorizationServerMetadata | undefined> {
  if (!URL.canParse(issuer) || !isSecure(new URL(issuer))) {
    const message = `The server sends sign-ins to ${hostOf(issuer)} without https; nothing is sent there.`;
    throw new SignInError('refused', message);
  }
  let metadata: AuthorizationServerMetadata | undefined;
  try {
    metadata = await discoverAuthorizationServerMetadata(issuer, { fetchFn: fetch });
  } catch (error) {
    throw await requestFailure('Finding out where to sign in', issuer, error, []);
  }
  if (metadata) assertUsable(metadata);
  return metadata;
}

function assertUsable(metadata: AuthorizationServerMetadata): void {
  const host = hostOf(metadata.issuer);
  const { authorization_endpoint, token_endpoint, code_challenge_methods_supported } = metadata;
  for (const endpoint of [authorization_endpoint, token_endpoint]) {
    if (URL.canParse(endpoint) && isSecure(new URL(endpoint))) continue;
    throw new SignInError('refused', `${host} takes sign-ins without https; nothing is sent there.`);
  }
  // One that does not say so does not do it: a stolen code would be worth something (MCP, Authorization Code Protection).
  if (!code_challenge_methods_supported?.includes('S256')) {
    throw new SignInError('refused', `${host} does not protect codes (PKCE with S256); no sign-in is made there.`);
  }
}

/** Reads protected resource metadata; undefined where nothing is published at the well-known places. */
async function resourceMetadata(request: DiscoveryRequest): Promise<ResourceMetadata | undefined> {
  const { server, challenge } = request;
  const named = challenge?.resourceMetadata;
  if (named !== undefined) {
    const url = URL.canParse(named) ? new URL(named) : undefined;
    const found = url && (await readResourceMetadata(url, request.fetch));
    if (found) return found;
    throw new SignInError('refused', 'The server asks for a sign-in, but what it points to says nothing of where.');
  }
  const wellKnown = '/.well-known/oauth-protected-resource';
  const path = server.pathname.replace(/\/$/u, '');
  const withPath = new URL(wellKnown + path + server.search, server);
  const root = new URL(wellKnown, server);
  const found = await readResourceMetadata(withPath, request.fetch);
  return found ?? (withPath.href === root.href ? undefined : readResourceMetadata(root, request.fetch));
}

async function readResourceMetadata(url: URL, fetch: FetchFunction): Promise<ResourceMetadata | undefined> {
  const what = 'Finding out where to sign in';
  let response: Response;
  try {
    response = await fetch(url, { headers: { accept: 'application/json' } });
  } catch (error) {
    if (error instanceof FetchError) throw new SignInError('unreachable', `${what} failed: ${error.message}.`);
    throw error;
  }
  if (response.status >= 500) {
    throw new SignInError('unreachable', `${what} failed: ${url.host} answered HTTP ${response.status}.`);
  }
  if (response.status !== 200) return undefined;
  // Many servers answer any path with a page of theirs.
  const text = await response.text();
  const parsed = resourceMetadataSchema.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : undefined;
}

/** A server that spoke for another one would get tokens that are good there (RFC 9728, section 7.3). */
function assertOwn(resource: string, server: URL): void {
  const isOwn =
    URL.canParse(resource) &&
    new URL(resource).hash === '' &&
    checkResourceAllowed({ requestedResource: canonical(server), configuredResource: resource });
  if (isOwn) return;
  const message = `The server's metadata speaks for another server (${hostOf(resource)}); no sign-in is made for it.`;
  throw new SignInError('refused', message);
}

/** The server's address as a resource indicator: without a fragment (RFC 8707, section 2). */
function canonical(server: URL): string {
  const url = new URL(server);
  url.hash = '';
  return url.href;
}

/** Issuers are compared as they are written, but for one slash at the end, which URLs gain when they are parsed. */
function isSame(a: string, b: string): boolean {
  return a.replace(/\/$/u, '') === b.replace(/\/$/u, '');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
