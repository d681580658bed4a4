import { FEATURES } from './encoder.ts';
import { BIAS, SCALE, WEIGHTS } from './weights.ts';

/** Passages with fewer features than this are scored as if they had so many: a few loud words are no order yet. */
export const MIN_FEATURES = 40;

/** A linear model over the features of a passage: trained by bench/detection/train. */
export class WordingModel {
  private readonly weights: Int8Array;

  constructor() {
    const bytes = Buffer.from(WEIGHTS, 'base64');
    if (bytes.length !== FEATURES)
      throw new Error(`The classifier has ${bytes.length} weights and ${FEATURES} features: train it again.`);
    this.weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Sum of the weights of `features[from .. to)`. */
  sum(features: Uint32Array, from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += this.weights[features[i] ?? 0] ?? 0;
    return sum;
  }

  /** Log-odds that a passage with this sum over so many features is an order to a model. */
  logit(sum: number, count: number): number {
    return (sum * SCALE) / Math.sqrt(Math.max(MIN_FEATURES, count)) + BIAS;
  }
}
