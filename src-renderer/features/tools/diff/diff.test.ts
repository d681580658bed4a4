import { expect, test } from 'vitest';
import { foldRows } from './fold-rows.ts';
import { diffLines, type DiffRow } from './line-diff.ts';
import { diffSequences } from './sequence-diff.ts';
import { diffWords, likeness, type Part } from './word-diff.ts';

const textOf = (parts: readonly Part[] | undefined): string => (parts ?? []).map((part) => part.text).join('');
const marked = (parts: readonly Part[]): string =>
  parts.map((part) => (part.isChanged ? `[${part.text}]` : part.text)).join('');
const shapes = (rows: readonly DiffRow[]): string[] =>
  rows.map((row) => `${row.kind} ${textOf(row.before)}>${textOf(row.after)}`);

test('the way from one sequence to the other keeps what both have', () => {
  const steps = diffSequences('abcdef'.split(''), 'abxdf'.split(''));
  expect(steps.map((step) => `${step.kind[0] ?? ''}${'before' in step ? step.before : step.after}`)).toEqual([
    'sa',
    'sb',
    'rc',
    'ax',
    'sd',
    're',
    'sf',
  ]);
  expect(diffSequences([], [])).toEqual([]);
});

test('both texts can be read off the steps, also where there is too much to compare', () => {
  for (const size of [40, 3000]) {
    const before = Array.from({ length: size }, (_, index) => `${index * 7}`);
    const after = Array.from({ length: size }, (_, index) => `${index * 5}`);
    const steps = diffSequences(before, after);
    expect(steps.flatMap((step) => ('before' in step ? [step.before] : []))).toEqual(before);
    expect(steps.flatMap((step) => ('after' in step ? [step.after] : []))).toEqual(after);
  }
});

test('words that differ are marked, with the blanks between them', () => {
  const { before, after } = diffWords('Returns a fact about animals.', 'Returns a fact about every other thing.');
  expect(marked(before)).toBe('Returns a fact about [animals].');
  expect(marked(after)).toBe('Returns a fact about [every other thing].');
});

test('likeness goes from nothing to all', () => {
  expect(likeness('abc', 'xyz')).toBe(0);
  expect(likeness('"title": "a"', '"title": "b"')).toBeGreaterThan(0.5);
  expect(likeness('  ', '')).toBe(1);
});

test('lines that are versions of each other stand side by side, others under each other', () => {
  const rows = diffLines('{\n  "body": "old text"\n}', '{\n  "notify": true,\n  "body": "new text"\n}');
  expect(shapes(rows)).toEqual([
    'same {>{',
    'added >  "notify": true,',
    'changed   "body": "old text">  "body": "new text"',
    'same }>}',
  ]);
});

test('every line of both texts is in the rows', () => {
  const before = Array.from({ length: 60 }, (_, index) => `line ${index % 13} of the old text`).join('\n');
  const after = Array.from({ length: 50 }, (_, index) => `line ${index % 11} of the new text`).join('\n');
  const rows = diffLines(before, after);
  expect(rows.flatMap((row) => (row.before ? [textOf(row.before)] : [])).join('\n')).toBe(before);
  expect(rows.flatMap((row) => (row.after ? [textOf(row.after)] : [])).join('\n')).toBe(after);
});

test('unchanged lines far from a change are folded', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  const rows = diffLines(lines.join('\n'), lines.with(15, 'something else').join('\n'));
  const stretches = foldRows(rows);
  expect(stretches.map(({ kind, rows: { length } }) => [kind, length])).toEqual([
    ['folded', 12],
    ['shown', 8],
    ['folded', 11],
  ]);
  expect(stretches.flatMap((stretch) => stretch.rows)).toEqual(rows);
});

test('a short stretch is not folded', () => {
  const lines = ['a', 'b', 'c', 'd', 'e'];
  expect(foldRows(diffLines(lines.join('\n'), lines.with(4, 'x').join('\n'))).map(({ kind }) => kind)).toEqual([
    'shown',
  ]);
});
