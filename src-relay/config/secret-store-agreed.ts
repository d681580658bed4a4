import type { KeptSecret, SecretPlace, SecretStore } from '../protocol/secret-store.ts';
import type { FileSecretStore } from './secret-store-file.ts';

/**
 * Secrets of an app whose system has no keychain (`basic_text` on Linux): nothing new is put into the file before a person
 * has agreed; without that it is kept in memory until the app ends (design.md, decision 8).
 */
export class AgreedSecretStore implements SecretStore {
  readonly #file: FileSecretStore;
  readonly #ask: () => Promise<boolean>;
  readonly #memory = new Map<string, string>();
  /** The question under way, or its answer: it is asked once in a run. */
  #answer: Promise<boolean> | undefined;

  /** @param ask asks the person whether secrets may be kept in the file */
  constructor(file: FileSecretStore, ask: () => Promise<boolean>) {
    this.#file = file;
    this.#ask = ask;
  }

  async find(key: string): Promise<KeptSecret | undefined> {
    const value = this.#memory.get(key);
    return value === undefined ? this.#file.find(key) : { value, place: 'memory' };
  }

  async set(key: string, value: string): Promise<SecretPlace> {
    // What the command line has put there, with the person's knowledge, is only replaced.
    const isThere = !this.#memory.has(key) && (await this.#file.find(key)) !== undefined;
    if (isThere || (await this.#isAgreed())) {
      this.#memory.delete(key);
      return this.#file.set(key, value);
    }
    this.#memory.set(key, value);
    return 'memory';
  }

  async remove(key: string): Promise<boolean> {
    const wasInMemory = this.#memory.delete(key);
    return (await this.#file.remove(key)) || wasInMemory;
  }

  async keys(): Promise<readonly string[]> {
    return [...new Set([...this.#memory.keys(), ...(await this.#file.keys())])];
  }

  exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#file.exclusively(name, work);
  }

  #isAgreed(): Promise<boolean> {
    this.#answer ??= this.#askOnce();
    return this.#answer;
  }

  async #askOnce(): Promise<boolean> {
    if (this.#file.isAgreed) return true;
    if (!(await this.#ask())) return false;
    await this.#file.agree();
    return true;
  }
}
