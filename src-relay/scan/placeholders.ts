import { createHmac, randomBytes } from 'node:crypto';

/** A placeholder as it stands in a text; with the flag `y` or `g` set `lastIndex` before each use. */
export const PLACEHOLDER_SOURCE = '<[A-Z][A-Z0-9_]{1,62}>';
const PLACEHOLDER = new RegExp(`^["'\`]?${PLACEHOLDER_SOURCE}["'\`]?$`, 'u');
/** A placeholder is no longer, quotes included. */
const LONGEST = 67;

/** Whether what stands there is a placeholder, quotes around it forgiven: what was masked once is no finding again. */
export function isPlaceholder(text: string, start: number, end: number): boolean {
  return end - start >= 4 && end - start <= LONGEST && PLACEHOLDER.test(text.slice(start, end));
}

/**
 * Names for masked values in one client session: the first distinct value of a kind is `<KIND>`, the next `<KIND_2>`,
 * and the same value is always the same placeholder. Values are remembered as keyed hashes only; the key is random per
 * session and never leaves it.
 */
export class PlaceholderSession {
  private readonly key = randomBytes(32);
  private readonly names = new Map<string, string>();
  private readonly used = new Map<string, number>();
  private readonly capacity: number;

  /** Beyond `capacity` values the one not seen longest is forgotten; its number is not given out again. */
  constructor(capacity = 10_000) {
    this.capacity = capacity;
  }

  /** The placeholder, angle brackets included, for a value of a kind. */
  placeholder(kind: string, value: string): string {
    const hash = createHmac('sha256', this.key).update(`${kind}\0${value}`).digest('base64');
    const known = this.names.get(hash);
    if (known !== undefined) {
      // Set again, so that the map's order is the order of last use.
      this.names.delete(hash);
      this.names.set(hash, known);
      return known;
    }
    const number = (this.used.get(kind) ?? 0) + 1;
    this.used.set(kind, number);
    const name = number === 1 ? `<${kind}>` : `<${kind}_${number}>`;
    this.names.set(hash, name);
    if (this.names.size > this.capacity) {
      const oldest = this.names.keys().next().value;
      if (oldest !== undefined) this.names.delete(oldest);
    }
    return name;
  }

  /** Values remembered now. */
  get size(): number {
    return this.names.size;
  }
}
