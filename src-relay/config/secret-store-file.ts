import { hash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { KeptSecret, SecretPlace, SecretStore } from '../protocol/secret-store.ts';
import { readSecretFile, SecretStoreError, writeSecretFile, type SecretFile } from './secrets.ts';

/** How long another process may hold a name, and how often it is asked for, in milliseconds. */
const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/** Secrets in one file that only its owner can read (0600): headless mode. Each call reads it anew: others write it too. */
export class FileSecretStore implements SecretStore {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Whether a person has agreed that the app keeps secrets here. */
  get isAgreed(): boolean {
    return readSecretFile(this.#file).agreed;
  }

  agree(): Promise<void> {
    return this.#change((before) => ({ ...before, agreed: true }));
  }

  find(key: string): Promise<KeptSecret | undefined> {
    return Promise.try(() => {
      const value = readSecretFile(this.#file).secrets.get(key);
      return value === undefined ? undefined : { value, place: 'file' };
    });
  }

  async set(key: string, value: string): Promise<SecretPlace> {
    await this.#change(({ secrets, agreed }) => ({ secrets: new Map(secrets).set(key, value), agreed }));
    return 'file';
  }

  async remove(key: string): Promise<boolean> {
    if (!readSecretFile(this.#file).secrets.has(key)) return false;
    await this.#change(({ secrets, agreed }) => {
      const rest = new Map(secrets);
      rest.delete(key);
      return { secrets: rest, agreed };
    });
    return true;
  }

  keys(): Promise<readonly string[]> {
    return Promise.try(() => [...readSecretFile(this.#file).secrets.keys()]);
  }

  async exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    const { takeLock } = await import('../store/file-lock.ts');
    const file = `${this.#file}.${hash('sha256', name).slice(0, 12)}.lock`;
    const deadline = performance.now() + PATIENCE_MS;
    let release = takeLock(file);
    while (!release) {
      if (performance.now() > deadline) throw new SecretStoreError(`Another process does not let go of ${file}.`);
      await wait(POLL_MS);
      release = takeLock(file);
    }
    try {
      return await work();
    } finally {
      release();
    }
  }

  async #change(change: (before: SecretFile) => SecretFile): Promise<void> {
    const { withFileLock } = await import('../store/file-lock.ts');
    withFileLock(this.#file, () => writeSecretFile(this.#file, change(readSecretFile(this.#file))));
  }
}
