import { phrase, type Signal, type Weight } from '../signals.ts';

/** What a signal weighs in each scored detector; a detector that is not named does not see it. */
export interface Weights {
  readonly injection?: number;
  readonly poisoning?: number;
  readonly shadowing?: number;
  readonly parameter?: number;
}
export type Model = keyof Weights;

export interface SignalRow {
  readonly signal: Signal;
  readonly group: string;
  readonly weights: Weights;
}

/** One row of the signal tables: keywords separated by `|` (`¦` is a literal one), pattern in the form of `phrase`. */
export function row(group: string, id: string, weights: Weights, keywords: string, pattern: string): SignalRow {
  return {
    signal: {
      id: `${group}.${id}`,
      keywords: keywords.split('|').map((keyword) => keyword.replaceAll('¦', '|')),
      atOrder: pattern.startsWith(ORDER),
      pattern: phrase(pattern.startsWith(ORDER) ? pattern.slice(ORDER.length) : pattern),
    },
    group,
    weights,
  };
}

/** The weights that one model gives to the rows. */
export function weightsOf(rows: readonly SignalRow[], model: Model): ReadonlyMap<string, Weight> {
  const map = new Map<string, Weight>();
  for (const { signal, group, weights } of rows) {
    const weight = weights[model];
    if (weight !== undefined) map.set(signal.id, { group, weight });
  }
  return map;
}

/** All keywords that lead to a model: what its definition names. */
export function keywordsOf(rows: readonly SignalRow[], model: Model): readonly string[] {
  return [...new Set(rows.filter(({ weights }) => (weights[model] ?? 0) > 0).flatMap(({ signal }) => signal.keywords))];
}

/** Put before a pattern: the keyword must stand where an order may begin; see order-position.ts. */
export const ORDER = '^';
