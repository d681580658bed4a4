/** Lines around what changes that are kept: enough to see where it stands. */
const AROUND = 40;

interface ChangedPart {
  readonly before: string;
  readonly after: string;
  /** Lines left out before and after it, the same in both texts. */
  readonly linesBefore: number;
  readonly linesAfter: number;
}

/** The part of two versions of a file in which they differ, in whole lines: some files are megabytes long. */
export function changedPart(before: string, after: string): ChangedPart {
  const old = before.split('\n');
  const fresh = after.split('\n');
  const most = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < most && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end += 1;
  const linesBefore = Math.max(0, start - AROUND);
  const linesAfter = Math.max(0, end - AROUND);
  const part = (lines: readonly string[]): string => lines.slice(linesBefore, lines.length - linesAfter).join('\n');
  return { before: part(old), after: part(fresh), linesBefore, linesAfter };
}
