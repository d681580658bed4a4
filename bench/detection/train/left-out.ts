import { learn } from './learner.ts';
import { GENERATED, type Sample } from './samples.ts';

const FOLDS = 5;
const RATES = [0.002, 0.005, 0.01];

/**
 * What the classifier alone finds in families that it has not learned from, and what it reports of their harmless texts, as
 * a Markdown table. A family is held back as a whole, attacks and harmless texts; families without attacks in five parts.
 * Thresholds are those at which that share of the everyday harmless texts (families without attacks), held back likewise,
 * is reported.
 */
export function leftOutTable(samples: readonly Sample[]): string {
  const families = [...new Set(samples.map(({ family }) => family))];
  const withAttacks = new Set(samples.filter(({ isAttack }) => isAttack).map(({ family }) => family));
  const everyday = families.filter((family) => !withAttacks.has(family));
  const parts = [
    ...[...withAttacks].map((family) => [family]),
    ...Array.from({ length: FOLDS }, (_, fold) => everyday.filter((_family, index) => index % FOLDS === fold)),
  ];
  const logits = new Map<Sample, number>();
  for (const [index, part] of parts.entries()) {
    const held = new Set(part);
    const learner = learn(
      samples.filter(({ family }) => !held.has(family)),
      index + 1,
    );
    for (const sample of samples) if (held.has(sample.family)) logits.set(sample, learner.worst(sample).logit);
  }
  const of = (sample: Sample): number => logits.get(sample) ?? 0;
  const sorted = samples
    .filter(({ family }) => !withAttacks.has(family))
    .map(of)
    .toSorted((a, b) => b - a);
  const thresholds = RATES.map((rate) => sorted[Math.floor(sorted.length * rate)] ?? 0);
  const shares = (group: readonly Sample[]): string =>
    [
      String(group.length),
      ...thresholds.map((threshold) =>
        group.length === 0
          ? '-'
          : ((100 * group.filter((sample) => of(sample) > threshold).length) / group.length).toFixed(1),
      ),
    ].join(' | ');
  const lines = [...withAttacks].map((name) => {
    const family = samples.filter((sample) => sample.family === name);
    return `| ${name} | ${shares(family.filter(({ isAttack }) => isAttack))} | ${shares(family.filter(({ isAttack }) => !isAttack))} |`;
  });
  const columns = RATES.map((rate, i) => `${(100 * rate).toFixed(1)} % (${thresholds[i]?.toFixed(2)})`).join(' | ');
  return [
    `${sorted.length} everyday harmless texts set the thresholds; ${GENERATED} texts are those of the grammar.`,
    '',
    `| left out | attacks | found at ${columns} | harmless | reported at ${columns} |`,
    `|---|---:|${RATES.map(() => '---:|').join('')}---:|${RATES.map(() => '---:|').join('')}`,
    ...lines,
    '',
  ].join('\n');
}
