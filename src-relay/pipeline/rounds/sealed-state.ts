import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { JSON_RPC } from '../../protocol/errors.ts';
import { canonicalJson, jsonTree } from '../../protocol/json-tree.ts';
import type { UsedStates } from './used-states.ts';

/** For how long a client may take over one round, in milliseconds. */
export const ROUND_MS = 10 * 60 * 1000;

/** What a state belongs to: it is good for the same request of the same client alone. */
export interface StateOwner {
  /** Whose it is: the key of the client's token. */
  readonly owner: string;
  readonly method: string;
  /** The request's params as JSON text. */
  readonly params: string;
}

/** Two kinds of states: of a run that waits in memory, and of a server that keeps nothing. The first letter says which. */
export type StateKind = 'r' | 's';

/** A `requestState` that is refused. The message may be shown to the client. */
export class StateError extends Error {
  readonly rpcCode = JSON_RPC.invalidParams;

  constructor(message: string) {
    super(message);
    this.name = 'StateError';
  }
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 8;

/**
 * Seals what a client carries from one round of a request to the next (AES-256-GCM, NIST SP 800-38D): it can neither read
 * nor change it, nor use it for another request, for another client, twice, or late.
 */
export class SealedStates {
  readonly #key: () => Buffer;
  readonly #used: UsedStates;

  /** @param key gives the 32 bytes of the key; called when it is first needed */
  constructor(key: () => Buffer, used: UsedStates) {
    this.#key = key;
    this.#used = used;
  }

  seal(kind: StateKind, owner: StateOwner, secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key(), nonce);
    cipher.setAAD(binding(kind, owner));
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeBigUInt64BE(BigInt(Date.now() + ROUND_MS));
    const parts = [cipher.update(head), cipher.update(secret, 'utf8'), cipher.final()];
    return `${kind}.${Buffer.concat([nonce, ...parts, cipher.getAuthTag()]).toString('base64url')}`;
  }

  /**
   * Opens a state; a server's state only once. Throws StateError where it was tampered with, is of another request or
   * client, was used or is too old.
   */
  open(kind: StateKind, owner: StateOwner, state: string): string {
    const bytes = Buffer.from(state.slice(kind.length + 1), 'base64url');
    if (bytes.length < NONCE_BYTES + HEAD_BYTES + TAG_BYTES || state !== `${kind}.${bytes.toString('base64url')}`) {
      throw new StateError(FOREIGN);
    }
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#key(), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(binding(kind, owner));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    let plain: Buffer;
    try {
      plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw new StateError(FOREIGN);
    }
    const expiresAt = Number(plain.readBigUInt64BE(0));
    if (expiresAt < Date.now())
      throw new StateError('This requestState has expired: send the request anew without it.');
    // A run counts its rounds itself.
    if (kind === 's' && !this.#used.use(nonce.toString('base64url'), expiresAt)) {
      throw new StateError('This requestState was used before, and is good once: send the request anew without it.');
    }
    return plain.toString('utf8', HEAD_BYTES);
  }
}

const FOREIGN =
  'This requestState is not one that was given for this request: send the request with its requestState unchanged, or anew without it.';

/** What two requests must have in common. Lengths in front keep one part from running into the next. */
function binding(kind: StateKind, { owner, method, params }: StateOwner): Buffer {
  return Buffer.from(
    [kind, owner, method, hash('sha256', identity(params), 'hex')].map((one) => `${one.length}:${one}`).join(''),
  );
}

/** Members of the params that change from round to round. */
const CHANGING: ReadonlySet<string> = new Set(['_meta', 'inputResponses', 'requestState']);

function identity(params: string): string {
  const root = jsonTree(params);
  if (root.type !== 'object') return canonicalJson(params, root);
  return canonicalJson(params, { ...root, members: root.members.filter(({ key }) => !CHANGING.has(key)) });
}
