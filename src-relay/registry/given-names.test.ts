import { expect, test } from 'vitest';
import { GivenNames } from './given-names.ts';

const one =
  (...names: string[]) =>
  (): readonly string[] =>
    names;

test('the first name that is free is given, and stays; whose the best one is, is told', () => {
  const names = new GivenNames();
  expect(names.give('a', 'x', one('x', 'a__x'))).toEqual({ shown: 'x', holder: undefined });
  expect(names.give('b', 'x', one('x', 'b__x'))).toEqual({ shown: 'b__x', holder: 'a' });
  expect(names.give('b', 'x', one('other'))).toEqual({ shown: 'b__x', holder: undefined });
  expect(names.give('c', 'x', one('x', 'b__x'))).toEqual({ shown: undefined, holder: 'a' });
  expect(names.give('c', 'y', one())).toEqual({ shown: undefined, holder: undefined });
  expect(names.size).toBe(2);
});

test('a server that has shown too many names loses those that it lists no longer, and only then', () => {
  const names = new GivenNames();
  for (let index = 0; index < 6000; index += 1) names.give('a', `x${index}`, one(`x${index}`));
  names.give('b', 'y', one('y'));
  names.makeRoom('a', []);
  expect(names.size).toBe(6001);
  names.makeRoom('a', ['x1', 'new']);
  expect(names.size).toBe(2);
  expect(names.give('c', 'z', one('x1', 'x2'))).toEqual({ shown: 'x2', holder: 'a' });
  expect(names.give('a', 'x2', one('x2', 'a__x2'))).toEqual({ shown: 'a__x2', holder: 'c' });
  names.makeRoom('never heard of', ['x']);
  expect(names.size).toBe(4);
});
