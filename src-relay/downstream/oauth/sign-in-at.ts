import type { OAuthSettings } from '../../protocol/server-config.ts';
import type { BearerChallenge } from './challenge.ts';
import { discover, type Discovery } from './discovery.ts';
import { hostOf } from './failure.ts';
import type { Grant, GrantBook } from './grant-book.ts';
import { requestGrant } from './grant-request.ts';
import type { FetchFunction } from './guarded-fetch.ts';
import { SignInError } from './sign-in-error.ts';

export interface SignInRequest {
  readonly server: URL;
  /** What the server's grant is kept under. */
  readonly key: string;
  readonly settings: OAuthSettings;
  /** What the server asked for, where it was asked. */
  readonly challenge: BearerChallenge | undefined;
  readonly book: GrantBook;
  readonly fetch: FetchFunction;
  /** Scopes to ask for at the place that was found. */
  readonly scopes: (discovery: Discovery) => readonly string[];
  readonly signal: AbortSignal;
  /** Is given the address at which the person signs in. */
  readonly onAddress: (url: URL) => Promise<void>;
}

/** Signs in at a server: finds out where, has the person grant access, keeps what was granted. Throws SignInError. */
export async function signInAt(request: SignInRequest): Promise<Grant> {
  const { server, key, settings, challenge, book, signal, onAddress } = request;
  const fetch: FetchFunction = (url, init) => request.fetch(url, { ...init, signal });
  await book.load(key);
  // Asked anew each time: where to sign in may have moved.
  const discovery = await discover({ server, challenge, issuer: settings.issuer, fetch });
  if (!discovery) {
    const remedy = 'Put a credential into its "headers" if it needs one.';
    throw new SignInError('refused', `${server.host} publishes nothing about a sign-in. ${remedy}`);
  }
  signal.throwIfAborted();
  assertSecretFor(discovery.issuer, book.placeOf(key)?.issuer, settings);
  const scopes = request.scopes(discovery);
  const grant = await requestGrant({ discovery, settings, scopes, book, fetch, signal, onAddress });
  await book.bind(key, grant);
  return grant;
}

/** A server must not choose who is given the secret that the configuration holds: it goes where it has always gone. */
function assertSecretFor(issuer: string, before: string | undefined, settings: OAuthSettings): void {
  const { clientSecret, issuer: named } = settings;
  if (clientSecret === undefined || named !== undefined || before === undefined || before === issuer) return;
  const message = `The server sends sign-ins to ${hostOf(issuer)} now, and "oauth.clientSecret" was for ${hostOf(before)}.`;
  throw new SignInError('refused', `${message} Name the right one in "oauth.issuer".`);
}
