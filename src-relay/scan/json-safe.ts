import { jsonTree, type JsonNode } from '../protocol/json-tree.ts';
import type { Replacement } from './mask.ts';

/**
 * The same replacements so that a text which is JSON stays JSON: one that covers a number puts a string in its place, and one
 * that reaches beyond a string keeps to the values that it touches. Texts that are no JSON object or array, and those that
 * stay JSON anyway, are left as they are.
 */
export function keepingJson(text: string, replacements: readonly Replacement[]): readonly Replacement[] {
  if (replacements.length === 0 || !isJsonContainer(text)) return replacements;
  const scalars: Scalar[] = [];
  collect(jsonTree(text), scalars);
  const safe: Replacement[] = [];
  let from = 0;
  for (const replacement of replacements) {
    while (from < scalars.length && (scalars[from]?.end ?? 0) <= replacement.start) from += 1;
    const touched: Scalar[] = [];
    for (let at = from; at < scalars.length && (scalars[at]?.start ?? 0) < replacement.end; at += 1) {
      const scalar = scalars[at];
      if (scalar) touched.push(scalar);
    }
    const [first] = touched;
    if (touched.length === 1 && first && isInside(first, replacement)) {
      safe.push(replacement);
      continue;
    }
    // Keys are left alone where a value is there: a key that is gone leaves a value that nobody can tell.
    const values = touched.filter(({ isKey }) => !isKey);
    for (const scalar of values.length > 0 ? values : touched) safe.push(within(scalar, replacement));
  }
  return distinct(safe);
}

/** Whether a text is a JSON object or array. */
function isJsonContainer(text: string): boolean {
  if (!/^\s{0,100}[[{]/u.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Scalar {
  readonly start: number;
  readonly end: number;
  readonly isString: boolean;
  readonly isKey: boolean;
}

/** All strings and literals of a tree, in order. */
function collect(root: JsonNode, into: Scalar[]): void {
  const waiting: JsonNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'array') for (const item of node.items) waiting.push(item);
    else if (node.type === 'object') {
      for (const { keySpan, value } of node.members) {
        into.push({ ...keySpan, isString: true, isKey: true });
        waiting.push(value);
      }
    } else into.push({ start: node.start, end: node.end, isString: node.type === 'string', isKey: false });
  }
  into.sort((a, b) => a.start - b.start);
}

function isInside({ start, end, isString }: Scalar, replacement: Replacement): boolean {
  return isString && replacement.start > start && replacement.end < end;
}

function within({ start, end, isString }: Scalar, { text, ...range }: Replacement): Replacement {
  if (!isString) return { start, end, text: JSON.stringify(text) };
  return { start: Math.max(start + 1, range.start), end: Math.min(end - 1, range.end), text };
}

/** Two findings may have touched one value. */
function distinct(replacements: readonly Replacement[]): Replacement[] {
  const kept: Replacement[] = [];
  for (const one of replacements) {
    const last = kept.at(-1);
    if (one.start <= one.end && (!last || one.start >= last.end)) kept.push(one);
    else if (last && one.end > last.end) kept[kept.length - 1] = { ...last, end: one.end };
  }
  return kept;
}
