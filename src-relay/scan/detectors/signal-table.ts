import { phrase, type Signal, type Weight } from '../signals.ts';
import { DROP, DROP_STEMS } from './signal-words.ts';

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
  const needs = isBehindDrop(pattern) ? { needs: DROP_STEMS } : {};
  return {
    signal: {
      id: `${group}.${id}`,
      keywords: keywords.split('|').map((keyword) => keyword.replaceAll('¦', '|')),
      atOrder: pattern.startsWith(ORDER),
      atField: pattern.startsWith(FIELD),
      pattern: phrase(pattern.startsWith(ORDER) || pattern.startsWith(FIELD) ? pattern.slice(1) : pattern),
      ...needs,
    },
    group,
    weights,
  };
}

/** Whether a pattern can only match behind words for setting aside: they are looked for once in a text, not at each noun. */
function isBehindDrop(pattern: string): boolean {
  const end = pattern.startsWith('(?<=') ? pattern.indexOf(`${DROP}~`) : -1;
  if (end < 0 || pattern[end - 1] === '|') return false;
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === '[') i = pattern.indexOf(']', i + 2);
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && (depth === 0 || (depth === 1 && i < end))) return false;
  }
  return true;
}

/** A row that counts only in texts under one of these keys, in lower case. */
export function fieldRow(
  group: string,
  id: string,
  weights: Weights,
  fields: readonly string[],
  keywords: string,
  pattern: string,
): SignalRow {
  const plain = row(group, id, weights, keywords, pattern);
  return { ...plain, signal: { ...plain.signal, fields: new Set(fields) } };
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

/** The same weights with those of some groups changed by a factor. */
export function scaled(
  weights: ReadonlyMap<string, Weight>,
  factors: Readonly<Record<string, number>>,
): ReadonlyMap<string, Weight> {
  return new Map(
    [...weights].map(([id, { group, weight }]) => [id, { group, weight: weight * (factors[group] ?? 1) }] as const),
  );
}

/** All keywords that lead to a model: what its definition names. */
export function keywordsOf(rows: readonly SignalRow[], model: Model): readonly string[] {
  return [...new Set(rows.filter(({ weights }) => (weights[model] ?? 0) > 0).flatMap(({ signal }) => signal.keywords))];
}

/** Put before a pattern: the keyword must stand where an order may begin; see order-position.ts. */
export const ORDER = '^';
/** Put before a pattern: the keyword must stand where a value begins. */
export const FIELD = '§';
