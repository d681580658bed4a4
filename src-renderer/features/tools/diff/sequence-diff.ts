/** What became of one item: in both, only before, only after. */
export type Step<T> =
  | { readonly kind: 'same'; readonly before: T; readonly after: T }
  | { readonly kind: 'removed'; readonly before: T }
  | { readonly kind: 'added'; readonly after: T };

/** Comparisons that are made at most; beyond, all that differs counts as replaced. */
const MOST_WORK = 1_000_000;

/** The shortest way from one sequence to the other, what goes before what comes. */
export function diffSequences(before: readonly string[], after: readonly string[]): readonly Step<string>[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (text: string): Step<string> => ({ kind: 'same', before: text, after: text });
  return [
    ...before.slice(0, start).map(same),
    ...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

function diffMiddle(before: readonly string[], after: readonly string[]): Step<string>[] {
  const removed = before.map((text): Step<string> => ({ kind: 'removed', before: text }));
  const added = after.map((text): Step<string> => ({ kind: 'added', after: text }));
  if (removed.length === 0 || added.length === 0 || removed.length * added.length > MOST_WORK) {
    return [...removed, ...added];
  }
  const width = after.length + 1;
  // At [i, j]: the length of the longest common part of what follows both places.
  const common = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const steps: Step<string>[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      steps.push({ kind: 'same', before: old, after: fresh });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      steps.push({ kind: 'removed', before: old });
      i += 1;
    } else if (fresh !== undefined) {
      steps.push({ kind: 'added', after: fresh });
      j += 1;
    }
  }
  return steps;
}
