import { expect, test } from 'vitest';
import { readKeyFragment } from './page-key.ts';

test('a fragment hands over a key and where to go', () => {
  expect(readKeyFragment('#key=abc')).toEqual({ key: 'abc', to: '' });
  expect(readKeyFragment('#key=abc&to=/activity/1')).toEqual({ key: 'abc', to: '/activity/1' });
  expect(readKeyFragment('#key=abc&to=https://elsewhere.example')).toEqual({ key: 'abc', to: '' });
});

test('a place is no key', () => {
  expect(readKeyFragment('')).toBeUndefined();
  expect(readKeyFragment('#/activity?text=key%3Dabc')).toBeUndefined();
});
