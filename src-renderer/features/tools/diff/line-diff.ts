import { diffSequences, type Step } from './sequence-diff.ts';
import { diffWords, likeness, type Part } from './word-diff.ts';

/** A row of a comparison: a line before, a line after, or both side by side. */
export interface DiffRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added';
  readonly before: readonly Part[] | undefined;
  readonly after: readonly Part[] | undefined;
}

/** From how much in common on two lines are versions of each other. */
const ALIKE = 0.4;
/** Lines that are compared with each other at most; longer runs stand one under the other. */
const MOST_PAIRS = 400;
/** Longest line that is compared word by word, in characters. */
const MOST_LINE = 20_000;

/** Compares two texts line by line, and lines that are versions of each other word by word. */
export function diffLines(before: string, after: string): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = (): void => {
    for (const row of pairUp(removed, added)) rows.push(row);
    removed = [];
    added = [];
  };
  for (const step of diffSequences(before.split('\n'), after.split('\n'))) {
    if (step.kind === 'removed') removed.push(step.before);
    else if (step.kind === 'added') added.push(step.after);
    else {
      flush();
      rows.push(sameRow(step));
    }
  }
  flush();
  return rows;
}

/** Puts the lines that went and those that came beside each other where they are alike, in order. */
function pairUp(removed: readonly string[], added: readonly string[]): DiffRow[] {
  const rows: DiffRow[] = [];
  let from = 0;
  for (const old of removed) {
    const match = removed.length * added.length > MOST_PAIRS ? -1 : bestMatch(old, added, from);
    const fresh = added[match];
    if (fresh === undefined) {
      rows.push({ kind: 'removed', before: [whole(old)], after: undefined });
      continue;
    }
    for (const line of added.slice(from, match)) rows.push(addedRow(line));
    rows.push({ kind: 'changed', ...diffWords(old, fresh) });
    from = match + 1;
  }
  return [...rows, ...added.slice(from).map(addedRow)];
}

/** The first line from a place on that is most like this one; -1 where none is like it. */
function bestMatch(line: string, candidates: readonly string[], from: number): number {
  let best = -1;
  let most = ALIKE;
  for (const [index, candidate] of candidates.entries()) {
    if (index < from || line.length > MOST_LINE || candidate.length > MOST_LINE) continue;
    const like = likeness(line, candidate);
    if (like > most) {
      best = index;
      most = like;
    }
  }
  return best;
}

const whole = (text: string): Part => ({ text, isChanged: false });
const addedRow = (line: string): DiffRow => ({ kind: 'added', before: undefined, after: [whole(line)] });

function sameRow({ before }: Extract<Step<string>, { kind: 'same' }>): DiffRow {
  return { kind: 'same', before: [whole(before)], after: [whole(before)] };
}
