import type { KeptSecret, SecretPlace, SecretStore } from '../protocol/secret-store.ts';

/** A store that is chosen when it is first needed: asking the keychain takes time, and may ask the person to unlock it. */
export class LateSecretStore implements SecretStore {
  readonly #choose: () => Promise<SecretStore>;
  #chosen: Promise<SecretStore> | undefined;

  constructor(choose: () => Promise<SecretStore>) {
    this.#choose = choose;
  }

  async find(key: string): Promise<KeptSecret | undefined> {
    return (await this.#store()).find(key);
  }

  async set(key: string, value: string): Promise<SecretPlace> {
    return (await this.#store()).set(key, value);
  }

  async remove(key: string): Promise<boolean> {
    return (await this.#store()).remove(key);
  }

  async keys(): Promise<readonly string[]> {
    return (await this.#store()).keys();
  }

  async exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    return (await this.#store()).exclusively(name, work);
  }

  #store(): Promise<SecretStore> {
    this.#chosen ??= this.#choose().catch((error: unknown) => {
      // A keychain that was locked may be open the next time.
      this.#chosen = undefined;
      throw error;
    });
    return this.#chosen;
  }
}
