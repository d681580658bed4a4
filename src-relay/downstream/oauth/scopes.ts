import type { BearerChallenge } from './challenge.ts';
import type { Discovery } from './discovery.ts';
import type { Grant } from './grant-book.ts';

/** What a sign-in's scopes are chosen from. */
export interface ScopeChoice {
  readonly discovery: Discovery;
  readonly challenge: BearerChallenge | undefined;
  readonly configured: readonly string[] | undefined;
  /** What was granted before, by whichever authorization server. */
  readonly grant: Grant | undefined;
  /** Scopes that a refused request would have needed. */
  readonly missing: readonly string[];
}

/**
 * Scopes to ask for: those of the configuration, else of the challenge, else all that the server knows; and all that were
 * asked for before, so that a sign-in for more does not lose what there was (MCP 2026-07-28, Scope Selection Strategy).
 */
export function scopesForSignIn({ discovery, challenge, configured, grant, missing }: ScopeChoice): string[] {
  const named = challenge?.scopes ?? [];
  const wanted = configured ?? (named.length > 0 ? named : discovery.scopes);
  const before = grant?.issuer === discovery.issuer ? grant.asked : [];
  const scopes = union(before, wanted, missing);
  // Asked for where it is known alone: it is what makes some servers give a refresh token.
  const isOffered = discovery.metadata.scopes_supported?.includes('offline_access') === true;
  return scopes.length > 0 && isOffered ? union(scopes, ['offline_access']) : scopes;
}

/** All of several lists, each once. */
export function union(...lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}
