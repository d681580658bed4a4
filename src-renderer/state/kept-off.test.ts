import { expect, test } from 'vitest';
import { createKeptOff, isKeptOff } from './kept-off.ts';

const tool = { server: 'a', name: 'b', hash: '1' };

function inMemory(text: string | null = null) {
  const held = { text };
  return {
    held,
    storage: {
      read: () => held.text,
      write: (next: string) => {
        held.text = next;
      },
    },
  };
}

test('a decision holds for the definition it was made on, and is kept', () => {
  const { storage } = inMemory();
  createKeptOff(storage).keep('a', 'b', '1');
  const state = createKeptOff(storage).store.getState();
  expect(isKeptOff(state, tool)).toBe(true);
  expect(isKeptOff(state, { ...tool, hash: '2' })).toBe(false);
});

test('a decision can be taken back', () => {
  const kept = createKeptOff(inMemory().storage);
  kept.keep('a', 'b', '1');
  kept.forget('a', 'b');
  expect(isKeptOff(kept.store.getState(), tool)).toBe(false);
});

test('what cannot be read is no decision', () => {
  expect(createKeptOff(inMemory('{').storage).store.getState()).toEqual({});
  expect(createKeptOff(inMemory('null').storage).store.getState()).toEqual({});
  expect(createKeptOff(inMemory('{"x":1}').storage).store.getState()).toEqual({});
});
