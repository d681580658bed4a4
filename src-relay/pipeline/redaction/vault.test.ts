import { expect, test } from 'vitest';
import { ValueVault } from './vault.ts';

const KEY = { kind: 'secret', name: 'KEY' } as const;

test('gives back what was kept, and nothing else', () => {
  const vault = new ValueVault();
  vault.remember('<KEY>', 'välue "1"\ud83d', KEY);
  expect(vault.about('<KEY>')).toMatchObject(KEY);
  expect(vault.restore('<KEY>')).toBe('välue "1"\ud83d');
  expect(vault.restore('<KEY_2>')).toBeUndefined();
  expect(vault.restored().map(({ kind, name, value }) => [kind, name, value()])).toEqual([
    ['secret', 'KEY', 'välue "1"\ud83d'],
  ]);
});

test('forgets after an hour in which a value was neither shown nor restored', () => {
  let now = 0;
  const vault = new ValueVault(() => now);
  vault.remember('<A>', 'a', KEY);
  vault.remember('<B>', 'b', KEY);
  now = 59 * 60_000;
  vault.remember('<B>', 'b', KEY);
  now = 61 * 60_000;
  expect(vault.restore('<A>')).toBeUndefined();
  expect(vault.restore('<B>')).toBe('b');
});

test('keeps within its bounds: the longest unused make room, and what is too long is not kept', () => {
  const vault = new ValueVault();
  for (let i = 0; i < 1001; i += 1) vault.remember(`<K_${i}>`, `value ${i}`, KEY);
  expect(vault.size).toBe(1000);
  expect(vault.restore('<K_0>')).toBeUndefined();
  expect(vault.restore('<K_1000>')).toBe('value 1000');
  vault.remember('<LONG>', 'x'.repeat(16 * 1024 + 1), KEY);
  expect(vault.restore('<LONG>')).toBeUndefined();
  for (let i = 0; i < 100; i += 1) vault.remember(`<BIG_${i}>`, 'x'.repeat(16 * 1024), KEY);
  expect(vault.size).toBeLessThan(100);
});

test('a session that is over has nothing and takes nothing', () => {
  const vault = new ValueVault();
  vault.remember('<A>', 'a', KEY);
  expect(vault.restore('<A>')).toBe('a');
  vault.clear();
  vault.remember('<B>', 'b', KEY);
  expect([vault.size, vault.hasRestored, vault.restore('<A>')]).toEqual([0, false, undefined]);
});
