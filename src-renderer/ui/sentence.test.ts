import { expect, test } from 'vitest';
import { asSentence } from './sentence.ts';

test('a cause becomes a sentence', () => {
  expect(asSentence('the program ended with exit code 3')).toBe('The program ended with exit code 3.');
  expect(asSentence('It was switched off.')).toBe('It was switched off.');
  expect(asSentence('')).toBe('');
});
