import { expect, test } from 'vitest';
import { applyEdits } from '../protocol/edits.ts';
import { keepingJson } from './json-safe.ts';

function masked(text: string, part: string): string {
  const start = text.indexOf(part);
  return applyEdits(text, keepingJson(text, [{ start, end: start + part.length, text: '<X>' }]));
}

test.each([
  ['inside a string', '{"a":"b SECRET c"}', 'SECRET', '{"a":"b <X> c"}'],
  ['a number', '{"card": 4111111111111111, "b":1}', '4111111111111111', '{"card": "<X>", "b":1}'],
  ['a part of a number', '[1234567]', '3456', '["<X>"]'],
  ['with the quotes', '{"a":"SECRET"}', '"SECRET"', '{"a":"<X>"}'],
  ['a key with its value', '{"token":"SECRET","b":"c"}', 'token":"SECRET', '{"token":"<X>","b":"c"}'],
  ['a key alone', '{"SECRET":{"a":1}}', '"SECRET"', '{"<X>":{"a":1}}'],
  ['over two values', '["ab SEC","RET cd"]', 'SEC","RET', '["ab <X>","<X> cd"]'],
  ['no JSON at all', '{"a":"SECRET', 'a":"SECRET', '{"<X>'],
])('a text that is JSON stays JSON: %s', (_what, text, part, expected) => {
  expect(masked(text, part)).toBe(expected);
});
