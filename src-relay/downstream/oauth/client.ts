import { type AuthorizationServerMetadata, registerClient } from '@modelcontextprotocol/client';
import { PRODUCT } from '../../protocol/product.ts';
import type { OAuthSettings } from '../../protocol/server-config.ts';
import { hostOf, requestFailure } from './failure.ts';
import type { Grant, GrantBook, Registration } from './grant-book.ts';
import type { FetchFunction } from './guarded-fetch.ts';
import { SignInError } from './sign-in-error.ts';

/** Who the relay is at an authorization server. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string | undefined;
  /** How it proves that (RFC 7591, section 2), where the registration says so. */
  readonly authMethod: string | undefined;
  /** It was registered for this relay, and may be forgotten there. */
  readonly isRegistered: boolean;
}

/** A registration this close to its end is renewed, in milliseconds. */
const EXPIRY_MARGIN_MS = 60_000;

/** The client that needs no registration: one registered by hand, or described by a document. */
function configuredClient(settings: OAuthSettings, metadata: AuthorizationServerMetadata): OAuthClient | undefined {
  const { clientId, clientSecret, clientMetadataUrl } = settings;
  if (clientId !== undefined) {
    return { id: clientId, secret: clientSecret, authMethod: undefined, isRegistered: false };
  }
  const takesDocuments = metadata.client_id_metadata_document_supported === true;
  return takesDocuments && clientMetadataUrl !== undefined
    ? { id: clientMetadataUrl, secret: undefined, authMethod: 'none', isRegistered: false }
    : undefined;
}

interface ClientRequest {
  readonly settings: OAuthSettings;
  readonly metadata: AuthorizationServerMetadata;
  readonly book: GrantBook;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly fetch: FetchFunction;
}

/**
 * The client for a sign-in: configured, registered before for the same redirect, or registered now (RFC 7591).
 * @throws SignInError
 */
export async function clientForSignIn(request: ClientRequest): Promise<OAuthClient> {
  const { settings, metadata, book, redirectUri, scopes } = request;
  const configured = configuredClient(settings, metadata);
  if (configured) return configured;
  const known = await book.registration(metadata.issuer);
  const mayAsk = scopes.every((scope) => known?.scopes?.includes(scope) !== false);
  if (known?.redirectUri === redirectUri && mayAsk && !hasExpired(known)) return fromRegistration(known);
  if (metadata.registration_endpoint === undefined) {
    const remedy = `Register one there by hand, with the redirect address ${redirectUri}, and name it in "oauth.clientId" and "oauth.redirectPort".`;
    throw new SignInError('refused', `${hostOf(metadata.issuer)} registers no clients by itself. ${remedy}`);
  }
  const registration = await register(request);
  await book.keepRegistration(registration);
  return fromRegistration(registration);
}

/** The client that a grant was given to; undefined where the configuration names another one by now. */
export function clientOfGrant(
  grant: Grant,
  settings: OAuthSettings,
  metadata: AuthorizationServerMetadata,
): OAuthClient | undefined {
  const configured = configuredClient(settings, metadata);
  if (configured) return configured.id === grant.clientId ? configured : undefined;
  return { id: grant.clientId, secret: grant.clientSecret, authMethod: grant.authMethod, isRegistered: true };
}

async function register({ metadata, redirectUri, scopes, fetch }: ClientRequest): Promise<Registration> {
  const { issuer } = metadata;
  try {
    const registered = await registerClient(issuer, {
      metadata,
      clientMetadata: {
        client_name: PRODUCT.name,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: authMethodFor(metadata),
        application_type: 'native',
        software_id: PRODUCT.slug,
        software_version: PRODUCT.version,
      },
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      fetchFn: fetch,
    });
    const { client_id, client_secret, client_secret_expires_at, token_endpoint_auth_method } = registered;
    return {
      issuer,
      clientId: client_id,
      redirectUri,
      ...(scopes.length === 0 ? {} : { scopes: [...scopes] }),
      ...(client_secret === undefined ? {} : { clientSecret: client_secret }),
      ...(client_secret_expires_at ? { expiresAt: client_secret_expires_at * 1000 } : {}),
      ...(token_endpoint_auth_method === undefined ? {} : { authMethod: token_endpoint_auth_method }),
    };
  } catch (error) {
    throw await requestFailure('Registering this relay', issuer, error, []);
  }
}

/** A program on a person's machine keeps no secret from them: it has none where the server lets it (RFC 8252, section 8.4). */
function authMethodFor({
  token_endpoint_auth_methods_supported: methods = ['none'],
}: AuthorizationServerMetadata): string {
  const order = ['none', 'client_secret_basic', 'client_secret_post'];
  return order.find((method) => methods.includes(method)) ?? 'none';
}

function hasExpired({ expiresAt }: Registration): boolean {
  return expiresAt !== undefined && expiresAt - EXPIRY_MARGIN_MS < Date.now();
}

function fromRegistration({ clientId, clientSecret, authMethod }: Registration): OAuthClient {
  return { id: clientId, secret: clientSecret, authMethod, isRegistered: true };
}
