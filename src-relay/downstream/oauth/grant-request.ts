import { startAuthorization, validateAuthorizationResponseIssuer } from '@modelcontextprotocol/client';
import type { OAuthSettings } from '../../protocol/server-config.ts';
import { clientForSignIn } from './client.ts';
import type { Discovery } from './discovery.ts';
import { hostOf, oauthErrorWords, requestFailure } from './failure.ts';
import type { Grant, GrantBook } from './grant-book.ts';
import type { FetchFunction } from './guarded-fetch.ts';
import { RedirectListener, type RedirectAnswer } from './redirect-listener.ts';
import { redeemCode } from './token-request.ts';
import { SignInError } from './sign-in-error.ts';

export interface GrantRequest {
  readonly discovery: Discovery;
  readonly settings: OAuthSettings;
  /** Scopes to ask for. */
  readonly scopes: readonly string[];
  readonly book: GrantBook;
  readonly fetch: FetchFunction;
  /** Is given the address at which the person signs in; the answer is waited for meanwhile. */
  readonly onAddress: (url: URL) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Has a person grant access: the authorization code flow with PKCE, state and issuer check, and a redirect to this machine
 * (OAuth 2.1; RFC 7636, 8252, 8707, 9207). Throws SignInError, and the signal's reason.
 */
export async function requestGrant(request: GrantRequest): Promise<Grant> {
  const { discovery, settings, scopes, book, fetch, onAddress, signal } = request;
  const { metadata, resource, issuer } = discovery;
  const listener = await RedirectListener.open(await portsFor(request));
  try {
    const { redirectUri, state } = listener;
    const client = await clientForSignIn({ settings, metadata, book, redirectUri, scopes, fetch });
    const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, {
      metadata,
      clientInformation: { client_id: client.id },
      redirectUrl: redirectUri,
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      state,
      resource,
    }).catch(async (error: unknown) => Promise.reject(await requestFailure('The sign-in', issuer, error, [])));
    signal.throwIfAborted();
    const shown = onAddress(authorizationUrl);
    const answer = await listener.answer(signal).catch(async (error: unknown) => {
      // A server that has forgotten the client shows so, and never comes back: the next sign-in registers anew.
      if (client.isRegistered) await book.forgetRegistration(issuer);
      throw error;
    });
    await shown;
    let isDone = false;
    try {
      const { code, iss } = await checkedAnswer(answer, discovery);
      const parts = { metadata, client, resource, asked: scopes, fetch };
      const grant = await redeemCode({ ...parts, code, codeVerifier, redirectUri, iss });
      await book.keep(grant);
      isDone = true;
      return grant;
    } finally {
      answer.reply(isDone);
    }
  } finally {
    listener.close();
  }
}

/** The configured port alone; else that of the registration, which some servers insist on, then any. */
async function portsFor({ discovery, settings, book }: GrantRequest): Promise<readonly number[]> {
  if (settings.redirectPort !== undefined) return [settings.redirectPort];
  const known = await book.registration(discovery.issuer);
  const port = known && URL.canParse(known.redirectUri) ? Number(new URL(known.redirectUri).port) : 0;
  return port === 0 ? [0] : [port, 0];
}

async function checkedAnswer(
  answer: RedirectAnswer,
  { metadata, issuer }: Discovery,
): Promise<{ code: string; iss: string | undefined }> {
  const { code, error, errorDescription, iss } = answer;
  const issParameterSupported = metadata.authorization_response_iss_parameter_supported === true;
  try {
    // Before anything else of the answer is believed (RFC 9207, section 2.4).
    validateAuthorizationResponseIssuer({ iss, expectedIssuer: issuer, issParameterSupported });
  } catch (mismatch) {
    const message = `The answer to the sign-in did not come from ${hostOf(issuer)}; it was not used.`;
    throw new SignInError('refused', message, { cause: mismatch });
  }
  if (error !== undefined) {
    const words = oauthErrorWords(error, errorDescription, []);
    throw new SignInError('refused', `The sign-in failed at ${hostOf(issuer)}: ${words}.`);
  }
  if (code === undefined || code === '') {
    throw new SignInError('refused', `The answer to the sign-in at ${hostOf(issuer)} holds no code.`);
  }
  return { code, iss };
}
