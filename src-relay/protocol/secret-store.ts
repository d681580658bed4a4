/** Where a secret is kept, as people are told it: `memory` is gone when the program ends. */
export const SECRET_PLACES = ['keychain', 'file', 'memory'] as const;
export type SecretPlace = (typeof SECRET_PLACES)[number];

export interface KeptSecret {
  readonly value: string;
  readonly place: SecretPlace;
}

/**
 * Keeps secrets between runs (spec/relay.md, "Running it"): the system's keychain in the app, a file that only its owner can
 * read in headless mode. Keys are no secrets. Everything may reject with an Error that says what to do.
 */
export interface SecretStore {
  find(key: string): Promise<KeptSecret | undefined>;
  /** Stores a value, on disk when this resolves, and says where. */
  set(key: string, value: string): Promise<SecretPlace>;
  /** False where there was none. */
  remove(key: string): Promise<boolean>;
  keys(): Promise<readonly string[]>;
  /** Does one thing at a time under a name, in all processes that share the data folder. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>;
}
