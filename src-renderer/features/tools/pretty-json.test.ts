import { expect, test } from 'vitest';
import { prettyJson } from './pretty-json.ts';

test('JSON is laid out as JSON.stringify would', () => {
  const value = { a: [1, -2.5e3, true, null, []], b: {}, 'c "d"': { e: 'x, {y}: [z]\\"' } };
  expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(prettyJson(JSON.stringify(value, null, 7))).toBe(JSON.stringify(value, null, 2));
});

test('what a parser would lose stays', () => {
  expect(prettyJson(String.raw`{"a":1,"a":2,"b":"A","c":1.0}`)).toBe(
    String.raw`{
  "a": 1,
  "a": 2,
  "b": "A",
  "c": 1.0
}`,
  );
});

test('deep nesting does not grow the text without bound', () => {
  const depth = 20_000;
  expect(prettyJson('['.repeat(depth) + ']'.repeat(depth)).length).toBeLessThan(depth * 2 * 60);
});

test('text that is no JSON is still all there', () => {
  expect(prettyJson('{"open').replaceAll(/\s/g, '')).toBe('{"open');
  expect(prettyJson('')).toBe('');
});
