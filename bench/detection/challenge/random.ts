/** Letters, digits and choices that are the same on every run, so that a row keeps its text. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number in 0 ... 1, 1 excluded (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number in 0 ... bound, bound excluded. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** One of the items. Throws on an empty list. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** `length` characters out of an alphabet. */
  from(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
  }

  digits(length: number): string {
    return this.from('0123456789', length);
  }

  hex(length: number): string {
    return this.from('0123456789abcdef', length);
  }

  upper(length: number): string {
    return this.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', length);
  }

  /** Letters of both cases and digits. */
  alphanumeric(length: number): string {
    return this.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', length);
  }

  /** The alphabet of base64url. */
  urlSafe(length: number): string {
    return (
      this.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', length - 1) + this.alphanumeric(1)
    );
  }

  /** Base64 of random bytes, padded. */
  base64(bytes: number): string {
    return Buffer.from(Array.from({ length: bytes }, () => this.below(256))).toString('base64');
  }
}
