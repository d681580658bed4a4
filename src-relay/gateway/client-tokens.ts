import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createDataFolder, type DataFolder } from '../config/data-folder.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { isClientName } from './client-name.ts';
import { createToken, isRegistered, revokeToken } from './tokens.ts';

/**
 * The token of a client that connects by the bridge: kept in a file that its owner alone can read (0600), where the bridge
 * finds it. Made and registered where there is none, or where it was revoked.
 * @param client the name it is registered and logged under, e.g. `cursor`
 * @throws RangeError where this is no name of a client; what the file system and the token file throw
 */
export function provideClientToken(folder: DataFolder, client: string): string {
  if (!isClientName(client)) throw new RangeError(`${client} is no name of a client.`);
  const file = folder.clientTokenFile(client);
  const known = readToken(file);
  if (known !== undefined && isRegistered(folder.tokens, client, known)) return known;
  createDataFolder(folder);
  const { token } = createToken(folder.tokens, client);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileAtomic(file, token);
  return token;
}

/** Revokes that token, and takes its file away. Tokens that the client was given by hand stay. */
export function forgetClientToken(folder: DataFolder, client: string): void {
  const file = folder.clientTokenFile(client);
  const token = readToken(file);
  if (token === undefined) return;
  revokeToken(folder.tokens, client, token);
  rmSync(file, { force: true });
}

function readToken(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
