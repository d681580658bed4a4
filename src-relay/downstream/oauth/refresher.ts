import type { OAuthSettings } from '../../protocol/server-config.ts';
import type { Grant, GrantBook } from './grant-book.ts';
import type { FetchFunction } from './guarded-fetch.ts';
import { SignInError } from './sign-in-error.ts';

/** How long a server that did not answer is left alone: it doubles each time, in milliseconds. */
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 5 * 60_000;

interface Pause {
  readonly until: number;
  readonly ms: number;
  readonly failure: SignInError;
}

export interface RefreshRequest {
  readonly grant: Grant;
  readonly settings: OAuthSettings;
  readonly fetch: FetchFunction;
}

/**
 * Renews grants silently. All that need the same one share one request, and the processes of a data folder do it one after
 * the other: a rotated refresh token that is used twice costs the sign-in (RFC 9700, section 4.14.2).
 */
export class Refresher {
  readonly #book: GrantBook;
  readonly #underWay = new Map<string, Promise<Grant | undefined>>();
  readonly #pauses = new Map<string, Pause>();

  constructor(book: GrantBook) {
    this.#book = book;
  }

  /**
   * A grant that replaces this one, stored; undefined where it can no longer be renewed and is forgotten.
   * @throws SignInError where that may work later
   */
  refresh(request: RefreshRequest): Promise<Grant | undefined> {
    const { issuer, resource } = request.grant;
    const key = `${issuer} ${resource}`;
    const known = this.#underWay.get(key);
    if (known) return known;
    const refreshing = this.#refresh(request).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, refreshing);
    return refreshing;
  }

  async #refresh(request: RefreshRequest): Promise<Grant | undefined> {
    const { issuer } = request.grant;
    const pause = this.#pauses.get(issuer);
    if (pause && performance.now() < pause.until) throw pause.failure;
    try {
      const grant = await this.#book.exclusively(issuer, () => this.#refreshAlone(request));
      this.#pauses.delete(issuer);
      return grant;
    } catch (error) {
      if (!(error instanceof SignInError) || error.kind !== 'unreachable') throw error;
      const ms = Math.min(LONGEST_PAUSE_MS, pause ? pause.ms * 2 : FIRST_PAUSE_MS);
      this.#pauses.set(issuer, { until: performance.now() + ms, ms, failure: error });
      throw error;
    }
  }

  async #refreshAlone(request: RefreshRequest): Promise<Grant | undefined> {
    const { settings, fetch } = request;
    const stored = (await this.#book.loadAt(request.grant))?.grant;
    // Another process was first.
    if (stored && stored.accessToken !== request.grant.accessToken) return stored;
    const grant = stored ?? request.grant;
    const { refreshToken } = grant;
    if (refreshToken === undefined) return undefined;
    const [{ authorizationServer }, { clientOfGrant }, { refreshGrant }] = await Promise.all([
      import('./discovery.ts'),
      import('./client.ts'),
      import('./token-request.ts'),
    ]);
    const metadata = await authorizationServer(grant.issuer, fetch);
    if (!metadata)
      throw new SignInError('unreachable', 'Renewing the sign-in failed: its server publishes no metadata.');
    const client = clientOfGrant(grant, settings, metadata);
    if (!client) return this.#giveUp(grant);
    try {
      const { resource, asked } = grant;
      const renewed = await refreshGrant({ metadata, client, resource, asked, fetch, grant, refreshToken });
      await this.#book.keep(renewed);
      return renewed;
    } catch (error) {
      if (!(error instanceof SignInError) || error.kind === 'unreachable') throw error;
      if (error.kind === 'unknown_client') await this.#book.forgetRegistration(grant.issuer);
      return this.#giveUp(grant);
    }
  }

  async #giveUp(grant: Grant): Promise<undefined> {
    await this.#book.forget(grant);
  }
}
