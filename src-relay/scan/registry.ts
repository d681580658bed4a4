// First: it says how the patterns of the detectors are compiled.
import { createHash } from 'node:crypto';
import type { DetectorDefinition, DetectorFamily, FamilyRule } from './definition.ts';
import { SIGN_WEIGHTS, WEIGHTS } from './classifier/weights.ts';
import { ANSI_DETECTOR } from './detectors/ansi.ts';
import { ARGUMENT_TEXTS, ARGUMENT_WINDOWS } from './detectors/arguments/detectors.ts';
import { BASIC_TOKENS } from './detectors/basic-tokens.ts';
import { CIPHER_TRIGGERS, DISGUISED_INSTRUCTION } from './detectors/disguise.ts';
import { PERSONAL_DATA } from './detectors/pii/family.ts';
import { PII_WINDOWS } from './detectors/pii/windows.ts';
import { FOREIGN_PURPOSE } from './detectors/foreign-purpose.ts';
import { EXFILTRATION_DETECTORS } from './detectors/exfiltration/detectors.ts';
import { LEARNED_WORDING } from './detectors/learned.ts';
import { MARKUP_DETECTORS } from './detectors/markup.ts';
import { OTHER_SCRIPT_DETECTORS } from './detectors/other-scripts.ts';
import { SCORED, SIGNALS } from './detectors/scored.ts';
import { exceptDummies } from './detectors/secrets/kind.ts';
import { SECRET_TEXTS, SECRET_WINDOWS } from './detectors/secrets/index.ts';
import { UNICODE_DETECTORS } from './detectors/unicode.ts';
import type { RuleSet } from './ruleset.ts';

/** The twelve token kinds of the `basic` plug-in and nothing else. */
export const BASIC_RULES: RuleSet = {
  windows: BASIC_TOKENS,
  texts: [],
  families: [],
  scored: [],
  signals: [],
  learned: undefined,
  ciphers: [],
  disguise: undefined,
};

/** Everything the local engine looks for. */
export const LOCAL_RULES: RuleSet = {
  windows: [
    ...BASIC_TOKENS.map(exceptDummies),
    ...SECRET_WINDOWS,
    ...MARKUP_DETECTORS,
    ...FOREIGN_PURPOSE,
    ...ARGUMENT_WINDOWS,
    ...EXFILTRATION_DETECTORS,
    ...PII_WINDOWS,
  ],
  texts: [...SECRET_TEXTS, ...UNICODE_DETECTORS, ANSI_DETECTOR, ...OTHER_SCRIPT_DETECTORS, ...ARGUMENT_TEXTS],
  families: [PERSONAL_DATA],
  scored: SCORED,
  signals: SIGNALS,
  learned: LEARNED_WORDING,
  ciphers: CIPHER_TRIGGERS,
  disguise: DISGUISED_INSTRUCTION,
};

/** All definitions of a rule set: the list that the UI, the documentation and the tests enumerate. */
export function definitionsOf(rules: RuleSet): readonly DetectorDefinition[] {
  const definitions = [...rules.windows, ...rules.texts, ...rules.scored].map((detector) => detector.definition);
  for (const family of rules.families) definitions.push(...family.definitions);
  for (const definition of [rules.learned, rules.disguise]) if (definition) definitions.push(definition);
  return definitions;
}

/** The same rules with one detector switched off, e.g. by policy. */
export function withoutDetector(rules: RuleSet, id: string): RuleSet {
  const keep = (detector: { readonly definition: DetectorDefinition }): boolean => detector.definition.id !== id;
  return {
    ...rules,
    windows: rules.windows.filter(keep),
    texts: rules.texts.filter(keep),
    families: rules.families.map((family) => withoutMember(family, id)),
    scored: rules.scored.filter(keep),
    learned: rules.learned?.id === id ? undefined : rules.learned,
    disguise: rules.disguise?.id === id ? undefined : rules.disguise,
  };
}

function withoutMember(family: DetectorFamily, id: string): DetectorFamily {
  const definitions = family.definitions.filter((definition) => definition.id !== id);
  const find: FamilyRule = (text, report, context) =>
    family.find(
      text,
      (definition, start, end) => {
        if (definition.id !== id) report(definition, start, end);
      },
      context,
    );
  return { ...family, definitions, find };
}

/** Bumped by hand when the code of a rule changes and its data does not. */
const CODE_REVISION = 3;

/**
 * Version of a rule set: a hash over its definitions, signs, patterns and weights, so that no edit of the data can be
 * forgotten, and a hand-bumped revision for the code. Verdicts are cached by it.
 */
export function versionOf(rules: RuleSet): string {
  const hash = createHash('sha256').update(JSON.stringify(definitionsOf(rules)));
  for (const { id, keywords, atOrder, atField = false, fields, pattern } of rules.signals)
    hash.update(
      `${id} ${atOrder} ${atField} ${[...(fields ?? [])].join()}\n${keywords.join('\n')}\n${pattern.source}\n`,
    );
  for (const { weights, requestWeights, needs, threshold, requestThreshold } of rules.scored)
    hash.update(JSON.stringify([threshold, requestThreshold, [...weights], [...(requestWeights ?? [])], needs]));
  if (rules.learned) hash.update(WEIGHTS).update(JSON.stringify(SIGN_WEIGHTS));
  hash.update(JSON.stringify(rules.ciphers));
  return `${CODE_REVISION}-${hash.digest('hex').slice(0, 16)}`;
}
