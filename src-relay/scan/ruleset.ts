import type { ScanDirection } from '../protocol/scan-types.ts';
import type { DetectorDefinition, DetectorFamily, TextDetector, WindowDetector } from './definition.ts';
import type { Cipher } from './normalise/ciphers.ts';
import { Prefilter } from './prefilter.ts';
import { SignalScan } from './signal-scan.ts';
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
  readonly families: readonly DetectorFamily[];
  readonly scored: readonly ScoredDetector[];
  readonly signals: readonly Signal[];
  /** What the classifier finds; without it, it acquits nothing either. */
  readonly learned: DetectorDefinition | undefined;
  readonly ciphers: readonly CipherTrigger[];
  /** Reported beside a scored detector's finding that could be read only after a disguise was undone. */
  readonly disguise: DetectorDefinition | undefined;
}

/** What a keyword leads to: the kind in the low two bits, the number of the rule above them. */
const RULE_WINDOW = 0;
export const RULE_SIGNAL = 1;
export const RULE_CIPHER = 2;

/** What keywords lead to in one direction. */
export interface DirectedRules {
  /** Rules of keyword k: `rules[ruleStart[k] .. ruleStart[k + 1])`. */
  readonly ruleStart: Int32Array;
  readonly rules: Int32Array;
  readonly texts: readonly TextDetector[];
  readonly signals: SignalScan;
}

/** A rule set compiled for scanning: one prefilter, and for each keyword the rules that want to know of it. */
export class CompiledRules {
  readonly set: RuleSet;
  readonly prefilter: Prefilter;
  readonly directed: Readonly<Record<ScanDirection, DirectedRules>>;
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
    const rulesOf = [...byKeyword.values()];
    this.wordStart = Uint8Array.from(keywords, (keyword) => (/^[a-z0-9]/.test(keyword) ? 1 : 0));
    const areSignals = rulesOf.map((rules) => rules.every((rule) => (rule & 3) === RULE_SIGNAL));
    this.prefilter = new Prefilter(
      keywords.map((text, index) => ({ text, atWordStart: this.wordStart[index] === 1 && areSignals[index] === true })),
    );
    this.directed = {
      definition: direct(set, rulesOf, 'definition'),
      request: direct(set, rulesOf, 'request'),
      response: direct(set, rulesOf, 'response'),
    };
  }
}

/** Leaves out what has no say in a direction, so that its keywords cost nothing there. */
function direct(set: RuleSet, rulesOf: readonly (readonly number[])[], direction: ScanDirection): DirectedRules {
  const isActive = ({ definition }: { readonly definition: DetectorDefinition }): boolean =>
    definition.directions.includes(direction);
  const scored = set.scored.filter(isActive);
  const isUsed = (rule: number): boolean => {
    const index = rule >> 2;
    switch (rule & 3) {
      case RULE_WINDOW: {
        const detector = set.windows[index];
        return detector !== undefined && isActive(detector);
      }
      case RULE_SIGNAL: {
        const signal = set.signals[index];
        return signal !== undefined && scored.some(({ weights }) => (weights.get(signal.id)?.weight ?? 0) !== 0);
      }
      default:
        return true;
    }
  };
  const ruleStart = new Int32Array(rulesOf.length + 1);
  const rules: number[] = [];
  for (const [keyword, all] of rulesOf.entries()) {
    for (const rule of all) if (isUsed(rule)) rules.push(rule);
    ruleStart[keyword + 1] = rules.length;
  }
  return {
    ruleStart,
    rules: Int32Array.from(rules),
    texts: set.texts.filter(isActive),
    signals: new SignalScan(set.scored, set.signals, direction, set.learned),
  };
}
