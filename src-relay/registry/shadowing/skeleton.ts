/** Digits and letters that are taken for each other, all written as one of them. */
const SWAPS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  i: 'l',
  '|': 'l',
};

/** Shows disguised letters as the ASCII that they look like; from the scanner, which has the table. */
export type Fold = (text: string) => string;

/**
 * What is left of a name when everything is taken away that people overlook: case, separators, look-alike letters,
 * digits for letters. Two names of one skeleton look alike.
 */
export function skeletonOf(name: string, fold: Fold): string {
  return fold(name.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}|]/gu, '')
    .replaceAll(/[013457i|]/gu, (char) => SWAPS[char] ?? char)
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

/** Names shorter than this differ by one letter all the time. */
const LONG = 8;

/** Whether two skeletons of long names differ by one letter: one more, one less, one other, or two that changed places. */
export function isOneOff(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < LONG || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const room = Math.min(a.length, b.length) - start;
  while (end < room && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  // One thing and several of it, or the second of a row, is how honest people name things.
  if (left + right === 's' && end === 0) return false;
  if (left.length <= 1 && right.length <= 1) return !/^\d?$/u.test(left) || !/^\d?$/u.test(right);
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** Every text that comes from this one by leaving out one letter, and itself: names one letter apart share one. */
export function neighboursOf(skeleton: string): readonly string[] {
  if (skeleton.length < LONG) return [];
  const found = new Set([skeleton]);
  for (let at = 0; at < skeleton.length; at += 1) found.add(skeleton.slice(0, at) + skeleton.slice(at + 1));
  return [...found];
}
