import {
  type AuthorizationServerMetadata,
  exchangeAuthorization,
  type OAuthTokens,
  refreshAuthorization,
  selectClientAuthMethod,
} from '@modelcontextprotocol/client';
import { scopesOf } from './challenge.ts';
import type { OAuthClient } from './client.ts';
import { requestFailure } from './failure.ts';
import type { Grant } from './grant-book.ts';
import type { FetchFunction } from './guarded-fetch.ts';
import { SignInError } from './sign-in-error.ts';

interface TokenRequest {
  readonly metadata: AuthorizationServerMetadata;
  readonly client: OAuthClient;
  readonly resource: string;
  /** Scopes that were asked for, with those of earlier sign-ins. */
  readonly asked: readonly string[];
  readonly fetch: FetchFunction;
}

/** Redeems the code that a sign-in gave. Throws SignInError. */
export async function redeemCode(
  request: TokenRequest & {
    readonly code: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    readonly iss: string | undefined;
  },
): Promise<Grant> {
  const { metadata, client, resource, code, codeVerifier, redirectUri, iss, fetch } = request;
  try {
    const tokens = await exchangeAuthorization(metadata.issuer, {
      metadata,
      clientInformation: { client_id: client.id },
      authorizationCode: code,
      ...(iss === undefined ? {} : { iss }),
      codeVerifier,
      redirectUri,
      resource,
      addClientAuthentication: clientAuthentication(client, metadata),
      fetchFn: fetch,
    });
    return grantOf(tokens, request);
  } catch (error) {
    throw await requestFailure('The sign-in', metadata.issuer, error, [code, codeVerifier, client.secret ?? '']);
  }
}

/** Gets new tokens for a refresh token; the old one may be worth nothing after that. Throws SignInError. */
export async function refreshGrant(
  request: TokenRequest & { readonly grant: Grant; readonly refreshToken: string },
): Promise<Grant> {
  const { metadata, client, resource, grant, refreshToken, fetch } = request;
  try {
    const tokens = await refreshAuthorization(metadata.issuer, {
      metadata,
      clientInformation: { client_id: client.id },
      refreshToken,
      resource,
      addClientAuthentication: clientAuthentication(client, metadata),
      fetchFn: fetch,
    });
    const renewed = grantOf(tokens, request);
    // A server that names no scopes grants those of before (RFC 6749, section 6).
    const scopes = tokens.scope === undefined ? grant.scopes : renewed.scopes;
    return { ...(grant.account === undefined ? {} : { account: grant.account }), ...renewed, scopes };
  } catch (error) {
    throw await requestFailure('Renewing the sign-in', metadata.issuer, error, [refreshToken, client.secret ?? '']);
  }
}

function grantOf(tokens: OAuthTokens, { metadata, client, resource, asked }: TokenRequest): Grant {
  if (tokens.token_type.toLowerCase() !== 'bearer') {
    const message = `The sign-in gave a token of a kind that the relay does not use (${tokens.token_type.slice(0, 20)}).`;
    throw new SignInError('refused', message);
  }
  // It becomes a header: anything else than these characters could end it early (RFC 6750, section 2.1).
  if (!/^[\w.~+/=-]+$/u.test(tokens.access_token)) {
    throw new SignInError('refused', 'The sign-in gave a token that is none.');
  }
  const obtainedAt = Date.now();
  const account = accountOf(tokens.id_token, metadata.issuer, client.id);
  return {
    issuer: metadata.issuer,
    resource,
    clientId: client.id,
    ...(client.isRegistered && client.secret !== undefined ? { clientSecret: client.secret } : {}),
    ...(client.isRegistered && client.authMethod !== undefined ? { authMethod: client.authMethod } : {}),
    accessToken: tokens.access_token,
    ...(tokens.refresh_token === undefined ? {} : { refreshToken: tokens.refresh_token }),
    obtainedAt,
    ...(tokens.expires_in === undefined ? {} : { expiresAt: obtainedAt + tokens.expires_in * 1000 }),
    scopes: tokens.scope === undefined ? [...asked] : scopesOf(tokens.scope),
    asked: [...asked],
    ...(account === undefined ? {} : { account }),
  };
}

/**
 * Proves who the client is, as it is registered, else as the server can take it. Name and secret are form-encoded before they
 * are a Basic credential (RFC 6749, section 2.3.1), which the SDK leaves out.
 */
export function clientAuthentication(client: OAuthClient, metadata: AuthorizationServerMetadata) {
  const information = {
    client_id: client.id,
    ...(client.secret === undefined ? {} : { client_secret: client.secret }),
    ...(client.authMethod === undefined ? {} : { token_endpoint_auth_method: client.authMethod }),
  };
  const method = selectClientAuthMethod(information, metadata.token_endpoint_auth_methods_supported ?? []);
  return (headers: Headers, params: URLSearchParams): void => {
    if (method === 'client_secret_basic' && client.secret !== undefined) {
      const credentials = `${formEncoded(client.id)}:${formEncoded(client.secret)}`;
      headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
      return;
    }
    params.set('client_id', client.id);
    if (method === 'client_secret_post' && client.secret !== undefined) params.set('client_secret', client.secret);
  };
}

function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}

/**
 * Who signed in, as an ID token says. It came straight from the token endpoint, so its signature adds nothing (OpenID Connect
 * Core 1.0, section 3.1.3.7); it is only shown.
 */
function accountOf(idToken: string | undefined, issuer: string, clientId: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) return undefined;
    const read = (name: string): unknown => Reflect.get(claims, name);
    if (read('iss') !== issuer || ![read('aud')].flat().includes(clientId)) return undefined;
    const names = [read('email'), read('preferred_username'), read('name')];
    const name = names.find((value) => typeof value === 'string' && value !== '');
    return typeof name === 'string' ? name.slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}
