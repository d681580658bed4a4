/** Lines around what changes that are kept: enough to see where it stands. */
const AROUND = 40;

interface ChangedParts {
  /** One for each version, in their order. */
  readonly parts: readonly string[];
  /** Lines left out before and after them, the same in all versions. */
  readonly linesBefore: number;
  readonly linesAfter: number;
}

/** The part of the versions of a file in which they differ, in whole lines: some files are megabytes long. */
export function changedParts(versions: readonly string[]): ChangedParts {
  const [first = [], ...others] = versions.map((text) => text.split('\n'));
  const most = Math.min(first.length, ...others.map(({ length }) => length));
  let start = 0;
  while (start < most && others.every((lines) => lines[start] === first[start])) start += 1;
  let end = 0;
  while (end < most - start && others.every((lines) => lines.at(-1 - end) === first.at(-1 - end))) end += 1;
  const linesBefore = Math.max(0, start - AROUND);
  const linesAfter = Math.max(0, end - AROUND);
  const parts = [first, ...others].map((lines) => lines.slice(linesBefore, lines.length - linesAfter).join('\n'));
  return { parts, linesBefore, linesAfter };
}
