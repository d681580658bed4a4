import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

function split(chunks: readonly Buffer[], maxBytes: number): { lines: string[]; oversize: number[]; edges: string[] } {
  const seen = { lines: new Array<string>(), oversize: new Array<number>(), edges: new Array<string>() };
  const splitter = new LineSplitter(maxBytes, {
    onLine: (line) => seen.lines.push(line.toString('utf8')),
    onOversize: (bytes, edges) => {
      seen.oversize.push(bytes);
      seen.edges.push(edges);
    },
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return seen;
}

test('lines do not depend on how the bytes were cut', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.integer({ min: 1, max: 7 })), (texts, cuts) => {
      const lines = texts.map((text) => text.replaceAll('\n', ' ')).filter((text) => text !== '');
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const chunks: Buffer[] = [];
      for (let at = 0, i = 0; at < bytes.length; i += 1) {
        const size = cuts[i % Math.max(cuts.length, 1)] ?? 3;
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      expect(split(chunks, 1_000_000).lines).toEqual(lines);
    }),
  );
});

test('a line separator of Unicode does not end a line', () => {
  expect(split([Buffer.from('a\u2028b\nc')], 100).lines).toEqual(['a\u2028b', 'c']);
});

test('a line over the cap is dropped with its edges kept, and the next line lives', () => {
  const big = `{"id":7,${'x'.repeat(5000)},"end":1}`;
  const chunks = [
    Buffer.from(big.slice(0, 900)),
    Buffer.from(big.slice(900, 3000)),
    Buffer.from(`${big.slice(3000)}\nok\n`),
  ];
  const seen = split(chunks, 1000);
  expect(seen.lines).toEqual(['ok']);
  expect(seen.oversize).toEqual([big.length]);
  expect(seen.edges[0]).toMatch(/^\{"id":7,/u);
  expect(seen.edges[0]).toMatch(/"end":1\}$/u);
});
