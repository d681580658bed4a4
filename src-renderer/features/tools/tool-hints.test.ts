import { expect, test } from 'vitest';
import { hintsOf, keyHintsOf } from './tool-hints.ts';

const none = { readOnly: null, destructive: null, idempotent: null, openWorld: null };

test('hints are what the server claims', () => {
  expect(hintsOf(none)).toEqual([]);
  expect(hintsOf({ readOnly: false, destructive: true, idempotent: true, openWorld: true })).toEqual([
    'writes',
    'destructive',
    'idempotent',
    'open world',
  ]);
  expect(hintsOf({ ...none, readOnly: true, destructive: false, openWorld: false })).toEqual([
    'read-only',
    'not destructive',
    'closed world',
  ]);
});

test('a list shows those that matter', () => {
  expect(keyHintsOf({ readOnly: false, destructive: false, idempotent: true, openWorld: false })).toEqual([]);
  expect(keyHintsOf({ ...none, readOnly: true, openWorld: true })).toEqual(['read-only', 'open world']);
});
