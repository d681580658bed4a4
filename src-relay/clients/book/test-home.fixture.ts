import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { FileSecretStore } from '../../config/secret-store-file.ts';
import { nodeDisk, type Disk } from '../files/disk.ts';
import type { ClientStrategy } from '../strategies/strategy.ts';
import type { ClientId } from '../types.ts';
import { FileClientBook } from './book.ts';
import type { BookParts } from './parts.ts';

/** No test here cuts the power: waiting for the disk would be most of its time. */
const UNSYNCED: Disk = { ...nodeDisk, sync: () => {}, syncFolder: () => {} };

/** The environment in which a client's folders are all under its home. */
const NO_ENVIRONMENT = {};

export interface TestHome {
  readonly home: string;
  readonly parts: BookParts;
  readonly book: FileClientBook;
  /** The first file of a client, its folder made. */
  readonly fileOf: (strategy: ClientStrategy) => string;
  readonly read: (file: string) => Buffer;
}

/** A home folder of its own, with the book of what was done in it. */
export function testHome(changes: Partial<BookParts> = {}, platform: NodeJS.Platform = 'linux'): TestHome {
  const home = mkdtempSync(join(tmpdir(), 'clients-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const parts = bookParts(home, platform, changes);
  return {
    home,
    parts,
    book: new FileClientBook(parts),
    fileOf(strategy) {
      const [file] = strategy.files(parts.places, { exists: () => true, list: () => [] });
      if (file === undefined) throw new Error(`${strategy.id} has no file`);
      mkdirSync(dirname(file), { recursive: true });
      return file;
    },
    read: (file) => readFileSync(file),
  };
}

/** Parts of a book over a home folder; tokens are made up, and lie where the book finds them again. */
export function bookParts(
  home: string,
  platform: NodeJS.Platform = 'linux',
  changes: Partial<BookParts> = {},
  disk: Disk = UNSYNCED,
): BookParts {
  const data = join(home, 'data');
  mkdirSync(data, { recursive: true });
  const tokenFile = (id: ClientId): string => join(data, `${id}.token`);
  return {
    places: { home, platform, env: NO_ENVIRONMENT },
    disk,
    recordFile: join(data, 'clients.json'),
    backupFolder: join(data, 'backups'),
    relayConfig: join(home, 'relay.json'),
    maxServers: 32,
    relayEnv: { SET: 'value' },
    secrets: new FileSecretStore(join(data, 'secrets.json')),
    entryOf: (id) => ({
      command: { program: '/opt/relay/bridge', args: [] },
      url: 'http://127.0.0.1:8000/mcp',
      token: textOf(tokenFile(id)),
    }),
    provideToken(id) {
      const known = textOf(tokenFile(id));
      if (known !== '') return known;
      writeFileSync(tokenFile(id), `mcpr_made-up-${id}`);
      return textOf(tokenFile(id));
    },
    forgetToken: (id) => rmSync(tokenFile(id), { force: true }),
    mask: (text) => text,
    runningPrograms: () => Promise.resolve(new Set<string>()),
    runProgram: () => Promise.reject(new Error('no program runs in a test')),
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    ...changes,
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
