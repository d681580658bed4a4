/** Ways for a call to end. For the last three there is no excuse. */
export const ENDS = ['answered', 'given up', 'refused', 'lost', 'starting', 'unexpected', 'wrong', 'hang'] as const;
export type End = (typeof ENDS)[number];

const MAX_EXAMPLES = 5;

interface Violations {
  count: number;
  readonly examples: string[];
}

/** What happened to all calls, and what must not have happened. */
export class Tally {
  /** By kind of call, then by the way it ended. */
  readonly counts = new Map<string, Map<End, number>>();
  /** Milliseconds of answered calls, by kind. */
  readonly times = new Map<string, number[]>();
  readonly #reasons = new Map<string, number>();
  readonly #violations = new Map<string, Violations>();
  /** Messages that came for no call in flight, and bore the right label: answers to calls that were given up. */
  strays = 0;
  asks = 0;
  /** Questions on account of a call of the same client that had ended by then. */
  lateAsks = 0;
  progress = 0;
  reconnects = 0;
  /** Calls that found every client busy or without a connection. */
  skipped = 0;

  ended(kind: string, end: End, ms: number): void {
    const ofKind = this.counts.get(kind) ?? new Map<End, number>();
    ofKind.set(end, (ofKind.get(end) ?? 0) + 1);
    this.counts.set(kind, ofKind);
    if (end !== 'answered') return;
    const times = this.times.get(kind);
    if (times === undefined) this.times.set(kind, [ms]);
    else times.push(ms);
  }

  total(end?: End): number {
    return [...this.counts.values()]
      .flatMap((ofKind) => [...ofKind])
      .reduce((sum, [one, count]) => (end === undefined || one === end ? sum + count : sum), 0);
  }

  /** Remembers how often a server's calls ended with these words, whatever the call. */
  reason(end: End, server: string, words: string): void {
    const key = `${end}, ${server}: ${words.replaceAll(/client-\d\d-call-\d+/g, 'NONCE').slice(0, 160)}`;
    this.#reasons.set(key, (this.#reasons.get(key) ?? 0) + 1);
  }

  /** The most frequent reasons first. */
  get reasons(): readonly string[] {
    const sorted = [...this.#reasons].toSorted(([, a], [, b]) => b - a);
    return sorted.map(([words, count]) => `${count} x ${words}`);
  }

  violation(kind: string, what: string): void {
    const ofKind = this.#violations.get(kind) ?? { count: 0, examples: [] };
    ofKind.count += 1;
    if (ofKind.examples.length < MAX_EXAMPLES) ofKind.examples.push(what);
    this.#violations.set(kind, ofKind);
  }

  get violationCount(): number {
    return [...this.#violations.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** By kind, with the first of each: the rest is most often more of the same. */
  get violations(): ReadonlyMap<string, Violations> {
    return this.#violations;
  }
}
