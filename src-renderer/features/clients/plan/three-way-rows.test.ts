import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Part } from '../../tools/diff/word-diff.ts';
import { threeWayRows } from './three-way-rows.ts';

const textOf = (parts: readonly Part[] | undefined): string | undefined => parts?.map(({ text }) => text).join('');

test('each of the three states can be read off its column', () => {
  const text = fc
    .array(fc.constantFrom('{', '  "a": 1,', '  "a": 2,', '  "b": true', '', '}'), { maxLength: 12 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, text, (before, written, now) => {
      const rows = threeWayRows(before, written, now);
      const columns = [rows.map((row) => row.before), rows.map((row) => row.written), rows.map((row) => row.now)];
      const texts = columns.map((column) => column.flatMap((parts) => textOf(parts) ?? []).join('\n'));
      expect(texts).toEqual([before, written, now]);
      for (const row of rows) {
        expect(row.isOurs).toBe(textOf(row.before) !== textOf(row.written));
        expect(row.isTheirs).toBe(textOf(row.written) !== textOf(row.now));
      }
    }),
  );
});

test('who changed a line is told apart', () => {
  const rows = threeWayRows('{\n  "a": 1\n}', '{\n  "relay": 0,\n  "a": 1\n}', '{\n  "relay": 0,\n  "a": 2\n}');
  expect(rows.map(({ isOurs, isTheirs, now }) => [isOurs, isTheirs, textOf(now)])).toEqual([
    [false, false, '{'],
    [true, false, '  "relay": 0,'],
    [false, true, '  "a": 2'],
    [false, false, '}'],
  ]);
});
