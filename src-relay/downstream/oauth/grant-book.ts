import { hash } from 'node:crypto';
import { z } from 'zod';
import { messageOf } from '../../protocol/errors.ts';
import type { Log } from '../../protocol/log.ts';
import type { SecretPlace, SecretStore } from '../../protocol/secret-store.ts';

/** What a person has granted: tokens of one authorization server for one resource. */
const grantSchema = z.object({
  issuer: z.string(),
  resource: z.string(),
  /** The client they were given to; with its secret where it was registered for the relay. */
  clientId: z.string(),
  clientSecret: z.string().optional(),
  authMethod: z.string().optional(),
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  /** From when to when the access token is good, in milliseconds since the epoch; the end is absent where nobody says. */
  obtainedAt: z.number(),
  expiresAt: z.number().optional(),
  /** Scopes that were granted, and those that were ever asked for: the next sign-in asks for them again. */
  scopes: z.array(z.string()),
  asked: z.array(z.string()),
  /** Who signed in, where the server says so. */
  account: z.string().optional(),
});
export type Grant = z.infer<typeof grantSchema>;

/** A client that an authorization server has registered for this relay (RFC 7591). */
const registrationSchema = z.object({
  issuer: z.string(),
  clientId: z.string(),
  clientSecret: z.string().optional(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number().optional(),
  authMethod: z.string().optional(),
  redirectUri: z.string(),
  /** Scopes that it may ask for; absent where it was registered without any. */
  scopes: z.array(z.string()).optional(),
});
export type Registration = z.infer<typeof registrationSchema>;

const bindingSchema = z.object({ issuer: z.string(), resource: z.string() });
/** Whose tokens open which resource: what grants are kept under. */
export type GrantPlace = z.infer<typeof bindingSchema>;

/**
 * Names in the secret store. None of them can be named by a configuration: those have no colon. They are hashes, for names
 * stand in clear, and addresses may hold credentials.
 */
const KEYS = {
  binding: (server: string): string => `oauth:server:${hash('sha256', server)}`,
  grant: ({ issuer, resource }: GrantPlace): string => `oauth:grant:${hash('sha256', `${issuer} ${resource}`)}`,
  registration: (issuer: string): string => `oauth:client:${hash('sha256', issuer)}`,
};

export interface KeptGrant {
  readonly grant: Grant;
  readonly place: SecretPlace;
}

/**
 * What the relay holds of sign-ins, in the secret store and in memory: grants by issuer and resource, registrations by
 * issuer, and which grant opens which server. Several servers of the configuration may share one.
 */
export class GrantBook {
  readonly #secrets: SecretStore;
  readonly #log: Log;
  readonly #grants = new Map<string, KeptGrant>();
  readonly #bindings = new Map<string, GrantPlace>();
  readonly #listeners = new Set<() => void>();

  constructor(secrets: SecretStore, log: Log) {
    this.#secrets = secrets;
    this.#log = log;
  }

  /** Hears when a grant came, changed or went. */
  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Whose tokens a server was last opened with, whether or not there still are any. */
  placeOf(server: string): GrantPlace | undefined {
    return this.#bindings.get(server);
  }

  /** The grant of a server as it was last read or stored. */
  peek(server: string): KeptGrant | undefined {
    const place = this.#bindings.get(server);
    return place && this.#grants.get(KEYS.grant(place));
  }

  /** Reads a server's grant anew: another process may have signed in. Never rejects: what cannot be read is not there. */
  async load(server: string): Promise<KeptGrant | undefined> {
    const place = (await this.#read(KEYS.binding(server), bindingSchema))?.value;
    // What cannot be stored is still known here.
    if (!place) return this.peek(server);
    this.#bindings.set(server, place);
    return this.loadAt(place);
  }

  /** The grant for a resource, whichever server it was given for. Never rejects. */
  async loadAt(place: GrantPlace): Promise<KeptGrant | undefined> {
    const key = KEYS.grant(place);
    const read = await this.#read(key, grantSchema);
    if (read) this.#grants.set(key, { grant: read.value, place: read.place });
    return this.#grants.get(key);
  }

  /** Has a server use the grant for a resource. */
  async bind(server: string, place: GrantPlace): Promise<void> {
    this.#bindings.set(server, place);
    await this.#write(KEYS.binding(server), { issuer: place.issuer, resource: place.resource });
  }

  /**
   * Keeps a grant. It is stored before anybody uses it: a refresh token that was rotated must not be lost. Where it cannot be
   * stored it serves until the relay stops.
   */
  async keep(grant: Grant): Promise<void> {
    const key = KEYS.grant(grant);
    const place = await this.#write(key, grant);
    this.#grants.set(key, { grant, place: place ?? 'memory' });
    this.#tell();
  }

  /** Forgets a grant, unless it is already another one. */
  async forget(grant: Grant): Promise<void> {
    const key = KEYS.grant(grant);
    const stored = await this.#read(key, grantSchema);
    if (stored && stored.value.accessToken !== grant.accessToken) {
      this.#grants.set(key, { grant: stored.value, place: stored.place });
    } else {
      this.#grants.delete(key);
      await this.#remove(key);
    }
    this.#tell();
  }

  async registration(issuer: string): Promise<Registration | undefined> {
    return (await this.#read(KEYS.registration(issuer), registrationSchema))?.value;
  }

  async keepRegistration(registration: Registration): Promise<void> {
    await this.#write(KEYS.registration(registration.issuer), registration);
  }

  async forgetRegistration(issuer: string): Promise<void> {
    await this.#remove(KEYS.registration(issuer));
  }

  /** Does one thing at a time with an issuer's tokens, in all processes of the data folder. */
  exclusively<T>(issuer: string, work: () => Promise<T>): Promise<T> {
    return this.#secrets.exclusively(`oauth ${issuer}`, work);
  }

  async #read<T>(key: string, schema: z.ZodType<T>): Promise<{ value: T; place: SecretPlace } | undefined> {
    try {
      const kept = await this.#secrets.find(key);
      if (!kept) return undefined;
      const parsed = schema.safeParse(JSON.parse(kept.value));
      return parsed.success ? { value: parsed.data, place: kept.place } : undefined;
    } catch (error) {
      // An error of the parser quotes what it could not read.
      const cause = error instanceof SyntaxError ? 'what is stored is no JSON' : messageOf(error);
      this.#log.warn(`a sign-in cannot be read from the secret store: ${cause}`);
      return undefined;
    }
  }

  async #write(key: string, value: unknown): Promise<SecretPlace | undefined> {
    try {
      return await this.#secrets.set(key, JSON.stringify(value));
    } catch (error) {
      this.#log.warn(`a sign-in cannot be stored, it is lost when the relay stops: ${messageOf(error)}`);
      return undefined;
    }
  }

  async #remove(key: string): Promise<void> {
    try {
      await this.#secrets.remove(key);
    } catch (error) {
      this.#log.warn(`a sign-in cannot be removed from the secret store: ${messageOf(error)}`);
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
