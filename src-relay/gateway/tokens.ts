import { hash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../protocol/errors.ts';
import type { Log } from '../protocol/log.ts';
import { withFileLock } from '../store/file-lock.ts';
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

/** Who comes over standard input, straight or by a bridge to the relay that is running. */
export const STDIO_IDENTITY = 'client:stdio';

/** Who a request comes from. */
export interface Client {
  /** The name in the log, e.g. `client:cursor`. */
  readonly identity: string;
  /** The token's hash: what sessions are bound to. */
  readonly key: string;
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
  withFileLock(file, () => writeTokens(file, [...readTokens(file), entry]));
  return { id, token };
}

/** Whether a token is the client's, and was not revoked. */
export function isRegistered(file: string, client: string, token: string): boolean {
  const digest = tokenHash(token);
  return readTokens(file).some((entry) => entry.client === client && entry.hash === digest);
}

/** Revokes by token id or client name; gives what was revoked. */
export function revokeTokens(file: string, idOrClient: string): readonly StoredToken[] {
  return revokeWhere(file, ({ id, client }) => id === idOrClient || client === idOrClient);
}

/** Revokes one token of a client. */
export function revokeToken(file: string, client: string, token: string): void {
  const digest = tokenHash(token);
  revokeWhere(file, (entry) => entry.client === client && entry.hash === digest);
}

function revokeWhere(file: string, isMeant: (token: StoredToken) => boolean): readonly StoredToken[] {
  if (readTokens(file).length === 0) return [];
  return withFileLock(file, () => {
    const tokens = readTokens(file);
    const revoked = tokens.filter((token) => isMeant(token));
    if (revoked.length > 0)
      writeTokens(
        file,
        tokens.filter((token) => !revoked.includes(token)),
      );
    return revoked;
  });
}

function writeTokens(file: string, tokens: readonly StoredToken[]): void {
  writeFileAtomic(file, `${JSON.stringify({ version: 1, tokens }, null, 2)}\n`);
}

/** RFC 6750, section 2.1, but for tokens that a person chose: any character that is no space. The token follows the last space. */
const BEARER = /^bearer +[!-~]+$/iu;

/** How often a running relay looks for tokens created or revoked meanwhile, in milliseconds. */
const RELOAD_MS = 500;

/** Who a bearer token belongs to. Tokens that are created or revoked meanwhile are taken up while it runs. */
export class TokenBook {
  readonly #file: string;
  readonly #fixed: ReadonlyMap<string, Client>;
  readonly #log: Log;
  #clients = new Map<string, Client>();
  #checkedAt = Number.NEGATIVE_INFINITY;
  #stamp = '';
  /** What each connection has shown last, and whose it was: a hash a call is what most of them would cost here. */
  #shown = new WeakMap<object, { readonly authorization: string; readonly client: Client }>();

  /** @param fixed tokens that stand outside the file, with the identity each gives */
  constructor(file: string, fixed: readonly { readonly token: string; readonly identity: string }[], log: Log) {
    this.#file = file;
    this.#fixed = clientsOf(fixed.map(({ token, identity }) => ({ key: tokenHash(token), identity })));
    this.#log = log;
    this.#reload();
  }

  /**
   * The client that an Authorization header stands for. Every token is hashed and its hash looked up, so what time that takes
   * tells about the hash alone, from which no token can be built: a token itself is compared only with one that was valid on
   * the same connection just before.
   * @param connection what the header came on; without it nothing is remembered
   */
  identify(authorization: string | undefined, connection?: object): Client | undefined {
    if (authorization === undefined) return undefined;
    this.#reload();
    const shown = connection && this.#shown.get(connection);
    if (shown?.authorization === authorization) return shown.client;
    if (!BEARER.test(authorization)) return undefined;
    const client = this.#owner(tokenHash(authorization.slice(authorization.lastIndexOf(' ') + 1)));
    if (connection && client) this.#shown.set(connection, { authorization, client });
    return client;
  }

  #owner(digest: string): Client | undefined {
    const client = this.#fixed.get(digest) ?? this.#clients.get(digest);
    if (client) return client;
    // It may have been created a moment ago.
    this.#reload(0);
    return this.#clients.get(digest);
  }

  /** Whether the token of this key is valid still. */
  isValid(key: string): boolean {
    this.#reload();
    return this.#fixed.has(key) || this.#clients.has(key);
  }

  #reload(interval = RELOAD_MS): void {
    const now = performance.now();
    if (now - this.#checkedAt < interval) return;
    this.#checkedAt = now;
    const stats = statSync(this.#file, { throwIfNoEntry: false });
    const stamp = stats ? `${stats.ino} ${stats.mtimeMs} ${stats.size}` : 'none';
    if (stamp === this.#stamp) return;
    this.#stamp = stamp;
    this.#shown = new WeakMap();
    try {
      this.#clients = clientsOf(
        readTokens(this.#file).map(({ hash: key, client }) => ({ key, identity: `client:${client}` })),
      );
    } catch (error) {
      // Fails closed: a broken file authorises nobody.
      this.#clients = new Map();
      this.#log.error(messageOf(error));
    }
  }
}

function clientsOf(clients: readonly Client[]): Map<string, Client> {
  return new Map(clients.map((client) => [client.key, client]));
}
