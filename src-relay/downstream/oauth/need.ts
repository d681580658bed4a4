import type { BearerChallenge } from './challenge.ts';
import { hostOf } from './failure.ts';
import type { Grant } from './grant-book.ts';
import { union } from './scopes.ts';

/** What a person has to do before a server answers again, or answers more. */
export interface Need {
  readonly kind: 'needed' | 'rights';
  /** Whether the grant at hand still leaves it open. */
  readonly holds: (grant: Grant | undefined) => boolean;
  /** Scopes that a sign-in would ask for. */
  readonly scopes: readonly string[];
  /** What is wrong and the next step, without a full stop at the end. */
  readonly sentence: string;
}

/**
 * A sign-in, because the server takes no token or not this one.
 * @param refused the grant that was not good enough; any other one ends the need
 * @param where the authorization server, or why there is none
 */
export function signInNeed(
  refused: Grant | undefined,
  where: { readonly issuer: string } | { readonly failure: string },
  scopes: readonly string[],
  howTo: string,
): Need {
  const token = refused?.accessToken;
  return {
    kind: 'needed',
    holds: (grant) => grant?.accessToken === token,
    scopes,
    sentence:
      'issuer' in where
        ? `it needs a sign-in at ${hostOf(where.issuer)}. ${howTo}`
        : `it needs a sign-in, and none is possible. ${where.failure.replace(/\.$/u, '')}`,
  };
}

/**
 * More scopes than were granted (RFC 6750, section 3.1, `insufficient_scope`). Throws an Error where all that the server
 * names were: to sign in again would ask for what there is, and end at the same refusal.
 */
export function rightsNeed(grant: Grant, { scopes }: BearerChallenge, howTo: string): Need {
  const missing = scopes.filter((scope) => !grant.scopes.includes(scope));
  if (missing.length === 0) {
    throw new Error('it refuses this although every right that it names was granted. Ask who runs it');
  }
  return {
    kind: 'rights',
    holds: (now) => now !== undefined && missing.some((scope) => !now.scopes.includes(scope)),
    scopes: union(grant.asked, grant.scopes, scopes),
    sentence: `it needs more rights for this (${missing.join(' ')}). ${howTo}`,
  };
}
