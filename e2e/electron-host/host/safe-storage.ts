import type * as Electron from 'electron';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { commandLine } from './command-line.ts';
import { Guarded, named } from './guard.ts';

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;

const MARK = Buffer.from('v11');
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

const BACKENDS: Readonly<Record<string, Backend>> = {
  basic: 'basic_text',
  'gnome-libsecret': 'gnome_libsecret',
  kwallet: 'kwallet',
  kwallet5: 'kwallet5',
  kwallet6: 'kwallet6',
};

/** The key stands where a keychain would: in the app's data, made on first use. */
function key(): Buffer {
  const folder = app.getPath('userData');
  const file = join(folder, 'electron-host-key');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600 });
  } catch {
    // It is there already.
  }
  return readFileSync(file);
}

/** Electron's safeStorage: what it writes is really encrypted, so that no plain text can be found in files. */
class SafeStorage
  extends Guarded
  implements
    Pick<
      Electron.SafeStorage,
      | 'isAsyncEncryptionAvailable'
      | 'encryptStringAsync'
      | 'decryptStringAsync'
      | 'getSelectedStorageBackend'
      | 'isEncryptionAvailable'
      | 'setUsePlainTextEncryption'
    >
{
  #usesPlainText = false;

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return Promise.resolve(app.isReady());
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    this.#ready();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const encrypted = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([MARK, iv, cipher.getAuthTag(), encrypted]);
  }

  async decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    this.#ready();
    const bytes = Buffer.from(encrypted);
    const start = MARK.length + IV_BYTES;
    try {
      if (!bytes.subarray(0, MARK.length).equals(MARK)) throw new Error('not encrypted here');
      const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(MARK.length, start));
      decipher.setAuthTag(bytes.subarray(start, start + TAG_BYTES));
      const plain = Buffer.concat([decipher.update(bytes.subarray(start + TAG_BYTES)), decipher.final()]);
      return { result: plain.toString('utf8'), shouldReEncrypt: false };
    } catch (error) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.', { cause: error });
    }
  }

  /** Playwright always runs Electron with --password-store=basic; the variable lets a spec have another backend. */
  getSelectedStorageBackend(): Backend {
    if (!app.isReady()) return 'unknown';
    const store = process.env['ELECTRON_HOST_PASSWORD_STORE'] ?? commandLine.getSwitchValue('password-store');
    return BACKENDS[store] ?? 'basic_text';
  }

  isEncryptionAvailable(): boolean {
    return app.isReady() && (this.#usesPlainText || this.getSelectedStorageBackend() !== 'basic_text');
  }

  setUsePlainTextEncryption(usesPlainText: boolean): void {
    this.#usesPlainText = usesPlainText;
  }

  #ready(): void {
    if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
  }
}

export const safeStorage = named('safeStorage', new SafeStorage());
