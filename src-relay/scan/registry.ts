import { createHash } from 'node:crypto';
import type { DetectorDefinition } from './definition.ts';
import { ANSI_DETECTOR } from './detectors/ansi.ts';
import { BASIC_TOKENS } from './detectors/basic-tokens.ts';
import { CIPHER_TRIGGERS, DISGUISED_INSTRUCTION } from './detectors/disguise.ts';
import { MARKUP_DETECTORS } from './detectors/markup.ts';
import { SCORED, SIGNALS } from './detectors/scored.ts';
import { UNICODE_DETECTORS } from './detectors/unicode.ts';
import type { RuleSet } from './ruleset.ts';

/** The twelve token kinds of the `basic` plug-in and nothing else. */
export const BASIC_RULES: RuleSet = {
  windows: BASIC_TOKENS,
  texts: [],
  scored: [],
  signals: [],
  ciphers: [],
  disguise: undefined,
};

/** Everything the local engine looks for. */
export const LOCAL_RULES: RuleSet = {
  windows: [...BASIC_TOKENS, ...MARKUP_DETECTORS],
  texts: [...UNICODE_DETECTORS, ANSI_DETECTOR],
  scored: SCORED,
  signals: SIGNALS,
  ciphers: CIPHER_TRIGGERS,
  disguise: DISGUISED_INSTRUCTION,
};

/** All definitions of a rule set: the list that the UI, the documentation and the tests enumerate. */
export function definitionsOf(rules: RuleSet): readonly DetectorDefinition[] {
  const definitions = [...rules.windows, ...rules.texts, ...rules.scored].map((detector) => detector.definition);
  return rules.disguise ? [...definitions, rules.disguise] : definitions;
}

/** The same rules with one detector switched off, e.g. by policy. */
export function withoutDetector(rules: RuleSet, id: string): RuleSet {
  const keep = (detector: { readonly definition: DetectorDefinition }): boolean => detector.definition.id !== id;
  return {
    ...rules,
    windows: rules.windows.filter(keep),
    texts: rules.texts.filter(keep),
    scored: rules.scored.filter(keep),
    disguise: rules.disguise?.id === id ? undefined : rules.disguise,
  };
}

/** Bumped by hand when the code of a rule changes and its data does not. */
const CODE_REVISION = 1;

/**
 * Version of a rule set: a hash over its definitions, signs, patterns and weights, so that no edit of the data can be
 * forgotten, and a hand-bumped revision for the code. Verdicts are cached by it.
 */
export function versionOf(rules: RuleSet): string {
  const hash = createHash('sha256').update(JSON.stringify(definitionsOf(rules)));
  for (const { id, keywords, atOrder, pattern } of rules.signals)
    hash.update(`${id} ${atOrder}\n${keywords.join('\n')}\n${pattern.source}\n`);
  for (const { weights, threshold, requestThreshold } of rules.scored)
    hash.update(`${threshold} ${requestThreshold}${JSON.stringify([...weights])}`);
  hash.update(JSON.stringify(rules.ciphers));
  return `${CODE_REVISION}-${hash.digest('hex').slice(0, 16)}`;
}
