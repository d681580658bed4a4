import { dialog, safeStorage } from 'electron';
import type { DataFolder } from '../src-relay/config/data-folder.ts';
import { AgreedSecretStore } from '../src-relay/config/secret-store-agreed.ts';
import { FileSecretStore } from '../src-relay/config/secret-store-file.ts';
import { type KeychainCipher, KeychainSecretStore } from '../src-relay/config/secret-store-keychain.ts';
import { LateSecretStore } from '../src-relay/config/secret-store-late.ts';
import { PRODUCT } from '../src-relay/protocol/product.ts';
import type { SecretStore } from '../src-relay/protocol/secret-store.ts';

/** Where the app keeps secrets: in the system's keychain, or where it has none in a file, if the person agrees. */
export function appSecrets(folder: DataFolder): SecretStore {
  const clear = new FileSecretStore(folder.secrets);
  return new LateSecretStore(async () =>
    (await hasKeychain())
      ? new KeychainSecretStore(folder.keychain, cipher, clear)
      : new AgreedSecretStore(clear, () => askForFile(folder.secrets)),
  );
}

/** On Linux without a keychain Electron encrypts with a password that everybody knows, and calls that `basic_text`. */
async function hasKeychain(): Promise<boolean> {
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
  return safeStorage.isAsyncEncryptionAvailable();
}

const cipher: KeychainCipher = {
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  async decrypt(bytes) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(bytes);
    return { text: result, isOutdated: shouldReEncrypt };
  },
};

async function askForFile(file: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: PRODUCT.name,
    message: 'This system has no keychain that the app can use.',
    detail: `Sign-ins and other secrets can be kept in a file that only you can read, but that is not encrypted:\n${file}\n\nWithout it they are forgotten when the app quits.`,
    buttons: ['Keep them until the app quits', 'Keep them in the file'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
