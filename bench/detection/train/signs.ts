import { HitBuffer } from '../../../src-relay/scan/hit-buffer.ts';
import { isOrderPosition } from '../../../src-relay/scan/order-position.ts';
import { LOCAL_RULES } from '../../../src-relay/scan/registry.ts';
import { CompiledRules, RULE_SIGNAL } from '../../../src-relay/scan/ruleset.ts';
import { GENERATED, type Sample } from './samples.ts';

/** Texts count by pieces of so many UTF-16 units: that is about what the gate looks at together. */
const PIECE = 400;
/** Pieces of each label without the sign that are taken for granted, so that rare signs do not shout. */
const PRIOR = 0.5;
/** Signs that are less telling than this are not looked at. */
const LEAST = 0.05;

// Without the classifier: its weights are what is made here, and the old ones need not fit.
const rules = new CompiledRules({ ...LOCAL_RULES, learned: undefined });
const hits = new HitBuffer();

/** Signs whose keyword stands in `text` where it may begin one, once for each piece that has it. */
function signsOf(text: string): readonly string[] {
  const { ruleStart, rules: found } = rules.directed.response;
  const signs: string[] = [];
  const lastPiece = new Map<string, number>();
  rules.prefilter.run(text, hits);
  for (let hit = 0; hit < hits.count; hit++) {
    const keyword = hits.keyword[hit] ?? 0;
    const at = hits.start[hit] ?? 0;
    if (rules.wordStart[keyword] === 1 && /\w/.test(text.charAt(at - 1))) continue;
    for (const rule of found.subarray(ruleStart[keyword], ruleStart[keyword + 1])) {
      const signal = (rule & 3) === RULE_SIGNAL ? LOCAL_RULES.signals[rule >> 2] : undefined;
      if (!signal || signal.fields || (signal.atOrder && !isOrderPosition(text, at))) continue;
      const piece = Math.floor(at / PIECE);
      if (lastPiece.get(signal.id) !== piece) signs.push(signal.id);
      lastPiece.set(signal.id, piece);
    }
  }
  return signs;
}

/**
 * How much the mere keyword of each sign speaks for an attack, as log-odds, by sign; signs that speak for none are left
 * out. The gate of the classifier adds them up.
 */
export function gateWeights(samples: readonly Sample[]): ReadonlyMap<string, number> {
  const inAttacks = new Map<string, number>();
  const inHarmless = new Map<string, number>();
  let attacks = 0;
  let harmless = 0;
  for (const { text, isAttack, weight, family } of samples) {
    // Harmless sentences of the grammar are as full of signs as attacks: the gate tells both from everyday text.
    if (!isAttack && family === GENERATED) continue;
    const pieces = Math.max(1, text.length / PIECE);
    if (isAttack) attacks += weight;
    else harmless += pieces;
    // Which piece of an attack is the attack is not known: any of its signs may stand there by chance.
    const counted = isAttack ? weight / pieces : 1;
    const counts = isAttack ? inAttacks : inHarmless;
    for (const id of signsOf(text)) counts.set(id, (counts.get(id) ?? 0) + counted);
  }
  const weights = new Map<string, number>();
  for (const { id } of LOCAL_RULES.signals) {
    const odds =
      (((inAttacks.get(id) ?? 0) + PRIOR) * harmless) / (((inHarmless.get(id) ?? 0) + PRIOR) * Math.max(1, attacks));
    if (Math.log(odds) > LEAST) weights.set(id, Number(Math.log(odds).toFixed(1)));
  }
  return weights;
}
