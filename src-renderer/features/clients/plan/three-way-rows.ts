import { type DiffRow, diffLines } from '../../tools/diff/line-diff.ts';
import type { Part } from '../../tools/diff/word-diff.ts';

/** A line in up to three states of a file. */
export interface ThreeWayRow {
  readonly kind: 'same' | 'changed';
  readonly before: readonly Part[] | undefined;
  readonly written: readonly Part[] | undefined;
  readonly now: readonly Part[] | undefined;
  /** The relay changed it. */
  readonly isOurs: boolean;
  /** Others changed it after that. */
  readonly isTheirs: boolean;
}

/** Lays three states of a file side by side, by the lines of the one in the middle. */
export function threeWayRows(before: string, written: string, now: string): readonly ThreeWayRow[] {
  const ours = linesOf(before, written);
  const theirs = linesOf(written, now);
  const rows: ThreeWayRow[] = [];
  let at = 0;
  for (const our of ours) {
    if (our.after === undefined) {
      rows.push(row(our, undefined));
      continue;
    }
    for (; theirs[at] && theirs[at]?.before === undefined; at += 1) rows.push(row(undefined, theirs[at]));
    rows.push(row(our, theirs[at]));
    at += 1;
  }
  for (const their of theirs.slice(at)) rows.push(row(undefined, their));
  return rows;
}

/** A file that is not there has no line, not an empty one. */
function linesOf(before: string, after: string): readonly DiffRow[] {
  const isNothing = (text: string, parts: DiffRow['before']): boolean =>
    text === '' && parts?.every((part) => part.text === '') === true;
  return diffLines(before, after)
    .map((one) => ({
      ...one,
      before: isNothing(before, one.before) ? undefined : one.before,
      after: isNothing(after, one.after) ? undefined : one.after,
    }))
    .filter((one) => one.before !== undefined || one.after !== undefined);
}

function differs(one: DiffRow | undefined): boolean {
  if (!one) return false;
  return one.kind !== 'same' || one.before === undefined || one.after === undefined;
}

function row(ours: DiffRow | undefined, theirs: DiffRow | undefined): ThreeWayRow {
  const isOurs = differs(ours);
  const isTheirs = differs(theirs);
  return {
    kind: isOurs || isTheirs ? 'changed' : 'same',
    before: ours?.before,
    written: ours?.after ?? theirs?.before,
    now: theirs?.after,
    isOurs,
    isTheirs,
  };
}
