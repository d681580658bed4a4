/** Lines shown around a change, and how large a changed part may be to be compared line by line. */
const CONTEXT = 3;
const MAX_CELLS = 1_000_000;

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** The difference of two texts in unified notation, without the file's names; empty where they are the same. */
export function unifiedDiff(before: string, after: string): string {
  if (before === after) return '';
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const from = Math.max(0, head - CONTEXT);
  const same = (texts: readonly string[]): Line[] => texts.map((text) => ({ sign: ' ', text }));
  const lines = [
    ...same(a.slice(from, head)),
    ...changedLines(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail, a.length - tail + CONTEXT)),
  ];
  return hunksOf(lines, from).join('\n');
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.replace(/\r$/u, ''));
}

/** The longest common subsequence where it is cheap to find, else all of the one for all of the other. */
function changedLines(a: readonly string[], b: readonly string[]): Line[] {
  const removed = (texts: readonly string[]): Line[] => texts.map((text) => ({ sign: '-', text }));
  const added = (texts: readonly string[]): Line[] => texts.map((text) => ({ sign: '+', text }));
  if ((a.length + 1) * (b.length + 1) > MAX_CELLS) return [...removed(a), ...added(b)];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push({ sign: '-', text: a[i] ?? '' });
      i += 1;
    } else {
      lines.push({ sign: '+', text: b[j] ?? '' });
      j += 1;
    }
  }
  return [...lines, ...removed(a.slice(i)), ...added(b.slice(j))];
}

/** Parts of the lines around changes, each with where it stands in both texts. */
function hunksOf(lines: readonly Line[], skipped: number): string[] {
  const out: string[] = [];
  const isNear = lines.map((_line, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  );
  let oldLine = skipped + 1;
  let newLine = skipped + 1;
  for (let index = 0; index < lines.length;) {
    if (!isNear[index]) {
      oldLine += 1;
      newLine += 1;
      index += 1;
      continue;
    }
    let end = index;
    while (isNear[end]) end += 1;
    const hunk = lines.slice(index, end);
    const oldCount = hunk.filter(({ sign }) => sign !== '+').length;
    const newCount = hunk.filter(({ sign }) => sign !== '-').length;
    const start = (line: number, count: number): number => (count === 0 ? line - 1 : line);
    out.push(`@@ -${start(oldLine, oldCount)},${oldCount} +${start(newLine, newCount)},${newCount} @@`);
    for (const { sign, text } of hunk) out.push(sign + text);
    oldLine += oldCount;
    newLine += newCount;
    index = end;
  }
  return out;
}
