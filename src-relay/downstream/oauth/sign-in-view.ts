import type { SecretPlace } from '../../protocol/secret-store.ts';

/** How a server stands with its sign-in, as people are shown it. */
export interface SignInView {
  /** `rights`: signed in, but some of what was asked needs more scopes. `running`: a person is at it. */
  readonly state: 'needed' | 'rights' | 'running' | 'done';
  /** The authorization server; undefined where it is not known yet. */
  readonly issuer: string | undefined;
  /** Scopes that a sign-in would ask for, or that were granted. */
  readonly scopes: readonly string[];
  /** Where to sign in, for a person whose browser did not open. */
  readonly address: string | undefined;
  readonly place: SecretPlace | undefined;
  readonly account: string | undefined;
  /** Why the last sign-in did not work. */
  readonly failure: string | undefined;
}

/** Hears of a server's sign-in. */
export interface SignInEvents {
  /** Something of the view may be another one. */
  onChange(): void;
  /** Something that a person may want to read later, in a sentence. */
  onNotice(message: string): void;
}
