import { messageOf } from '../../protocol/errors.ts';
import type { Log } from '../../protocol/log.ts';
import type { OAuthSettings, RemoteServer } from '../../protocol/server-config.ts';
import type { AuthorizationHeaders, Authorizer, Refusal } from './authorizer.ts';
import type { OpenBrowser } from './browser.ts';
import { bearerChallenge, type BearerChallenge } from './challenge.ts';
import type { Discovery } from './discovery.ts';
import { hostOf } from './failure.ts';
import type { Grant, GrantBook } from './grant-book.ts';
import { guardedFetch, type FetchFunction } from './guarded-fetch.ts';
import { rightsNeed, signInNeed, type Need } from './need.ts';
import { isSecure } from './network-scope.ts';
import type { Refresher } from './refresher.ts';
import { scopesForSignIn } from './scopes.ts';
import { SignInRun } from './sign-in-run.ts';
import type { SignInEvents, SignInView } from './sign-in-view.ts';
import { SignInError } from './sign-in-error.ts';

export interface ServerSignInParts {
  readonly config: RemoteServer;
  readonly book: GrantBook;
  readonly refresher: Refresher;
  readonly log: Log;
  readonly open: OpenBrowser;
}

/** A token this close to its end is renewed before it is used: in milliseconds, and as a part of its life. */
const RENEW_MS = 60_000;
const RENEW_PART = 0.2;

/** The sign-in at one remote server: authorises its requests, notices when a person is needed, and runs the sign-in. */
export class ServerSignIn implements Authorizer {
  readonly #parts: ServerSignInParts;
  readonly #server: URL;
  readonly #fetch: FetchFunction;
  readonly #listeners = new Set<SignInEvents>();
  #need: Need | undefined;
  #challenge: BearerChallenge | undefined;
  #discovering: Promise<Discovery | undefined> | undefined;
  #issuer: string | undefined;
  #run: SignInRun | undefined;
  #failure: string | undefined;

  constructor(parts: ServerSignInParts) {
    this.#parts = parts;
    this.#server = new URL(parts.config.url);
    const { issuer } = parts.config.oauth ?? {};
    this.#fetch = guardedFetch(this.#server, issuer === undefined ? [] : [issuer]);
    parts.book.listen(() => this.#tell());
  }

  listen(events: SignInEvents): void {
    this.#listeners.add(events);
  }

  /** What a person has to do before the server answers, in a sentence; undefined where nothing. */
  get need(): string | undefined {
    return this.#openNeed?.kind === 'needed' ? this.#openNeed.sentence : undefined;
  }

  get view(): SignInView | undefined {
    const kept = this.#parts.book.peek(this.#key);
    const need = this.#openNeed;
    if (!kept && !need && !this.#run && this.#failure === undefined) return undefined;
    return {
      state: this.#run ? 'running' : (need?.kind ?? (kept ? 'done' : 'needed')),
      issuer: this.#issuer ?? kept?.grant.issuer,
      scopes: need?.scopes ?? kept?.grant.scopes ?? [],
      address: this.#run?.address,
      place: kept?.place,
      account: kept?.grant.account,
      failure: this.#failure,
    };
  }

  /** Reads what is stored, before a connection is tried. Never rejects. */
  async prepare(): Promise<void> {
    await this.#parts.book.load(this.#key);
  }

  /** The server was connected to: whatever it had refused before, it takes now. */
  worked(): void {
    if (this.#openNeed?.kind !== 'needed') return;
    this.#need = undefined;
    this.#tell();
  }

  headers(): AuthorizationHeaders | Promise<AuthorizationHeaders> {
    const grant = this.#grant;
    // A token that http would show to the network is not sent (RFC 6750, section 5.2).
    if (!grant || !isSecure(this.#server)) return {};
    return isFresh(grant) || grant.refreshToken === undefined ? bearer(grant) : this.#renewed(grant);
  }

  async refused({ status, challenges, sent, isLast }: Refusal): Promise<boolean> {
    const challenge = bearerChallenge(challenges);
    const token = tokenOf(sent);
    const { book } = this.#parts;
    const current = this.#grant?.accessToken;
    // Another request was first, and there is a new token already.
    if (current !== undefined && current !== token) return !isLast;
    if (status === 403) return this.#refusedRights(challenge, token);
    if (challenges.length > 0 && !challenge) return false;
    if (!isSecure(this.#server)) {
      throw new Error('it asks for a sign-in, and none is sent over plain http. Use its https address');
    }
    const known = this.#openNeed;
    if (known?.kind === 'needed') throw new Error(known.sentence);
    this.#challenge = challenge;
    const place = await this.#discover();
    if (!place) return false;
    const found = await book.loadAt(place);
    if (found && !isLast && found.grant.accessToken !== token) {
      await book.bind(this.#key, place);
      return true;
    }
    if (found?.grant.refreshToken !== undefined && !isLast) {
      const grant = await this.#refresh(found.grant);
      if (grant) return true;
    }
    throw this.#raise(signInNeed(this.#grant, place, this.#scopesToAsk(place), this.#howTo));
  }

  /**
   * Starts a sign-in, or joins the one under way; resolves when the person can go to its address.
   * @param opensBrowser whether the relay opens it by itself
   * @throws SignInError where it cannot be started
   */
  async begin(opensBrowser: boolean): Promise<SignInView | undefined> {
    if (!isSecure(this.#server)) {
      throw new SignInError('refused', `${this.#server.host} is reached over plain http. Use its https address.`);
    }
    const run = this.#run ?? this.#start(opensBrowser);
    await run.started;
    return this.view;
  }

  /** Resolves when no sign-in is under way. */
  async ended(): Promise<void> {
    await this.#run?.ended;
  }

  /** Ends the sign-in that is under way. */
  async cancel(): Promise<void> {
    await this.#run?.cancel();
    this.#failure = undefined;
  }

  /** Forgets the grant, and has the authorization server forget it; false where there was none. */
  async signOut(): Promise<boolean> {
    await this.cancel();
    const { book } = this.#parts;
    await book.load(this.#key);
    const grant = this.#grant;
    this.#need = undefined;
    if (!grant) return false;
    // First here: the server may take long, or be gone.
    await book.forget(grant);
    this.#note(`signed out at ${hostOf(grant.issuer)}`);
    const { revokeGrant } = await import('./revocation.ts');
    await revokeGrant(grant, this.#settings, this.#fetch);
    return true;
  }

  /** Ends what is under way; nothing is told any more. */
  async close(): Promise<void> {
    this.#listeners.clear();
    await this.cancel();
  }

  get #key(): string {
    return this.#server.href;
  }

  get #settings(): OAuthSettings {
    return this.#parts.config.oauth ?? {};
  }

  get #grant(): Grant | undefined {
    return this.#parts.book.peek(this.#key)?.grant;
  }

  get #openNeed(): Need | undefined {
    return this.#need?.holds(this.#grant) ? this.#need : undefined;
  }

  get #howTo(): string {
    return `Sign in in the app, or with: mcp-relay auth login ${this.#parts.config.name}`;
  }

  async #renewed(grant: Grant): Promise<AuthorizationHeaders> {
    try {
      const renewed = await this.#refresh(grant);
      // Without one the server says what it needs.
      return renewed ? bearer(renewed) : {};
    } catch (error) {
      if ((grant.expiresAt ?? 0) > Date.now()) return bearer(grant);
      throw error;
    }
  }

  #refresh(grant: Grant): Promise<Grant | undefined> {
    return this.#parts.refresher.refresh({ grant, settings: this.#settings, fetch: this.#fetch });
  }

  /** Decides on a 403: only one that asks for scopes is a matter of signing in (RFC 6750, section 3.1). */
  #refusedRights(challenge: BearerChallenge | undefined, token: string | undefined): false {
    const grant = this.#grant;
    if (challenge?.error !== 'insufficient_scope' || !grant || token === undefined) return false;
    this.#challenge = challenge;
    throw this.#raise(rightsNeed(grant, challenge, this.#howTo));
  }

  /** Where to sign in, as the server says now; one question serves all that ask meanwhile. */
  async #discover(): Promise<Discovery | undefined> {
    const request = {
      server: this.#server,
      challenge: this.#challenge,
      issuer: this.#settings.issuer,
      fetch: this.#fetch,
    };
    this.#discovering ??= import('./discovery.ts')
      .then(({ discover }) => discover(request))
      .finally(() => {
        this.#discovering = undefined;
      });
    try {
      const discovery = await this.#discovering;
      this.#issuer = discovery?.issuer;
      return discovery;
    } catch (error) {
      // It is tried again soon: there may be nothing for a person to do.
      if (!(error instanceof SignInError) || error.kind === 'unreachable') throw error;
      this.#issuer = undefined;
      throw this.#raise(signInNeed(this.#grant, { failure: error.message }, [], this.#howTo));
    }
  }

  #scopesToAsk(discovery: Discovery): string[] {
    return scopesForSignIn({
      discovery,
      challenge: this.#challenge,
      configured: this.#settings.scopes,
      grant: this.#grant,
      missing: this.#openNeed?.kind === 'rights' ? this.#openNeed.scopes : [],
    });
  }

  #start(opensBrowser: boolean): SignInRun {
    const run = new SignInRun(
      (signal, onAddress) => this.#signIn(signal, onAddress),
      async (url) => {
        this.#tell();
        if (opensBrowser) await this.#parts.open(url);
      },
    );
    this.#run = run;
    this.#failure = undefined;
    this.#tell();
    run.ended
      .then((failure) => {
        this.#run = undefined;
        this.#failure = failure;
        this.#tell();
      })
      .catch((error: unknown) => this.#parts.log.error(`${this.#parts.config.name}: ${messageOf(error)}`));
    return run;
  }

  async #signIn(signal: AbortSignal, onAddress: (url: URL) => Promise<void>): Promise<void> {
    const { config, book, log } = this.#parts;
    const { signInAt } = await import('./sign-in-at.ts');
    const grant = await signInAt({
      server: this.#server,
      key: this.#key,
      settings: this.#settings,
      challenge: this.#challenge,
      book,
      fetch: this.#fetch,
      scopes: (discovery) => {
        this.#issuer = discovery.issuer;
        return this.#scopesToAsk(discovery);
      },
      signal,
      onAddress,
    });
    this.#need = undefined;
    log.info(`${config.name}: signed in at ${hostOf(grant.issuer)}`);
    this.#note(`signed in at ${hostOf(grant.issuer)}`);
  }

  #raise(need: Need): Error {
    const isNew = this.#openNeed?.sentence !== need.sentence;
    this.#need = need;
    if (isNew) {
      this.#note(need.sentence);
      this.#tell();
    }
    return new Error(need.sentence);
  }

  #note(message: string): void {
    for (const listener of this.#listeners) listener.onNotice(message);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener.onChange();
  }
}

function isFresh({ obtainedAt, expiresAt }: Grant): boolean {
  if (expiresAt === undefined) return true;
  return Date.now() < expiresAt - Math.min(RENEW_MS, (expiresAt - obtainedAt) * RENEW_PART);
}

function bearer({ accessToken }: Grant): AuthorizationHeaders {
  return { authorization: `Bearer ${accessToken}` };
}

function tokenOf(sent: AuthorizationHeaders): string | undefined {
  return sent.authorization?.replace(/^Bearer /u, '');
}
