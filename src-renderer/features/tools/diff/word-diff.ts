import { diffSequences } from './sequence-diff.ts';

/** A run of a line, marked where the other line has something else. */
export interface Part {
  readonly text: string;
  readonly isChanged: boolean;
}

interface LinePair {
  readonly before: readonly Part[];
  readonly after: readonly Part[];
}

const WORD = /[\p{L}\p{N}_]+|\s+|[\s\S]/gu;
const wordsOf = (line: string): readonly string[] => line.match(WORD) ?? [];

/** Two versions of a line, with the words that differ marked in each. */
export function diffWords(before: string, after: string): LinePair {
  const steps = diffSequences(wordsOf(before), wordsOf(after));
  const left: Part[] = [];
  const right: Part[] = [];
  for (const step of steps) {
    if (step.kind !== 'added') append(left, step.before, step.kind === 'removed');
    if (step.kind !== 'removed') append(right, step.after, step.kind === 'added');
  }
  return { before: joined(left), after: joined(right) };
}

/** How much two lines have in common: 0 nothing, 1 all. Counts words by their length, wherever they stand; no blanks. */
export function likeness(before: string, after: string): number {
  const left = countWords(before);
  const right = countWords(after);
  const whole = Math.max(sizeOf(left), sizeOf(right));
  if (whole === 0) return 1;
  let common = 0;
  for (const [word, count] of left) common += Math.min(count, right.get(word) ?? 0) * word.length;
  return common / whole;
}

function countWords(line: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(line)) if (word.trim() !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function sizeOf(counts: ReadonlyMap<string, number>): number {
  let size = 0;
  for (const [word, count] of counts) size += word.length * count;
  return size;
}

function append(parts: Part[], text: string, isChanged: boolean): void {
  const last = parts.at(-1);
  if (last?.isChanged === isChanged) parts[parts.length - 1] = { text: last.text + text, isChanged };
  else parts.push({ text, isChanged });
}

/** A blank between two changed words is part of the change: one mark reads better than two. */
function joined(parts: readonly Part[]): readonly Part[] {
  const result: Part[] = [];
  for (const [index, part] of parts.entries()) {
    const isBridge =
      part.text.trim() === '' && parts[index - 1]?.isChanged === true && parts[index + 1]?.isChanged === true;
    append(result, part.text, part.isChanged || isBridge);
  }
  return result;
}
