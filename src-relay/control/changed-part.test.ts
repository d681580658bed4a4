import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedPart } from './changed-part.ts';

test('what is left out and what is shown are the whole file, before and after', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', '', '}'), { maxLength: 200 });
  fc.assert(
    fc.property(lines, lines, lines, lines, (head, old, fresh, tail) => {
      const before = [...head, ...old, ...tail].join('\n');
      const after = [...head, ...fresh, ...tail].join('\n');
      const { linesBefore, linesAfter, ...part } = changedPart(before, after);
      const wholeOf = (text: string, shown: string): string => {
        const all = text.split('\n');
        return [...all.slice(0, linesBefore), shown, ...all.slice(all.length - linesAfter)].join('\n');
      };
      expect(wholeOf(before, part.before)).toBe(before);
      expect(wholeOf(after, part.after)).toBe(after);
    }),
  );
});

test('of a file of megabytes only the place that changes is shown', () => {
  const filler = Array.from({ length: 50_000 }, (_, index) => `  "key${index}": "value",`);
  const before = ['{', ...filler, '  "mcpServers": {}', ...filler, '}'].join('\n');
  const part = changedPart(before, before.replace('"mcpServers": {}', '"mcpServers": { "a": {} }'));
  expect(part.after).toContain('"mcpServers": { "a": {} }');
  expect(part.after.length).toBeLessThan(5000);
  expect(part.linesBefore + part.linesAfter + part.before.split('\n').length).toBe(before.split('\n').length);
});
