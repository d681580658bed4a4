import { messageOf } from '../../protocol/errors.ts';
import { FetchError } from './guarded-fetch.ts';
import { SignInError } from './sign-in-error.ts';

/** The error codes of OAuth (RFC 6749, sections 4.1.2.1 and 5.2; RFC 8707) in words, where there is something to do. */
const WORDS: Readonly<Record<string, string>> = {
  access_denied: 'access was denied there',
  invalid_scope: 'it does not grant these scopes; name others in "oauth.scopes"',
  invalid_target: 'it gives no tokens for this server',
  temporarily_unavailable: 'it is not available just now; try again later',
  server_error: 'it has a defect; try again later',
};

/** What an authorization server says of a failure: its code in words, and its description where it is plain text. */
export function oauthErrorWords(code: string, description: string | undefined, secrets: readonly string[]): string {
  const known = WORDS[code];
  if (known !== undefined) return known;
  const name = /^[\w.-]{1,60}$/u.test(code) ? code : 'an error';
  // The characters of an error description (RFC 6749, section 5.2).
  const isPlain = /^[\u0020\u0021\u0023-\u005b\u005d-\u007e]{1,200}$/u.test(description ?? '');
  const hasSecret = secrets.some((secret) => secret !== '' && description?.includes(secret));
  return isPlain && !hasSecret ? `${name}: ${description?.replace(/\.$/u, '')}` : name;
}

/**
 * The failure of a request to an authorization server in a sentence. What the SDK's errors say is not shown: it may quote the
 * answer, and the answer the request.
 * @param secrets what was sent and must not come back in the sentence
 */
export async function requestFailure(
  what: string,
  issuer: string,
  error: unknown,
  secrets: readonly string[],
): Promise<SignInError> {
  if (error instanceof SignInError) return error;
  const host = hostOf(issuer);
  if (error instanceof FetchError) return new SignInError('unreachable', `${what} failed: ${error.message}.`);
  const { OAuthError, RegistrationRejectedError, IssuerMismatchError, InsecureTokenEndpointError } =
    await import('@modelcontextprotocol/client');
  if (error instanceof OAuthError) {
    const kind = KINDS[error.code] ?? 'refused';
    const isOwn = error.code !== 'server_error';
    const words = oauthErrorWords(error.code, isOwn ? error.message : undefined, secrets);
    return new SignInError(kind, `${what} failed at ${host}: ${words}.`);
  }
  if (error instanceof RegistrationRejectedError) {
    const remedy = 'Register a client there by hand and name it in "oauth.clientId".';
    return new SignInError('refused', `${host} registers no client for this relay (HTTP ${error.status}). ${remedy}`);
  }
  if (error instanceof IssuerMismatchError) {
    return new SignInError('refused', `${host} does not vouch for itself: its metadata names another issuer.`);
  }
  if (error instanceof InsecureTokenEndpointError) {
    return new SignInError('refused', `${host} takes tokens over plain http; nothing is sent there.`);
  }
  const isPlain = error instanceof Error && /^HTTP \d{3} trying to load/u.test(error.message);
  const cause = isPlain ? messageOf(error).slice(0, 8) : 'its answer cannot be read';
  return new SignInError('unreachable', `${what} failed at ${host}: ${cause}.`);
}

const KINDS: Readonly<Record<string, SignInError['kind']>> = {
  invalid_grant: 'rejected',
  invalid_client: 'unknown_client',
  unauthorized_client: 'unknown_client',
  server_error: 'unreachable',
  temporarily_unavailable: 'unreachable',
  too_many_requests: 'unreachable',
};

export function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer.slice(0, 100);
}
