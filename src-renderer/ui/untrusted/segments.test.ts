import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Mark, segmentsOf } from './segments.ts';

const cases = fc
  .string({ maxLength: 60, unit: 'binary' })
  .chain((text) =>
    fc.tuple(
      fc.constant(text),
      fc.array(fc.tuple(fc.integer({ min: -5, max: 70 }), fc.integer({ min: -5, max: 70 })), { maxLength: 8 }),
    ),
  );
const marksOf = (ranges: readonly (readonly [number, number])[]): Mark[] =>
  ranges.map(([start, end], index) => ({ id: `m${index}`, start, end }));

test('segments add up to the text, and each is under exactly the marks that cover it', () => {
  fc.assert(
    fc.property(cases, ([text, ranges]) => {
      const marks = marksOf(ranges);
      const segments = segmentsOf(text, marks);
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      for (const { start, text: run, marks: over } of segments) {
        expect(run).not.toBe('');
        for (let at = start; at < start + run.length; at++) {
          const wanted = marks.filter((mark) => mark.start <= at && at < mark.end).map((mark) => mark.id);
          expect(over.map((mark) => mark.id)).toEqual(wanted);
        }
      }
    }),
  );
});

test('each mark that covers anything begins exactly once', () => {
  fc.assert(
    fc.property(cases, ([text, ranges]) => {
      const marks = marksOf(ranges);
      const begun = segmentsOf(text, marks).flatMap((segment) => segment.first.map((mark) => mark.id));
      const covering = marks.filter((mark) => Math.max(0, mark.start) < Math.min(text.length, mark.end));
      expect(begun.sort()).toEqual(covering.map((mark) => mark.id).sort());
    }),
  );
});

test('an empty text has no segments', () => {
  expect(segmentsOf('', [{ id: 'a', start: 0, end: 1 }])).toEqual([]);
});
