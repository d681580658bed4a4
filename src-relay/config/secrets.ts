import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomic } from '../store/atomic-file.ts';

const secretsSchema = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) });

/** Names that `${secret:NAME}` may carry. */
const SECRET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/** The secret file cannot be used; the message says what to do. */
class SecretFileError extends Error {
  readonly code = 'broken_secret_file';
}

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Reads the file that holds secrets in headless mode (0600); a missing one is empty. Throws SecretFileError. */
export function readSecrets(file: string): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    return new Map(Object.entries(secretsSchema.parse(JSON.parse(text)).secrets));
  } catch {
    throw new SecretFileError(`The secret file ${file} is broken. Move it away and set the secrets anew.`);
  }
}

export function writeSecrets(file: string, secrets: ReadonlyMap<string, string>): void {
  writeFileAtomic(file, `${JSON.stringify({ version: 1, secrets: Object.fromEntries(secrets) }, null, 2)}\n`);
}
