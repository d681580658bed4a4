import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AgreedSecretStore } from './secret-store-agreed.ts';
import { FileSecretStore } from './secret-store-file.ts';
import { KeychainSecretStore, type KeychainCipher } from './secret-store-keychain.ts';
import { LateSecretStore } from './secret-store-late.ts';
import { namedSecrets } from './secrets.ts';

let folder: string;
let file: string;
let clear: FileSecretStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  file = join(folder, 'secrets.json');
  clear = new FileSecretStore(file);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the file', () => {
  test('keeps what it is given, for its owner alone, and finds what another process put there', async () => {
    expect(await clear.find('a')).toBeUndefined();
    expect(await clear.set('a', 'one')).toBe('file');
    await new FileSecretStore(file).set('b', 'two');
    expect(await clear.find('b')).toEqual({ value: 'two', place: 'file' });
    expect(await clear.keys()).toEqual(['a', 'b']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await clear.remove('a')).toBe(true);
    expect(await clear.remove('a')).toBe(false);
    expect(readFileSync(file, 'utf8')).not.toContain('one');
  });

  test('many changes at once lose none', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => clear.set(`k${index}`, 'v')));
    expect(await clear.keys()).toHaveLength(30);
  });

  test('says that it is broken without saying what is in it, and is not written over', async () => {
    writeFileSync(file, '{"version":1,"secrets":{"a":"hunter2"');
    const failure = await clear.find('a').catch(String);
    expect(failure).toContain('is broken');
    expect(failure).not.toContain('hunter2');
    await expect(clear.set('b', 'x')).rejects.toThrow('is broken');
    expect(readFileSync(file, 'utf8')).toContain('hunter2');
  });

  test('lets one at a time do something under a name', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
    };
    const other = new FileSecretStore(file);
    await Promise.all([clear.exclusively('x', work), other.exclusively('x', work), clear.exclusively('x', work)]);
    expect(most).toBe(1);
  });

  test('gives a configuration the names that it may use alone', async () => {
    await clear.set('API_KEY', 'one');
    await clear.set('oauth:grant:0', 'two');
    expect(await namedSecrets(clear)).toEqual(new Map([['API_KEY', 'one']]));
  });
});

/** Nobody could read it by chance, which is as good as encrypting for what is tested. */
function cipherOf(state: { isLocked?: boolean; isOutdated?: boolean } = {}): KeychainCipher {
  const turned = (bytes: Buffer): Buffer => {
    if (state.isLocked) throw new Error('locked');
    return Buffer.from(bytes.map((byte) => byte ^ 0x55));
  };
  return {
    encrypt: (text) => Promise.try(() => turned(Buffer.from(text))),
    decrypt: (bytes) => Promise.try(() => ({ text: turned(bytes).toString(), isOutdated: state.isOutdated ?? false })),
  };
}

describe('the keychain', () => {
  test('no secret stands in clear in its file', async () => {
    const encrypted = join(folder, 'secrets.keychain.json');
    const store = new KeychainSecretStore(encrypted, cipherOf(), clear);
    expect(await store.set('a', 'secret value')).toBe('keychain');
    expect(await store.find('a')).toEqual({ value: 'secret value', place: 'keychain' });
    expect(readFileSync(encrypted, 'utf8')).not.toContain('secret value');
    expect(statSync(encrypted).mode & 0o777).toBe(0o600);
    expect(await store.remove('a')).toBe(true);
    expect(await store.find('a')).toBeUndefined();
  });

  test('what the command line has stored is found, and leaves its file when it is replaced', async () => {
    await clear.set('token', 'old');
    const store = new KeychainSecretStore(join(folder, 'secrets.keychain.json'), cipherOf(), clear);
    expect(await store.find('token')).toEqual({ value: 'old', place: 'file' });
    expect(await store.keys()).toEqual(['token']);
    await store.set('token', 'new');
    expect(await store.find('token')).toEqual({ value: 'new', place: 'keychain' });
    expect(await clear.find('token')).toBeUndefined();
  });

  test('what was encrypted with an old key is encrypted anew', async () => {
    const state = { isOutdated: false };
    const encrypted = join(folder, 'secrets.keychain.json');
    const store = new KeychainSecretStore(encrypted, cipherOf(state), clear);
    await store.set('a', 'secret value');
    const { mtimeNs, ino } = statSync(encrypted, { bigint: true });
    state.isOutdated = true;
    expect((await store.find('a'))?.value).toBe('secret value');
    expect(statSync(encrypted, { bigint: true })).not.toMatchObject({ mtimeNs, ino });
  });

  test('one that is locked says so, and nothing is stored in clear instead', async () => {
    const state = { isLocked: false };
    const store = new KeychainSecretStore(join(folder, 'secrets.keychain.json'), cipherOf(state), clear);
    await store.set('a', 'secret value');
    state.isLocked = true;
    await expect(store.find('a')).rejects.toThrow('Unlock it');
    await expect(store.set('b', 'other')).rejects.toThrow('Unlock it');
    expect(await clear.keys()).toEqual([]);
    state.isLocked = false;
    expect((await store.find('a'))?.value).toBe('secret value');
  });
});

describe('without a keychain', () => {
  test('a person is asked once before anything is put into the file, and in no later run', async () => {
    let asked = 0;
    const ask = async (): Promise<boolean> => {
      asked += 1;
      return true;
    };
    const store = new AgreedSecretStore(clear, ask);
    expect(await store.find('a')).toBeUndefined();
    expect(asked).toBe(0);
    expect(await Promise.all([store.set('a', '1'), store.set('b', '2')])).toEqual(['file', 'file']);
    expect(await new AgreedSecretStore(clear, ask).set('c', '3')).toBe('file');
    expect(asked).toBe(1);
    expect(await clear.keys()).toEqual(['a', 'b', 'c']);
    await clear.set('d', '4');
    expect(clear.isAgreed, 'a later change keeps the answer').toBe(true);
  });

  test('who says no has it until the app ends, and nothing on the disk', async () => {
    const store = new AgreedSecretStore(clear, async () => false);
    expect(await store.set('a', 'secret value')).toBe('memory');
    expect(await store.find('a')).toEqual({ value: 'secret value', place: 'memory' });
    expect(await clear.find('a')).toBeUndefined();
    expect(await new AgreedSecretStore(clear, async () => false).find('a')).toBeUndefined();
    expect(await store.remove('a')).toBe(true);
  });

  test('what the command line has put there is replaced there', async () => {
    await clear.set('token', 'old');
    const store = new AgreedSecretStore(clear, async () => false);
    expect(await store.set('token', 'new')).toBe('file');
    expect((await clear.find('token'))?.value).toBe('new');
  });
});

test('a store is chosen when it is needed, and again where that failed', async () => {
  let tries = 0;
  const store = new LateSecretStore(async () => {
    tries += 1;
    if (tries === 1) throw new Error('not yet');
    return clear;
  });
  expect(tries).toBe(0);
  await expect(store.keys()).rejects.toThrow('not yet');
  await store.set('a', '1');
  expect(await store.keys()).toEqual(['a']);
  expect(tries).toBe(2);
});
