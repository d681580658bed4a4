import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesTemplate, readTemplate } from './uri-template.ts';

const matches = (template: string, uri: string): boolean | undefined => {
  const read = readTemplate(template);
  return read && matchesTemplate(read, uri);
};

test.each([
  ['test://template/{id}/data', 'test://template/42/data', true],
  ['test://template/{id}/data', 'test://template/42/date', false],
  ['file:///{+path}', 'file:///a/b/c.txt', true],
  ['x://{a}/{b}', 'x://1/2', true],
  ['x://{a}/{b}', 'x://12', false],
  ['x://aa{b}aa', 'x://aa', false],
  ['x://fixed', 'x://fixed', true],
  ['x://fixed', 'x://fixed/more', false],
  ['search://q{?term,limit}', 'search://q?term=a', true],
])('%s and %s: %s', (template, uri, expected) => {
  expect(matches(template, uri)).toBe(expected);
});

test('what matches everything, or is no template, is none', () => {
  expect(readTemplate('{+anything}')).toBeUndefined();
  expect(readTemplate('x://{open')).toBeUndefined();
});

test('any expansion of a template matches it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', ':', '%'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), text, (pieces, value) => {
      fc.pre(pieces.join('') !== '');
      expect(matches(pieces.join('{v}'), pieces.join(value))).toBe(true);
    }),
  );
});
