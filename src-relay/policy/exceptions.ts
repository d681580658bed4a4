import { createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { valueAt, type JsonValue } from '../protocol/json.ts';
import type { Finding, ScanDirection, ScanItem } from '../protocol/scan-types.ts';

/** What an exception holds for: one value wherever the tool brings it, or whatever stands at one place. */
type ExceptionScope =
  | { readonly kind: 'value'; readonly valueHash: string }
  | { readonly kind: 'place'; readonly place: string };

/** One finding that a person has said is none: of one detector, at one server, and there at one tool or all. */
export interface FindingException {
  readonly id: string;
  readonly server: string;
  /** The tool, prompt or resource by its name at the server; undefined for all of them. */
  readonly tool: string | undefined;
  readonly detector: string;
  readonly direction: ScanDirection;
  readonly scope: ExceptionScope;
  /** Why, in the words of who made it. */
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Undefined: until somebody removes it. */
  readonly expiresAt: number | undefined;
  /** What was found, as it may be kept: a regression case for the rules; undefined where only a masked text is left. */
  readonly sample: string | undefined;
}

/** Exceptions over restarts. What was removed, or has expired, stays as a case. */
export interface ExceptionStore {
  /** Those that have not been removed, expired ones included. */
  standing(): readonly FindingException[];
  /** All that there ever were. */
  all(): readonly FindingException[];
  add(exception: FindingException): void;
  remove(id: string, at: number): void;
}

const NOTHING: readonly FindingException[] = [];
/** Characters of base64url that a value's hash has: 132 bits. */
const HASH_LENGTH = 22;

/**
 * The exceptions in force. Findings are recognised by a keyed hash of their text, or by their place; the key is the
 * installation's own, so that a copied log tells nobody which values it speaks of.
 */
export class ExceptionBook {
  readonly #store: ExceptionStore;
  readonly #readKey: () => Buffer;
  #key: Buffer | undefined;
  #byPlace = new Map<string, readonly FindingException[]>();
  #standing: readonly FindingException[] = [];
  #nextExpiry = Infinity;
  #revision = 0;
  readonly #uses = new Map<string, number>();

  /** @param readKey the installation's key, which is read when the first finding is marked */
  constructor(store: ExceptionStore, readKey: () => Buffer) {
    this.#store = store;
    this.#readKey = readKey;
    this.#load();
  }

  /** Changes whenever a verdict may: verdicts that are kept belong to it. */
  get revision(): number {
    if (Date.now() >= this.#nextExpiry) this.#load();
    return this.#revision;
  }

  /** Those in force, the latest first. */
  get standing(): readonly FindingException[] {
    if (Date.now() >= this.#nextExpiry) this.#load();
    return this.#standing;
  }

  /** All that there ever were, the latest first: cases that rules can be tried on. */
  cases(): readonly FindingException[] {
    return this.#store.all();
  }

  /** How often an exception has let something pass since the relay was started. */
  usesOf(id: string): number {
    return this.#uses.get(id) ?? 0;
  }

  add(exception: Omit<FindingException, 'id' | 'createdAt'>): FindingException {
    const added = { ...exception, id: randomUUID(), createdAt: Date.now() };
    this.#store.add(added);
    this.#load();
    return added;
  }

  /** @returns false where there is none of this id any more */
  remove(id: string): boolean {
    const known = this.#standing.some((exception) => exception.id === id);
    if (known) this.#store.remove(id, Date.now());
    if (known) this.#load();
    return known;
  }

  /** The findings of one item, each with the hash of its text and the exception that holds for it. */
  mark({ direction, server, tool, value }: ScanItem, findings: readonly Finding[]): readonly Finding[] {
    if (findings.length === 0) return findings;
    if (Date.now() >= this.#nextExpiry) this.#load();
    return findings.map((finding) => {
      const text = textOf(value, finding);
      const valueHash = text === undefined ? undefined : this.#hash(finding.detector, text);
      const exception = this.#exceptionFor(finding, direction, server, tool, valueHash);
      if (exception) this.#uses.set(exception.id, this.usesOf(exception.id) + 1);
      return {
        ...finding,
        ...(valueHash === undefined ? {} : { valueHash }),
        ...(exception === undefined ? {} : { exception: exception.id }),
      };
    });
  }

  #exceptionFor(
    finding: Finding,
    direction: ScanDirection,
    server: string,
    tool: string,
    valueHash: string | undefined,
  ): FindingException | undefined {
    if (this.#byPlace.size === 0) return undefined;
    const { detector } = finding;
    const candidates = [
      ...(this.#byPlace.get(keyOf(server, tool, detector, direction)) ?? NOTHING),
      ...(this.#byPlace.get(keyOf(server, undefined, detector, direction)) ?? NOTHING),
    ];
    if (candidates.length === 0) return undefined;
    const place = placeOf(finding);
    return candidates.find(({ scope }) =>
      scope.kind === 'value' ? scope.valueHash === valueHash : scope.place === place,
    );
  }

  #load(): void {
    const now = Date.now();
    const standing = this.#store.standing().filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
    const byPlace = new Map<string, FindingException[]>();
    for (const exception of standing) {
      const key = keyOf(exception.server, exception.tool, exception.detector, exception.direction);
      byPlace.set(key, [...(byPlace.get(key) ?? []), exception]);
    }
    this.#standing = standing;
    this.#byPlace = byPlace;
    this.#nextExpiry = Math.min(Infinity, ...standing.flatMap(({ expiresAt }) => expiresAt ?? []));
    this.#revision += 1;
  }

  #hash(detector: string, text: string): string {
    this.#key ??= Buffer.from(hkdfSync('sha256', this.#readKey(), '', 'values of findings', 32));
    const hmac = createHmac('sha256', this.#key).update(`${detector}\0${text}`);
    return hmac.digest('base64url').slice(0, HASH_LENGTH);
  }
}

/** A finding's place as a JSON pointer (RFC 6901) in which `*` stands for any place of a list. */
export function placeOf({ path, inKey }: Pick<Finding, 'path' | 'inKey'>): string {
  const steps = path.map((step) => (typeof step === 'number' ? '*' : step.replaceAll('~', '~0').replaceAll('/', '~1')));
  return `${inKey ? 'name of ' : ''}/${steps.join('/')}`;
}

function keyOf(server: string, tool: string | undefined, detector: string, direction: ScanDirection): string {
  return JSON.stringify([server, tool ?? null, detector, direction]);
}

function textOf(value: JsonValue, { path, inKey, start, end }: Finding): string | undefined {
  const text = inKey ? path.at(-1) : valueAt(value, path);
  return typeof text === 'string' ? text.slice(start, end) : undefined;
}
