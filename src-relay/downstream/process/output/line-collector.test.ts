import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineCollector } from './line-collector.ts';

function collect(chunks: readonly string[], maxBytes = 32): string[] {
  const lines: string[] = [];
  const collector = new LineCollector(maxBytes, (line) => lines.push(line));
  for (const chunk of chunks) collector.push(Buffer.from(chunk));
  collector.end();
  return lines;
}

test('lines come out whole however they were cut, without empty ones', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), (chunks) => {
      const lines = chunks
        .join('')
        .split('\n')
        .filter((line) => line !== '');
      expect(collect(chunks, 1000)).toEqual(lines);
    }),
  );
});

test('the last line needs no end, and a carriage return before one is no part of it', () => {
  expect(collect(['one\r\ntwo'])).toEqual(['one', 'two']);
});

test('of a line over the cap the start is kept, without the word that the cap goes through', () => {
  expect(collect(['the key is abcdefghijklmnopqrstuvwxyz0123456789\nnext'])).toEqual(['the key is …', 'next']);
  expect(collect(['x'.repeat(40), 'x'.repeat(40), '\nnext\n'])).toEqual([' …', 'next']);
});

test('after a gap the line that had begun, and the rest of the one in the gap, are dropped', () => {
  const lines: string[] = [];
  const collector = new LineCollector(32, (line) => lines.push(line));
  collector.push(Buffer.from('one\nbegun'));
  collector.breakOff();
  collector.push(Buffer.from('rest of another\nthree\n'));
  expect(lines).toEqual(['one', 'three']);
});
