import type { DetectorDefinition, TextDetector, WindowDetector } from './definition.ts';
import { Automaton } from './automaton.ts';
import type { Cipher } from './normalise/ciphers.ts';
import { Scorer } from './scoring.ts';
import type { ScoredDetector, Signal } from './signals.ts';

/** Words that give a disguise away, e.g. `snoitcurtsni`: where one stands, its line is read the other way. */
export interface CipherTrigger {
  readonly cipher: Cipher;
  readonly keywords: readonly string[];
}

/** Everything an engine looks for, as data. */
export interface RuleSet {
  readonly windows: readonly WindowDetector[];
  readonly texts: readonly TextDetector[];
  readonly scored: readonly ScoredDetector[];
  readonly signals: readonly Signal[];
  readonly ciphers: readonly CipherTrigger[];
  /** Reported beside a scored detector's finding that could be read only after a disguise was undone. */
  readonly disguise: DetectorDefinition | undefined;
}

/** What a keyword leads to: the kind in the low two bits, the number of the rule above them. */
const RULE_WINDOW = 0;
export const RULE_SIGNAL = 1;
export const RULE_CIPHER = 2;

/** A rule set compiled for scanning: one automaton, and for each keyword the rules that want to know of it. */
export class CompiledRules {
  readonly set: RuleSet;
  readonly automaton: Automaton;
  readonly scorers: readonly Scorer[];
  /** Rules of keyword k: `rules[ruleStart[k] .. ruleStart[k + 1])`. */
  readonly ruleStart: Int32Array;
  readonly rules: Int32Array;
  /** 1 where the keyword begins with a letter and so must stand at the beginning of a word to be a sign. */
  readonly wordStart: Uint8Array;

  constructor(set: RuleSet) {
    this.set = set;
    const byKeyword = new Map<string, number[]>();
    const add = (keywords: readonly string[], rule: number): void => {
      for (const keyword of new Set(keywords)) {
        const rules = byKeyword.get(keyword);
        if (rules) rules.push(rule);
        else byKeyword.set(keyword, [rule]);
      }
    };
    set.windows.forEach((detector, index) => add(detector.definition.keywords, (index << 2) | RULE_WINDOW));
    set.signals.forEach((signal, index) => add(signal.keywords, (index << 2) | RULE_SIGNAL));
    set.ciphers.forEach((trigger, index) => add(trigger.keywords, (index << 2) | RULE_CIPHER));
    const keywords = [...byKeyword.keys()];
    this.automaton = new Automaton(keywords);
    this.wordStart = Uint8Array.from(keywords, (keyword) => (/^[a-z0-9]/.test(keyword) ? 1 : 0));
    this.ruleStart = new Int32Array(keywords.length + 1);
    const rules: number[] = [];
    keywords.forEach((keyword, index) => {
      rules.push(...(byKeyword.get(keyword) ?? []));
      this.ruleStart[index + 1] = rules.length;
    });
    this.rules = Int32Array.from(rules);
    this.scorers = set.scored.map((detector) => new Scorer(detector, set.signals));
  }
}
