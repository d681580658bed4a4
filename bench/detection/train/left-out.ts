import { learn, type Learner } from './learner.ts';
import type { Sample } from './samples.ts';

const FOLDS = 5;
const RATES = [0.002, 0.005, 0.01, 0.02];

/**
 * What the classifier alone finds in families that it has not learned from, as a Markdown table. All texts of a family are
 * held back together; thresholds are those at which that share of the harmless texts, held back likewise, is reported.
 */
export function leftOutTable(samples: readonly Sample[]): string {
  const logits = new Map<Sample, number>();
  const families = [...new Set(samples.map(({ family }) => family))];
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = new Set(families.filter((_, index) => index % FOLDS === fold));
    const learner: Learner = learn(
      samples.filter(({ family }) => !held.has(family)),
      fold + 1,
    );
    for (const sample of samples) if (held.has(sample.family)) logits.set(sample, learner.worst(sample).logit);
  }
  const of = (sample: Sample): number => logits.get(sample) ?? 0;
  const harmless = samples.filter(
    ({ isAttack, family }) => !isAttack && family !== 'generated' && family !== 'harmless',
  );
  const sorted = harmless.map(of).toSorted((a, b) => b - a);
  const thresholds = RATES.map((rate) => sorted[Math.floor(sorted.length * rate)] ?? 0);
  const share = (group: readonly Sample[]): string =>
    thresholds
      .map((threshold) => ((100 * group.filter((sample) => of(sample) > threshold).length) / group.length).toFixed(1))
      .join(' | ');
  const lines = families
    .map((family) => [family, samples.filter((sample) => sample.family === family && sample.isAttack)] as const)
    .filter(([, group]) => group.length > 0)
    .map(([family, group]) => `| ${family} | ${group.length} | ${share(group)} |`);
  return [
    `| left out | texts | ${RATES.map((rate, i) => `found at ${(100 * rate).toFixed(1)} % (${thresholds[i]?.toFixed(2)})`).join(' | ')} |`,
    `|---|---:|${RATES.map(() => '---:|').join('')}`,
    ...lines,
    '',
  ].join('\n');
}
