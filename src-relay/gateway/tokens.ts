import { hash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomic } from '../store/atomic-file.ts';

const tokensSchema = z.object({
  version: z.literal(1),
  tokens: z.array(z.object({ id: z.string(), client: z.string(), hash: z.string(), createdAt: z.string() })),
});

/** A registered client's token as it is stored: its hash, never itself. */
export type StoredToken = z.infer<typeof tokensSchema>['tokens'][number];

/** The token file cannot be used; the message says what to do. */
class TokenFileError extends Error {
  readonly code = 'broken_token_file';
}

/** Names of clients: they become the identity `client:NAME`. */
const CLIENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

export function isClientName(name: string): boolean {
  return CLIENT_NAME.test(name);
}

/** SHA-256 of a token, in hex. Tokens are 256 random bits, so a plain hash cannot be searched. */
function tokenHash(token: string): string {
  return hash('sha256', token, 'hex');
}

/** Reads the token file; a missing one is empty. Throws TokenFileError for a broken one. */
export function readTokens(file: string): readonly StoredToken[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  try {
    return tokensSchema.parse(JSON.parse(text)).tokens;
  } catch {
    throw new TokenFileError(`The token file ${file} is broken. Move it away and create the tokens anew.`);
  }
}

/** Registers a client and gives its new token, which is shown this once. */
export function createToken(file: string, client: string): { id: string; token: string } {
  const token = `mcpr_${randomBytes(32).toString('base64url')}`;
  const id = randomUUID().slice(0, 8);
  const entry = { id, client, hash: tokenHash(token), createdAt: new Date().toISOString() };
  writeTokens(file, [...readTokens(file), entry]);
  return { id, token };
}

/** Revokes by token id or client name; gives what was revoked. */
export function revokeTokens(file: string, idOrClient: string): readonly StoredToken[] {
  const tokens = readTokens(file);
  const revoked = tokens.filter((token) => token.id === idOrClient || token.client === idOrClient);
  if (revoked.length > 0)
    writeTokens(
      file,
      tokens.filter((token) => !revoked.includes(token)),
    );
  return revoked;
}

function writeTokens(file: string, tokens: readonly StoredToken[]): void {
  writeFileAtomic(file, `${JSON.stringify({ version: 1, tokens }, null, 2)}\n`);
}

/** How often a running relay looks for tokens created or revoked meanwhile, in milliseconds. */
const RELOAD_MS = 500;

/** Who a bearer token belongs to. */
export class TokenBook {
  readonly #file: string;
  readonly #fixed: ReadonlyMap<string, string>;
  #identities = new Map<string, string>();
  #checkedAt = 0;
  #stamp = '';

  /** @param fixed tokens that stand outside the file, with the identity each gives */
  constructor(file: string, fixed: readonly { readonly token: string; readonly identity: string }[]) {
    this.#file = file;
    this.#fixed = new Map(fixed.map(({ token, identity }) => [tokenHash(token), identity]));
    this.#reload();
  }

  /**
   * The identity that an Authorization header stands for, e.g. `client:cursor`. The token's hash is looked up, so what time the
   * look-up takes tells about the hash alone, from which no token can be built.
   */
  identify(authorization: string | undefined): string | undefined {
    if (authorization === undefined || !/^bearer /iu.test(authorization)) return undefined;
    const now = Date.now();
    if (now - this.#checkedAt > RELOAD_MS) this.#reload(now);
    const digest = tokenHash(authorization.slice('bearer '.length).trim());
    return this.#fixed.get(digest) ?? this.#identities.get(digest);
  }

  #reload(now = Date.now()): void {
    this.#checkedAt = now;
    const stats = statSync(this.#file, { throwIfNoEntry: false });
    const stamp = stats ? `${stats.ino} ${stats.mtimeMs} ${stats.size}` : 'none';
    if (stamp === this.#stamp) return;
    try {
      this.#identities = new Map(readTokens(this.#file).map((token) => [token.hash, `client:${token.client}`]));
    } catch {
      // Fails closed: a broken file authorises nobody.
      this.#identities = new Map();
    }
    this.#stamp = stamp;
  }
}
