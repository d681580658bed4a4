import type { OAuthSettings } from '../../protocol/server-config.ts';
import { clientOfGrant } from './client.ts';
import { authorizationServer } from './discovery.ts';
import type { Grant } from './grant-book.ts';
import type { FetchFunction } from './guarded-fetch.ts';
import { clientAuthentication } from './token-request.ts';

/** How long an authorization server may take to forget, in milliseconds: nobody waits for it longer. */
const REVOKE_MS = 5000;

/** Has the authorization server forget a grant (RFC 7009), where it can. Never rejects: here it is forgotten already. */
export async function revokeGrant(grant: Grant, settings: OAuthSettings, fetch: FetchFunction): Promise<void> {
  const signal = AbortSignal.timeout(REVOKE_MS);
  const limited: FetchFunction = (url, init) => fetch(url, { ...init, signal });
  try {
    const metadata = await authorizationServer(grant.issuer, limited);
    const client = metadata && clientOfGrant(grant, settings, metadata);
    // Not every kind of metadata has a type that knows it.
    const endpoint: unknown = metadata && Reflect.get(metadata, 'revocation_endpoint');
    if (!client || typeof endpoint !== 'string') return;
    const tokens = [
      ['refresh_token', grant.refreshToken],
      ['access_token', grant.accessToken],
    ] as const;
    for (const [hint, token] of tokens) {
      if (token === undefined) continue;
      const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' });
      const form = new URLSearchParams({ token, token_type_hint: hint });
      clientAuthentication(client, metadata)(headers, form);
      await limited(endpoint, { method: 'POST', headers, body: form });
    }
  } catch {
    // It ends by itself some day.
  }
}
