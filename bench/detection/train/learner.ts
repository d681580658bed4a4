import { FEATURES } from '../../../src-relay/scan/classifier/encoder.ts';
import { MIN_FEATURES } from '../../../src-relay/scan/classifier/model.ts';
import { Random } from './random.ts';
import type { Sample } from './samples.ts';

const EPOCHS = 12;
const RATE = 0.3;
const L2 = 3e-5;
const ATTACK_WEIGHT = 1.5;
/** Attacks with more passages join when there is a model that can tell which passage it is. */
const SHORT = 7;
const EPOCHS_OF_SHORT = 3;
const RANDOM_PASSAGES = 3;

/** Logistic regression, learned passage by passage with AdaGrad. */
export class Learner {
  readonly weights: Float32Array = new Float32Array(FEATURES);
  bias = -2;
  private readonly squares = new Float32Array(FEATURES).fill(1e-6);
  private biasSquares = 1e-6;

  /** Log-odds that a passage is an attack. */
  logit(passage: Uint32Array): number {
    let sum = 0;
    for (const feature of passage) sum += this.weights[feature] ?? 0;
    return sum / Math.sqrt(Math.max(MIN_FEATURES, passage.length)) + this.bias;
  }

  /** The passage of a sample that looks most like an attack. */
  worst(sample: Sample): { readonly passage: Uint32Array | undefined; readonly logit: number } {
    let passage: Uint32Array | undefined;
    let logit = Number.NEGATIVE_INFINITY;
    for (const candidate of sample.passages) {
      const own = this.logit(candidate);
      if (own > logit) {
        passage = candidate;
        logit = own;
      }
    }
    return { passage, logit };
  }

  /** One step towards `target`, 0 or 1. */
  step(passage: Uint32Array, target: number, weight: number): void {
    const norm = Math.sqrt(Math.max(MIN_FEATURES, passage.length));
    const error = (1 / (1 + Math.exp(-this.logit(passage))) - target) * weight;
    for (const feature of passage) {
      const own = this.weights[feature] ?? 0;
      const gradient = error / norm + L2 * own;
      const square = (this.squares[feature] ?? 0) + gradient * gradient;
      this.squares[feature] = square;
      this.weights[feature] = own - (RATE * gradient) / Math.sqrt(square);
    }
    this.biasSquares += error * error;
    this.bias -= (RATE * error) / Math.sqrt(this.biasSquares);
  }
}

/**
 * Learns from samples of which only the whole is labelled: of an attack the passage that looks most like one is taken to
 * be it, of a harmless text none is.
 */
export function learn(samples: readonly Sample[], seed: number): Learner {
  const learner = new Learner();
  const random = new Random(seed);
  const order = samples.filter(({ passages, weight }) => passages.length > 0 && weight > 0);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const sample of order) {
      if (sample.isAttack) learnAttack(learner, sample, epoch, random);
      else learnHarmless(learner, sample, random);
    }
  }
  return learner;
}

function learnAttack(learner: Learner, sample: Sample, epoch: number, random: Random): void {
  const { passages, weight } = sample;
  if (epoch < EPOCHS_OF_SHORT && passages.length > SHORT) return;
  const any = (): Uint32Array | undefined => passages[random.below(passages.length)];
  const passage = epoch === 0 ? any() : learner.worst(sample).passage;
  if (passage) learner.step(passage, 1, weight * ATTACK_WEIGHT);
  if (passages.length > 3 || epoch % 2 === 1) return;
  const other = any();
  if (other) learner.step(other, 1, (weight * ATTACK_WEIGHT) / 2);
}

function learnHarmless(learner: Learner, sample: Sample, random: Random): void {
  const { passages, weight } = sample;
  const { passage } = learner.worst(sample);
  if (passage) learner.step(passage, 0, weight);
  for (let i = 0; i < Math.min(RANDOM_PASSAGES, passages.length - 1); i++) {
    const other = passages[random.below(passages.length)];
    if (other) learner.step(other, 0, weight / 2);
  }
}

function shuffle(list: Sample[], random: Random): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const [a, b] = [list[i], list[j]];
    if (a === undefined || b === undefined) continue;
    list[i] = b;
    list[j] = a;
  }
}
