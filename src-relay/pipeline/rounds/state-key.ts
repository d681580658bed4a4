import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFileAtomic } from '../../store/atomic-file.ts';
import { withFileLock } from '../../store/file-lock.ts';

/** Bytes of the key: AES-256. */
const KEY_BYTES = 32;

/** The key file cannot be used; the message says what to do. */
class StateKeyError extends Error {
  readonly code = 'broken_state_key';
}

/**
 * The key that a relay of this data folder seals states with, from a file that is made (0600) where there is none: states
 * that clients hold stay good over a restart. Throws StateKeyError for a file that holds no key, and the file system's errors.
 */
export function readStateKey(file: string): Buffer {
  return read(file) ?? withFileLock(file, () => read(file) ?? create(file));
}

/** Gives the key of the file, which is read or made at its first use; without a file one that ends with this relay. */
export function lazyStateKey(file: string | undefined): () => Buffer {
  let key: Buffer | undefined;
  return () => (key ??= file === undefined ? randomBytes(KEY_BYTES) : readStateKey(file));
}

function read(file: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new StateKeyError(`The key file ${file} is broken. Move it away: a new one is made.`);
}

function create(file: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  writeFileAtomic(file, `${key.toString('base64')}\n`);
  return key;
}
