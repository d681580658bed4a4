/**
 * `node bench/detection/train/train.ts --corpus FILE`: trains the classifier of src-relay/scan/classifier and writes its
 * weights. What it learns from, and how well it did: docs/classifier.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FEATURES } from '../../../src-relay/scan/classifier/encoder.ts';
import { projectFolder } from '../../workplace.ts';
import { learn } from './learner.ts';
import { leftOutTable } from './left-out.ts';
import { samples } from './samples.ts';
import { gateWeights } from './signs.ts';

const SEEDS = [1, 2, 3];
const TARGET = join(projectFolder, 'src-relay/scan/classifier/weights.ts');
const MOST = 127;

function main(): void {
  const { values } = parseArgs({
    options: { corpus: { type: 'string' }, measure: { type: 'boolean', default: false } },
  });
  const all = samples(values.corpus);
  process.stderr.write(`${all.length} texts, ${all.filter(({ isAttack }) => isAttack).length} of them attacks\n`);
  if (values.measure) {
    process.stdout.write(leftOutTable(all));
    return;
  }
  const learners = SEEDS.map((seed) => learn(all, seed));
  const mean = Float64Array.from(
    { length: FEATURES },
    (_, i) => learners.reduce((sum, { weights }) => sum + (weights[i] ?? 0), 0) / learners.length,
  );
  const bias = learners.reduce((sum, learner) => sum + learner.bias, 0) / learners.length;
  // A few loud weights would leave too few steps for the rest.
  const sizes = mean.map(Math.abs).toSorted();
  const scale = (sizes[Math.floor(FEATURES * 0.9995)] ?? 1) / MOST;
  const bytes = Int8Array.from(mean, (weight) => Math.max(-MOST, Math.min(MOST, Math.round(weight / scale))));
  writeFileSync(
    TARGET,
    `// Written by bench/detection/train/train.ts; see docs/classifier.md.
export const BIAS = ${bias.toFixed(4)};
/** What one step of a weight is worth. */
export const SCALE = ${scale.toPrecision(5)};
/** One signed byte for each feature, in base64. */
export const WEIGHTS =
  '${Buffer.from(bytes.buffer).toString('base64')}';
/** How much the keyword of a sign speaks for an attack, by the sign's id. */
export const SIGN_WEIGHTS: Readonly<Record<string, number>> = {
${[...gateWeights(all)].map(([id, weight]) => `  '${id}': ${weight},\n`).join('')}};
`,
  );
}

main();
