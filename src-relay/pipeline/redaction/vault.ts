import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FindingKind } from '../../protocol/scan-types.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { gramHashes } from '../provenance/grams.ts';
import { VALUE_GRAM } from '../provenance/source.ts';
import { squeeze } from '../provenance/squeeze.ts';
import { ValuePrints } from '../provenance/value-prints.ts';

/** Values of one session, and their bytes; what was not shown or restored for longest makes room. */
const MAX_ENTRIES = 1000;
const MAX_BYTES = 1024 * 1024;
/** Longer values stay masked for good, in UTF-16 units. */
const MAX_VALUE = 16 * 1024;
/** Values of all sessions. */
const ALL_SESSIONS = new MemoryBudget(32 * 1024 * 1024);
/** How long a value is kept after it was last shown or restored, in milliseconds. */
const LIFETIME_MS = 60 * 60 * 1000;
/** What an entry takes beside its value, about. */
const ENTRY_BYTES = 300;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a placeholder stands for, as far as it may be told. */
export interface MaskedValue {
  readonly kind: FindingKind;
  /** The placeholder's name without brackets and number, e.g. `EMAIL_ADDRESS`. */
  readonly name: string;
}

interface Entry extends MaskedValue {
  /** Of the value, in UTF-16 units. */
  readonly length: number;
  readonly sealed: Buffer;
  readonly bytes: number;
  expiresAt: number;
  /** A server has the value from this relay: it may come back. */
  isRestored: boolean;
}

/**
 * The true values behind the placeholders of one session: in memory, encrypted under a key that is the session's own, for
 * an hour. Nobody but what restores and what masks again asks for them.
 */
export class ValueVault {
  /** Of the values that servers have: each is named by its placeholder. */
  readonly prints = new ValuePrints(LIFETIME_MS);
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  #key: Buffer | undefined;
  #bytes = 0;
  #restored = 0;
  #isClosed = false;
  #expiry: NodeJS.Timeout | undefined;

  /** @param now milliseconds, for tests */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Keeps what a placeholder that goes out stands for; too long a value is not kept. */
  remember(placeholder: string, value: string, { kind, name }: MaskedValue): void {
    const known = this.#take(placeholder);
    if (known) {
      this.#put(placeholder, { ...known, expiresAt: this.#now() + LIFETIME_MS });
      return;
    }
    if (value.length > MAX_VALUE || this.#isClosed) return;
    const sealed = this.#seal(placeholder, value);
    const bytes = sealed.length + ENTRY_BYTES;
    while (this.#entries.size >= MAX_ENTRIES || this.#bytes + bytes > MAX_BYTES) if (!this.#dropOldest()) return;
    while (!ALL_SESSIONS.take(bytes)) if (!this.#dropOldest()) return;
    this.#bytes += bytes;
    this.#expiry ??= setInterval(() => this.#expire(), LIFETIME_MS / 4).unref();
    const { length } = value;
    this.#put(placeholder, {
      kind,
      name,
      length,
      sealed,
      bytes,
      expiresAt: this.#now() + LIFETIME_MS,
      isRestored: false,
    });
  }

  /** What a placeholder stands for, without its value; undefined where this session never gave it, or it is too long ago. */
  about(placeholder: string): MaskedValue | undefined {
    const entry = this.#entries.get(placeholder);
    if (!entry || entry.expiresAt > this.#now()) return entry;
    this.#drop(placeholder, entry);
    return undefined;
  }

  /** The true value for a server that may have it, which from now on may come back. */
  restore(placeholder: string): string | undefined {
    if (!this.about(placeholder)) return undefined;
    const entry = this.#take(placeholder);
    if (!entry) return undefined;
    if (!entry.isRestored) this.#restored += 1;
    this.#put(placeholder, { ...entry, isRestored: true, expiresAt: this.#now() + LIFETIME_MS });
    const value = this.#open(placeholder, entry.sealed);
    this.#print(placeholder, value);
    return value;
  }

  /** Whether a server has any value of this session. */
  get hasRestored(): boolean {
    return this.#restored > 0;
  }

  /** Placeholders whose values servers have, and a way to each value. */
  restored(): (MaskedValue & {
    readonly placeholder: string;
    readonly length: number;
    readonly value: () => string;
  })[] {
    return [...this.#entries]
      .filter(([placeholder, { isRestored }]) => isRestored && this.about(placeholder) !== undefined)
      .map(([placeholder, { kind, name, length, sealed }]) => {
        return { placeholder, kind, name, length, value: () => this.#open(placeholder, sealed) };
      });
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Forgets everything, the key first, and keeps nothing any more. */
  clear(): void {
    this.#isClosed = true;
    clearInterval(this.#expiry);
    this.#key?.fill(0);
    this.#key = undefined;
    ALL_SESSIONS.give(this.#bytes);
    this.#bytes = 0;
    this.#restored = 0;
    this.#entries.clear();
    this.prints.clear();
  }

  /** Leaves what the value is found by when it comes back. */
  #print(placeholder: string, value: string): void {
    const text = squeeze(value);
    const grams = gramHashes(text, VALUE_GRAM, 0);
    const now = this.#now();
    const source = { server: '', tool: '', entryId: '', ts: now };
    // Wherever it stands it is masked, in a longer word too.
    const what = { kind: 'secret', name: placeholder } as const;
    this.prints.add(text, grams.hashes[0] ?? 0, what, source, now, () => false);
  }

  #take(placeholder: string): Entry | undefined {
    const entry = this.#entries.get(placeholder);
    this.#entries.delete(placeholder);
    return entry;
  }

  /** Last in the map's order, which is the order of last use. */
  #put(placeholder: string, entry: Entry): void {
    this.#entries.set(placeholder, entry);
  }

  /** Of a session that does nothing no value stays for longer. */
  #expire(): void {
    for (const placeholder of this.#entries.keys()) this.about(placeholder);
    this.prints.expire(this.#now());
  }

  #dropOldest(): boolean {
    for (const [placeholder, entry] of this.#entries) {
      this.#drop(placeholder, entry);
      return true;
    }
    return false;
  }

  #drop(placeholder: string, entry: Entry): void {
    this.#entries.delete(placeholder);
    this.#bytes -= entry.bytes;
    if (entry.isRestored) this.#restored -= 1;
    ALL_SESSIONS.give(entry.bytes);
  }

  #seal(placeholder: string, value: string): Buffer {
    this.#key ??= randomBytes(32);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(placeholder));
    const text = Buffer.concat([cipher.update(value, 'utf16le'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]);
  }

  #open(placeholder: string, sealed: Buffer): string {
    const iv = sealed.subarray(0, IV_BYTES);
    const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#key ?? Buffer.alloc(32), iv);
    decipher.setAAD(Buffer.from(placeholder)).setAuthTag(tag);
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return text.toString('utf16le');
  }
}
