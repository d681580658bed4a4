import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../protocol/errors.ts';
import type { SecretStore } from '../protocol/secret-store.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';

const fileSchema = z.object({
  version: z.literal(1),
  secrets: z.record(z.string(), z.string()),
  /** A person has agreed that the app keeps secrets here, which no keychain protects. */
  agreed: z.literal(true).optional(),
});

/** What a file of secrets holds: in clear, or encrypted by the keychain, which the file's name tells. */
export interface SecretFile {
  readonly secrets: ReadonlyMap<string, string>;
  readonly agreed: boolean;
}

/** Names that `${secret:NAME}` may carry. What the relay itself keeps in the store has other ones. */
const SECRET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/** Secrets cannot be read or stored; the message says what to do. */
export class SecretStoreError extends Error {
  readonly code = 'broken_secret_file';
}

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Reads a file of secrets; a missing one is empty. Throws SecretStoreError. */
export function readSecretFile(file: string): SecretFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { secrets: new Map(), agreed: false };
    }
    throw new SecretStoreError(`The secret file ${file} cannot be read (${messageOf(error)}).`, { cause: error });
  }
  const parsed = fileSchema.safeParse(jsonOf(text));
  // What was parsed is not named as the cause: an error of the parser quotes it.
  if (!parsed.success) throw broken(file);
  return { secrets: new Map(Object.entries(parsed.data.secrets)), agreed: parsed.data.agreed === true };
}

/** Writes a file of secrets, readable by its owner alone. Throws SecretStoreError. */
export function writeSecretFile(file: string, { secrets, agreed }: SecretFile): void {
  const content = { version: 1, ...(agreed ? { agreed } : {}), secrets: Object.fromEntries(secrets) };
  try {
    writeFileAtomic(file, `${JSON.stringify(content, null, 2)}\n`);
  } catch (error) {
    const message = `The secret file ${file} cannot be written (${messageOf(error)}). Free space or mend its folder.`;
    throw new SecretStoreError(message, { cause: error });
  }
}

/** The secrets that a configuration may name, read at once: it is expanded without waiting. */
export async function namedSecrets(store: SecretStore): Promise<ReadonlyMap<string, string>> {
  const names = (await store.keys()).filter(isSecretName);
  const found = await Promise.all(names.map(async (name) => [name, (await store.find(name))?.value] as const));
  return new Map(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function broken(file: string): SecretStoreError {
  return new SecretStoreError(`The secret file ${file} is broken. Move it away, set the secrets and sign in anew.`);
}
