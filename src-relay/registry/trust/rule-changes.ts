import type { InspectedTool } from '../entry.ts';
import type { ScanVerdict, TrustStore } from './trust-store.ts';

type VerdictStore = Pick<TrustStore, 'verdicts' | 'setVerdict'>;

/** What new rules make of a definition that is the same as before. */
export type RuleChange = 'found' | 'cleared';

/** Tools of one server that are remembered. */
const MAX_A_SERVER = 5000;

/**
 * Holds verdicts against those of the last scan: a verdict belongs to a definition and the rules that gave it, so the same
 * definition may be judged otherwise after an update.
 */
export class RuleChanges {
  readonly #store: VerdictStore;
  readonly #rules: () => string;
  #known: Map<string, ScanVerdict> | undefined;
  /** Tools that are remembered, by server. */
  readonly #counts = new Map<string, number>();

  /** @param rules names the version of all rules that scan */
  constructor(store: VerdictStore, rules: () => string) {
    this.#store = store;
    this.#rules = rules;
  }

  /** Takes the verdict on a tool; says where only the rules are other ones and the verdict is too. */
  note(server: string, { name, hash, inspection }: InspectedTool): RuleChange | undefined {
    if (inspection.outcome !== 'clear' && inspection.outcome !== 'risk') return undefined;
    const known = this.#load();
    const key = `${server}\0${name}`;
    const before = known.get(key);
    const now: ScanVerdict = { hash, rules: this.#rules(), outcome: inspection.outcome };
    if (before?.hash === hash && before.rules === now.rules && before.outcome === now.outcome) return undefined;
    if (!before) {
      const count = this.#counts.get(server) ?? 0;
      // A server that shows ever new tools must not fill the disk.
      if (count >= MAX_A_SERVER) return undefined;
      this.#counts.set(server, count + 1);
    }
    this.#store.setVerdict(server, name, now);
    known.set(key, now);
    if (before?.hash !== hash || before.outcome === now.outcome) return undefined;
    return now.outcome === 'risk' ? 'found' : 'cleared';
  }

  #load(): Map<string, ScanVerdict> {
    if (this.#known) return this.#known;
    this.#known = new Map(this.#store.verdicts());
    for (const key of this.#known.keys()) {
      const server = key.slice(0, key.indexOf('\0'));
      this.#counts.set(server, (this.#counts.get(server) ?? 0) + 1);
    }
    return this.#known;
  }
}
