import type { KeptSecret, SecretPlace, SecretStore } from '../protocol/secret-store.ts';
import { messageOf } from '../protocol/errors.ts';
import { FileSecretStore } from './secret-store-file.ts';
import { SecretStoreError } from './secrets.ts';

/** Encrypts with a key that the system's keychain holds. Rejects where the keychain refuses. */
export interface KeychainCipher {
  encrypt(text: string): Promise<Buffer>;
  /** `isOutdated`: the key was changed, what it gave should be encrypted anew. */
  decrypt(bytes: Buffer): Promise<{ readonly text: string; readonly isOutdated: boolean }>;
}

/**
 * Secrets encrypted by the system's keychain. What the command line has put into the file of headless mode is found too;
 * what is stored here leaves it, so that no older copy of a token is used by anybody.
 */
export class KeychainSecretStore implements SecretStore {
  readonly #file: string;
  readonly #encrypted: FileSecretStore;
  readonly #cipher: KeychainCipher;
  readonly #clear: FileSecretStore;

  /**
   * @param file holds what was encrypted, in base64
   * @param clear the file of headless mode
   */
  constructor(file: string, cipher: KeychainCipher, clear: FileSecretStore) {
    this.#file = file;
    this.#encrypted = new FileSecretStore(file);
    this.#cipher = cipher;
    this.#clear = clear;
  }

  async find(key: string): Promise<KeptSecret | undefined> {
    const kept = await this.#encrypted.find(key);
    if (!kept) return this.#clear.find(key);
    const { text, isOutdated } = await this.#decrypt(kept.value);
    if (isOutdated) await this.set(key, text);
    return { value: text, place: 'keychain' };
  }

  async set(key: string, value: string): Promise<SecretPlace> {
    let bytes: Buffer;
    try {
      bytes = await this.#cipher.encrypt(value);
    } catch (error) {
      const message = `The system's keychain did not take a secret (${messageOf(error)}). Unlock it and try again.`;
      throw new SecretStoreError(message, { cause: error });
    }
    await this.#encrypted.set(key, bytes.toString('base64'));
    await this.#clear.remove(key);
    return 'keychain';
  }

  async remove(key: string): Promise<boolean> {
    const removed = [await this.#encrypted.remove(key), await this.#clear.remove(key)];
    return removed.includes(true);
  }

  async keys(): Promise<readonly string[]> {
    return [...new Set([...(await this.#encrypted.keys()), ...(await this.#clear.keys())])];
  }

  exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#clear.exclusively(name, work);
  }

  async #decrypt(base64: string): Promise<{ text: string; isOutdated: boolean }> {
    try {
      return await this.#cipher.decrypt(Buffer.from(base64, 'base64'));
    } catch (error) {
      const cause = `The system's keychain does not open ${this.#file} (${messageOf(error)}).`;
      const message = `${cause} Unlock it, or move the file away and sign in anew.`;
      throw new SecretStoreError(message, { cause: error });
    }
  }
}
