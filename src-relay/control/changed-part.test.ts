import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedParts } from './changed-part.ts';

test('what is left out and what is shown are the whole file, in every version', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', '', '}'), { maxLength: 200 });
  fc.assert(
    fc.property(lines, fc.array(lines, { minLength: 1, maxLength: 3 }), lines, (head, middles, tail) => {
      const versions = middles.map((middle) => [...head, ...middle, ...tail].join('\n'));
      const { linesBefore, linesAfter, parts } = changedParts(versions);
      const wholes = versions.map((text, index) => {
        const all = text.split('\n');
        return [...all.slice(0, linesBefore), parts[index], ...all.slice(all.length - linesAfter)].join('\n');
      });
      expect(wholes).toEqual(versions);
    }),
  );
});

test('of a file of megabytes only the place that changes is shown', () => {
  const filler = Array.from({ length: 50_000 }, (_, index) => `  "key${index}": "value",`);
  const before = ['{', ...filler, '  "mcpServers": {}', ...filler, '}'].join('\n');
  const { parts, linesBefore, linesAfter } = changedParts([
    before,
    before.replace('"mcpServers": {}', '"mcpServers": { "a": {} }'),
  ]);
  expect(parts[1]).toContain('"mcpServers": { "a": {} }');
  expect(parts[1]?.length).toBeLessThan(5000);
  expect(linesBefore + linesAfter + (parts[0]?.split('\n').length ?? 0)).toBe(before.split('\n').length);
});
